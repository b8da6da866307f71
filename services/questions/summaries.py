"""What was found, in one sentence: never a verdict without the quotes that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from services.questions.readings import StanceAsked
from services.questions.understanding import Question, in_quotes
from services.source_report import QuotedSource


def summarize_stance(question: Question, subject: str, asked: StanceAsked) -> str:
    """That there are quotes with a stance, and whose."""
    side = "in favour of" if asked == "favor" else "against"
    if question.speaker is None:
        return f"Quotes were found {side} {in_quotes(subject)}."
    return f"Quotes were found in which {in_quotes(question.speaker)} is {side} {in_quotes(subject)}."


def summarize_count(question: Question, count: int) -> str:
    """How many quotes were found; a text that several articles carry counts in each."""
    whose = "" if question.speaker is None else f" of {in_quotes(question.speaker)}"
    side = {"favor": "in favour of", "against": "against", None: "about"}[question.stance]
    what = "" if question.subject is None else f" {side} {in_quotes(question.subject)}"
    return f"{_number(count, 'quote')}{whose}{what} found in the archive."


def summarize_changes(question: Question, subject: str, count: int) -> str:
    """How many changes of side the quotes show."""
    whose = in_quotes(question.speaker or "")
    return f"{_number(count, 'change')} of side toward {in_quotes(subject)} found in quotes of {whose}."


def summarize_sources(subject: str, sources: Sequence[QuotedSource]) -> str:
    """Who is quoted most, all of them where several are quoted equally often."""
    most = [source.speaker.name for source in sources if source.total == sources[0].total]
    return (
        f"Quoted most about {in_quotes(subject)}: {', '.join(most)} ({_number(sources[0].total, 'quote')})."
    )


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
