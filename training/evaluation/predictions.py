"""What an engine says of a text, whichever engine it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribution import Span
from training.evaluation.engines import QuoteLine


@dataclass(frozen=True, slots=True)
class Prediction:
    """One attribution that an engine found; each part's spans are `[start, end)` in the article's text."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker_name: str | None = None
    confidence: float = 1.0
    """In [0, 1]; 1 from an engine that tells none."""


def read_prediction(line: QuoteLine) -> Prediction:
    """A prediction from the line that an engine, `onrecord extract` and the outside scorer have for it."""
    return Prediction(
        _spans(line["content"]),
        _spans(line.get("cue") or ()),
        _spans(line.get("source") or ()),
        line.get("speaker_name"),
        line.get("confidence", 1.0),
    )


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
