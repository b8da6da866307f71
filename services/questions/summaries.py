"""What was found, in one sentence: never a verdict without the quotes that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from services.questions.understanding import Question, in_quotes
from services.source_report import QuotedSource

_SIDES = {"favor": "in favour of", "against": "against", None: "about"}


def describe_side(question: Question) -> str:
    """What the question asks of its subject, "" without one: "against 'tolls'", "about 'tolls'"."""
    return "" if question.subject is None else f"{_SIDES[question.stance]} {in_quotes(question.subject)}"


def summarize_stance(question: Question) -> str:
    """That there are quotes with a stance, and whose."""
    if question.speaker is None:
        return f"Quotes were found {describe_side(question)}."
    return f"Quotes of {in_quotes(question.speaker)} were found {describe_side(question)}."


def summarize_count(question: Question, count: int) -> str:
    """How many quotes were found; a text that several articles carry counts in each."""
    whose = "" if question.speaker is None else f"of {in_quotes(question.speaker)}"
    return " ".join(
        part
        for part in (_number(count, "quote"), whose, describe_side(question), "found in the archive.")
        if part
    )


def summarize_changes(question: Question, subject: str, count: int) -> str:
    """How many changes of side the quotes show."""
    whose = in_quotes(question.speaker or "")
    return f"{_number(count, 'change')} of side toward {in_quotes(subject)} found in quotes of {whose}."


def summarize_sources(question: Question, sources: Sequence[QuotedSource]) -> str | None:
    """Who is quoted most, all of them where several are quoted equally often; None where nobody is."""
    if not sources:
        return None
    about = "" if question.subject is None else f" about {in_quotes(question.subject)}"
    most = [source.speaker.name for source in sources if source.total == sources[0].total]
    return f"Quoted most{about}: {', '.join(most)} ({_number(sources[0].total, 'quote')})."


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
