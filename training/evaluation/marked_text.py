"""A text as the project's outside scorer sees it: its words, and what of it stands in quotation marks.

The engine's own reading of words and marks is not used: an engine that misreads a mark must not be measured by
the same misreading. Only double marks and guillemets quote here, and never over the end of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from attribution import QuoteType, Span

_LETTERS = "A-Za-z0-9À-ɏ"
_LETTER = re.compile(f"[{_LETTERS}]")
_WORD = re.compile(f"[{_LETTERS}]+(?:['’][{_LETTERS}]+)*")
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile("[“«„]|``|[”»]|''|\"")
_OPENING = ("“", "«", "„")
_CLOSING = ("”", "»", "''")
_OPENS_A_QUOTATION_WITH = "'‘[("
"""What may stand between a straight mark and the first word of the quotation that it opens."""

Role = Literal["open", "close", "reopen"]


class MarkedText:
    """A text with its words numbered from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]
        self.regions: tuple[Span, ...] = tuple(_quoted_regions(text))
        """Every stretch in quotation marks, the marks included, in text order."""
        self._quoted = self.words(self.regions)

    def words(self, spans: Sequence[Span]) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def word(self, number: int) -> str:
        """The word with a number, as it is written."""
        return self.text[self._starts[number] : self._ends[number]]

    def type_of(self, words: frozenset[int]) -> QuoteType:
        """Whether all, some or none of the words stand in quotation marks."""
        if words <= self._quoted:
            return "direct"
        return "mixed" if words & self._quoted else "indirect"

    def quoted_stretches(self, spans: Sequence[Span]) -> list[Span]:
        """What of the spans stands in quotation marks, from first to last letter, sorted, each once."""
        shared = (
            self._trimmed(max(span.start, region.start), min(span.end, region.end))
            for span in spans
            for region in self.regions
        )
        return sorted({stretch for stretch in shared if stretch.start < stretch.end})

    def _trimmed(self, start: int, end: int) -> Span:
        while start < end and not _LETTER.match(self.text[start]):
            start += 1
        while start < end and not _LETTER.match(self.text[end - 1]):
            end -= 1
        return Span(start, end)


def _quoted_regions(text: str) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        opened: int | None = None
        for mark in _MARK.finditer(text, *line.span()):
            before = text[mark.start() - 1] if mark.start() > line.start() else " "
            after = text[mark.end()] if mark.end() < line.end() else " "
            role = _role(mark.group(), before, after, opened is not None)
            if role == "open":
                opened = mark.start()
            elif role is not None and opened is not None:
                yield Span(opened, mark.end() if role == "close" else mark.start())
                opened = mark.start() if role == "reopen" else None
        if opened is not None:
            yield Span(opened, line.end())


def _role(mark: str, before: str, after: str, is_open: bool) -> Role | None:
    """What a mark does between two characters; None when it does nothing."""
    if mark in _OPENING:
        return "reopen" if is_open else "open"
    if mark in _CLOSING:
        return "close" if is_open else None
    if mark == "``":
        return None if is_open else "open"
    if is_open:
        # After a space and before a word it opens: the closing mark before it was forgotten.
        opens = before.isspace() and (after.isalnum() or after in _OPENS_A_QUOTATION_WITH)
        return "reopen" if opens else "close"
    # A straight mark after a digit is a sign of inches.
    return None if before.isdigit() and not after.isalpha() else "open"
