"""How answers to questions look to a client."""

from __future__ import annotations

from api.representations import Representation, represent_speaker_reference
from services.questions import Answer, Change
from services.source_report import QuotedSource
from services.statements import Statement


def represent_answer(question: str, answer: Answer) -> Representation:
    """How a question was understood and what was found; the page of quotes is added by the view."""
    read = answer.question
    return {
        "question": {
            "text": question,
            "speaker": read.speaker,
            "subject": read.subject,
            "after": read.after,
            "before": read.before,
            "stance": read.stance,
            "targets": [{"slug": target.slug, "stance": target.stance} for target in read.targets],
            "order": read.order,
            "publisher": read.publisher,
            "form": read.form,
            "notes": list(read.notes),
        },
        "speakers": [represent_speaker_reference(speaker) for speaker in answer.speakers],
        "summary": answer.summary,
        "count": answer.count,
        "changes": [_represent_change(change) for change in answer.changes],
        "sources": [_represent_source(source) for source in answer.sources],
    }


def _represent_change(change: Change) -> Representation:
    before, after = change.shift.before, change.shift.after
    return {
        "speaker": represent_speaker_reference(change.speaker),
        "target": change.target.slug,
        "from_": before.label,
        "to": after.label,
        "before": _represent_statement(before),
        "after": _represent_statement(after),
    }


def _represent_statement(statement: Statement) -> Representation:
    number = statement.decisive.quote_id
    return {"quote_id": number, "said_at": statement.said_at, "links": {"self": f"/v1/quotes/{number}"}}


def _represent_source(source: QuotedSource) -> Representation:
    return {"speaker": represent_speaker_reference(source.speaker), "total": source.total}
