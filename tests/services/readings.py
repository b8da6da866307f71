"""Readings of a text as an engine might give them, written down by the words instead of their offsets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attribution import Extraction, ExtractionWarning, Quote, QuoteType, Span, Speaker

ENGINE = "by-hand"


@dataclass(frozen=True)
class Said:
    """One quote: its words (one string for each segment), who said them, and the words around."""

    content: str | tuple[str, ...]
    speaker: Speaker | None = None
    cue: str = ""
    source: str = ""
    type: QuoteType = "direct"
    confidence: float = 0.9


def person(name: str, *aliases: str, description: str | None = None) -> Speaker:
    return Speaker(name, "person", aliases, description)


def read(
    text: str, said: Sequence[Said], *, version: str = "1", warnings: Sequence[ExtractionWarning] = ()
) -> Extraction:
    """The extraction with these quotes; each one's words are looked for after those of the one before."""
    quotes = []
    after = 0
    for each in said:
        content = []
        for words in (each.content,) if isinstance(each.content, str) else each.content:
            span = _find(text, words, after)
            after = span.end
            content.append(span)
        quotes.append(
            Quote(
                type=each.type,
                content=tuple(content),
                cue=_part(text, each.cue, content[0].start),
                source=_part(text, each.source, content[0].start),
                context=_line_around(text, content),
                speaker=each.speaker,
                confidence=each.confidence,
                no_speaker=None if each.speaker else "no_source",
            )
        )
    speakers = tuple(dict.fromkeys(each.speaker for each in said if each.speaker))
    return Extraction(tuple(quotes), speakers, tuple(warnings), ENGINE, version)


def reader(*said: Said, version: str = "1") -> Callable[[str], Extraction]:
    """An engine that finds these quotes in any text."""
    return lambda text: read(text, said, version=version)


def _part(text: str, words: str, near: int) -> tuple[Span, ...]:
    if not words:
        return ()
    before, after = text.rfind(words, 0, near), text.find(words, near)
    start = after if after >= 0 else before
    return (Span(start, start + len(words)),)


def _find(text: str, words: str, after: int) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def _line_around(text: str, content: Sequence[Span]) -> Span:
    start = text.rfind("\n", 0, content[0].start) + 1
    end = text.find("\n", content[-1].end)
    return Span(start, end if end >= 0 else len(text))
