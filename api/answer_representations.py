"""How answers to questions look to a client."""

from __future__ import annotations

from urllib.parse import urlencode

from api.name_representations import represent_readings
from api.representations import Representation, represent_speaker_reference
from services.questions import Answer, Change, Question
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
        "read_as": represent_readings(answer.read_as),
        "summary": answer.summary,
        "count": answer.count,
        "changes": [_represent_change(change) for change in answer.changes],
        "sources": [_represent_source(source, read) for source in answer.sources],
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


def _represent_source(source: QuotedSource, question: Question) -> Representation:
    filters = {
        "speaker": source.speaker.id,
        "about": question.subject,
        "publisher": question.publisher,
        "said_after": None if question.after is None else question.after.isoformat(),
        "said_before": None if question.before is None else question.before.isoformat(),
    }
    quotes = urlencode({name: value for name, value in filters.items() if value is not None})
    return {
        "speaker": represent_speaker_reference(source.speaker),
        "total": source.total,
        "links": {"speaker": f"/v1/speakers/{source.speaker.id}", "quotes": f"/v1/quotes?{quotes}"},
    }
