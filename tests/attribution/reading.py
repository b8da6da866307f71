"""What a test reads off an extraction: the words behind the offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribution import Quote, Span, extract


@dataclass(frozen=True)
class Read:
    """A quote in words instead of offsets."""

    type: str
    content: list[str]
    cue: list[str]
    source: list[str]
    speaker: str | None


def words(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def read_quote(text: str, quote: Quote) -> Read:
    return Read(
        quote.type,
        words(text, quote.content),
        words(text, quote.cue),
        words(text, quote.source),
        quote.speaker.name if quote.speaker else None,
    )


def read_quotes(text: str) -> list[Read]:
    """The quotes of a text in words, in order."""
    extraction = extract(text)
    assert [warning for warning in extraction.warnings if warning.code == "internal_error"] == []
    return [read_quote(text, quote) for quote in extraction.quotes]


def only_quote(text: str) -> Read:
    """The one quote of a text that must have exactly one."""
    quotes = read_quotes(text)
    assert len(quotes) == 1, quotes
    return quotes[0]
