"""A quote toward a proposition as the stance network reads it: one row of word pieces."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from attribution.extraction import SEGMENT_JOINT, Span
from attribution.tagging.pieces import Integers, tokenizer
from attribution.text.folding import fold

PROPOSITION = 0
SURROUNDINGS = 1
QUOTE = 2
"""What a piece is part of; the pieces that frame the row count to what stands before them."""

LONGEST_PROPOSITION = 48
LONGEST_PASSAGE = 80
"""Pieces of the quote with its surroundings; of a longer passage the part from shortly before the quote is read."""
_BEFORE_QUOTE = 18
_LONGEST_TEXT = 4000
"""Characters that are cut into pieces at all, so that no text costs more than another."""


@dataclass(frozen=True, slots=True)
class PairPieces:
    """One pair; every array has one row for each piece."""

    ids: Integers
    parts: Integers
    """`PROPOSITION`, `SURROUNDINGS` or `QUOTE`."""
    starts: Integers
    """Offset in the quote's text of the piece's first character; -1 outside of the quote."""
    ends: Integers


def read_pair(text: str, context: str, proposition: str) -> PairPieces:
    """The pieces of `[CLS] proposition [SEP] passage [SEP]`.

    The passage is the context with the quote in it or, where the quote is not found there word for word, the quote alone.
    Any strings are accepted; a text without a piece leaves the passage empty.
    """
    begin, end = (tokenizer().token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
    wanted = tokenizer().encode(fold(proposition[:_LONGEST_TEXT])).ids[:LONGEST_PROPOSITION]
    passage, places = _passage(text[:_LONGEST_TEXT], context)
    encoding = tokenizer().encode(fold(passage))
    offsets = np.asarray(encoding.offsets, np.int32).reshape(-1, 2)
    starts, ends = _in_quote(offsets, places)
    quoted = np.flatnonzero(starts >= 0)
    first = max(0, int(quoted[0]) - _BEFORE_QUOTE) if len(quoted) and len(starts) > LONGEST_PASSAGE else 0
    first = min(first, max(0, len(starts) - LONGEST_PASSAGE))
    kept = slice(first, first + LONGEST_PASSAGE)
    ids = [begin, *wanted, end, *encoding.ids[kept], end]
    parts = np.full(len(ids), SURROUNDINGS, np.int32)
    parts[: len(wanted) + 2] = PROPOSITION
    row_starts = np.full(len(ids), -1, np.int32)
    row_ends = row_starts.copy()
    row_starts[len(wanted) + 2 : -1] = starts[kept]
    row_ends[len(wanted) + 2 : -1] = ends[kept]
    parts[row_starts >= 0] = QUOTE
    return PairPieces(np.asarray(ids, np.int32), parts, row_starts, row_ends)


def _passage(text: str, context: str) -> tuple[str, list[tuple[Span, int]]]:
    """The passage to read, and where each segment of the quote stands in it, with its offset in the quote's text."""
    places: list[tuple[Span, int]] = []
    at = offset = 0
    for segment in text.split(SEGMENT_JOINT):
        bare = segment.strip()
        found = context.find(bare, at, at + _LONGEST_TEXT) if bare else -1
        if found < 0:
            return text, [(Span(0, len(text)), 0)]
        at = found + len(bare)
        places.append((Span(found, at), offset + segment.index(bare)))
        offset += len(segment) + len(SEGMENT_JOINT)
    begin = max(0, places[0][0].start - _LONGEST_TEXT // 4)
    moved = [(Span(span.start - begin, span.end - begin), offset) for span, offset in places]
    return context[begin : at + _LONGEST_TEXT // 4], moved


def _in_quote(offsets: Integers, places: list[tuple[Span, int]]) -> tuple[Integers, Integers]:
    """Offsets of pieces in the quote's text, -1 for those outside of it."""
    starts = np.full(len(offsets), -1, np.int32)
    ends = starts.copy()
    for number, (start, end) in enumerate(offsets.tolist()):
        place = bisect_right(places, start, key=lambda one: one[0].start) - 1
        if place >= 0 and start < places[place][0].end:
            span, offset = places[place]
            starts[number] = start - span.start + offset
            ends[number] = min(end, span.end) - span.start + offset
    return starts, ends
