"""The stretches in which a quotation and a passage differ, and what each difference is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from attribution.extraction import Span
from services.verification.passages import StoredWord
from services.verification.words import Word

_MOST_FOR_BRACKETS = 10
"""Stored words that brackets may stand for; more are dropped without saying so."""


class Kind(StrEnum):
    """What a difference is."""

    EQUAL = "equal"
    CUT = "cut"
    OMITTED = "omitted"
    BRACKETED = "bracketed"
    INSERTED = "inserted"
    DROPPED = "dropped"
    CHANGED = "changed"


ALTERING = frozenset([Kind.INSERTED, Kind.DROPPED, Kind.CHANGED])
"""What makes a quotation altered."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the checked text and of the article that belong together; None where one has nothing."""

    kind: Kind
    checked: Span | None
    stored: Span | None


class Gap:
    """What stands between two equal words on both sides, or before the first or after the last."""

    def __init__(self, checked: Sequence[Word], stored: Sequence[StoredWord], has_ellipsis: bool) -> None:
        self.checked = checked
        self.stored = stored
        plain = [word for word in checked if not word.bracketed]
        for_brackets = bool(checked) and (has_ellipsis or len(stored) <= _MOST_FOR_BRACKETS)
        self.kind: Kind | None = None
        if plain:
            self.kind = Kind.CHANGED if stored else Kind.INSERTED
        elif stored and has_ellipsis and not checked:
            self.kind = Kind.OMITTED
        elif stored and not for_brackets:
            self.kind = Kind.DROPPED
        elif checked:
            self.kind = Kind.BRACKETED
        counted = stored if self.kind in ALTERING and not has_ellipsis else ()
        self.cost = max(sum(word.weight for word in plain), sum(each.word.weight for each in counted))


def in_pieces(kind: Kind, checked: Sequence[Word], stored: Sequence[StoredWord]) -> Iterator[Difference]:
    """One difference for each piece of the article; the first has the checked words."""
    spans = [span_of([each.word for each in group]) for _, group in groupby(stored, lambda each: each.piece)]
    if checked or spans:
        yield Difference(kind, span_of(checked) if checked else None, spans[0] if spans else None)
    for span in spans[1:]:
        yield Difference(Kind.DROPPED if kind is Kind.CHANGED else kind, None, span)


def span_of(words: Sequence[Word]) -> Span:
    """The stretch from the first to the last of some words."""
    return Span(words[0].start, words[-1].end)
