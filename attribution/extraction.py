"""What `extract` answers: quotes with their three parts, as offsets into the article's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

QuoteType = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organization", "group", "unknown"]
NoSpeakerReason = Literal["no_source", "unresolved_pronoun", "ambiguous_name", "unresolved_description"]
MentionForm = Literal["named", "pronoun", "nominal"]


SEGMENT_JOINT = " … "
"""Stands between the segments of a discontinuous quote, which the page interrupts there."""


class Span(NamedTuple):
    """Half-open range of character offsets into the article's text: `text[start:end]`."""

    start: int
    end: int


def join_segments(text: str, segments: Sequence[Span]) -> str:
    """The segments as they stand in the text, joined by `SEGMENT_JOINT`."""
    return SEGMENT_JOINT.join(text[start:end] for start, end in segments)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is behind mentions, within one article, under the fullest name the article gives."""

    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    """Every other name the article uses for this speaker, without titles, in order of appearance."""
    description: str | None = None
    """What the article says the speaker is ("president of the European Council"), verbatim, if it does."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution.

    For a `direct` quote each content span runs from just after an opening mark to just before its closing
    mark. For the other types quotation marks inside the span belong to it. Spans of each part are in text
    order and do not overlap. `speaker` is None exactly when `no_speaker` says why.
    """

    type: QuoteType
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    context: Span
    """The whole sentences that hold content, cue and source: what a reader needs to judge the stance."""
    speaker: Speaker | None
    confidence: float
    """Probability in [0, 1] that content and speaker are both right."""
    no_speaker: NoSpeakerReason | None = None
    candidates: tuple[str, ...] = ()
    """Names of speakers it may be, likeliest first, when `speaker` is None."""
    source_form: MentionForm | None = None
    """How the article names the speaker at this quote; None without a source."""


@dataclass(frozen=True, slots=True)
class ExtractionWarning:
    """Something in the text that may have cost quotes, e.g. `unbalanced_quotation_mark`."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All quotes of one text, in order of their first content offset, and what made them."""

    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    """Everyone quoted, each once, in order of first quote; every `Quote.speaker` is one of these."""
    warnings: tuple[ExtractionWarning, ...]
    engine: str
    engine_version: str
