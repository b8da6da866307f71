"""Where contents begin and end: what the network proposes, set right by the quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attribution.extraction import Span
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

_EDGE_MARKS = frozenset(",.;:—–-…")
"""Marks that belong to no content they begin or end."""
_MOSTLY = 0.5
"""Share of a quotation's characters from which on it is meant whole."""


class EdgeFinder:
    """Knows the outermost quotations of a document."""

    def __init__(self, document: Document, regions: Sequence[QuotedRegion]) -> None:
        self._text = document.folded
        self._regions = sorted(
            (region for region in regions if region.depth == 0 and self._has_words(region.inner)),
            key=lambda region: region.outer,
        )
        self._ends = [region.outer.end for region in self._regions]

    def _has_words(self, span: Span) -> bool:
        return any(character.isalnum() for character in self._text[span.start : span.end])

    def content_spans(self, start: int, end: int, apart: Sequence[Span] = ()) -> tuple[Span, ...]:
        """The spans of the content proposed as `[start, end)`: whole quotations without their marks, or a stretch of
        text with all marks of the quotations in it. Empty when nothing but marks is left.

        A quotation that also holds one of the spans `apart`, its cue or source, is no content as a whole.
        """
        touched = self._touched(start, end)
        for region in touched:
            outer, inner = region.outer, region.inner
            if any(outer.start <= span.start and span.end <= outer.end for span in apart):
                start = max(start, inner.start) if start >= outer.start else start
                end = min(end, inner.end) if end <= outer.end else end
                continue
            shared = min(end, inner.end) - max(start, inner.start)
            within = start >= outer.start and end <= outer.end
            if within or shared >= _MOSTLY * (inner.end - inner.start):
                start, end = min(start, outer.start), max(end, outer.end)
            elif start > outer.start:
                start = outer.end
            else:
                end = outer.start
        start, end = self._trimmed(start, end, touched)
        if start >= end:
            return ()
        whole = [region for region in touched if start <= region.outer.start and region.outer.end <= end]
        if whole and not self._says_more(start, end, whole):
            return tuple(region.inner for region in whole)
        return (Span(start, end),)

    def quotations_outside(self, contents: Sequence[Span]) -> list[Span]:
        """The inner spans of the quotations that stand in none of some contents."""
        within = {region.inner for span in contents for region in self.quotations_in(span)}
        return [region.inner for region in self._regions if region.inner not in within]

    def marked(self, contents: Sequence[Span]) -> tuple[bool, bool]:
        """Whether all of some contents stand in quotation marks, and whether any word of them does."""
        touched = [self._touched(span.start, span.end) for span in contents]
        quoted = all(
            any(region.inner.start <= span.start and span.end <= region.inner.end for region in regions)
            for span, regions in zip(contents, touched, strict=True)
        )
        return quoted, any(touched)

    def quotations_in(self, span: Span) -> list[QuotedRegion]:
        """The outermost quotations whose words all stand in a span."""
        return [
            region
            for region in self._touched(span.start, span.end)
            if span.start <= region.inner.start and region.inner.end <= span.end
        ]

    def _touched(self, start: int, end: int) -> list[QuotedRegion]:
        found: list[QuotedRegion] = []
        place = bisect_left(self._ends, start + 1)
        while place < len(self._regions) and self._regions[place].outer.start < end:
            found.append(self._regions[place])
            place += 1
        return found

    def _trimmed(self, start: int, end: int, touched: Sequence[QuotedRegion]) -> tuple[int, int]:
        """Without marks and spaces at the edges, except those that a quotation begins or ends with."""
        first = min((region.outer.start for region in touched if region.outer.start >= start), default=end)
        last = max((region.outer.end for region in touched if region.outer.end <= end), default=start)
        while start < min(end, first) and self._is_mark(start):
            start += 1
        while end > max(start, last) and self._is_mark(end - 1):
            end -= 1
        return start, end

    def _is_mark(self, place: int) -> bool:
        return self._text[place] in _EDGE_MARKS or self._text[place].isspace()

    def _says_more(self, start: int, end: int, whole: Sequence[QuotedRegion]) -> bool:
        """Whether words of the stretch stand outside of the quotations in it."""
        at = start
        for region in whole:
            if any(character.isalnum() for character in self._text[at : region.outer.start]):
                return True
            at = region.outer.end
        return any(character.isalnum() for character in self._text[at:end])
