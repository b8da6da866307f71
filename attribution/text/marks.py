"""The characters of a paragraph that may be quotation marks, with what their surroundings say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from attribution.text.apostrophes import apostrophe_offsets, measure_offsets

MarkStyle = Literal["double", "single", "guillemet"]
Role = Literal["open", "close", "either"]

_RUN = re.compile("[“”„‟\"＂″«»‹›‘’‚‛'`]+")
_MARK = re.compile("``|''(?!')|‘‘|’’(?!’)|‚‚|.")
_OPENING_MARK = re.compile("``|''|‘‘|’’|‚‚|.")
"""Two single marks stand in for a double one. In three, the single one is next to the words."""
_TAG = re.compile("</?[A-Za-z][^<>]*>")
"""Markup left in a text: the marks around its attributes quote nobody."""
_MOST_IN_A_ROW = 4
"""Marks side by side in real text: a single, a double and two more for typing errors. More is decoration."""

_DOUBLE = ("“", "”", "„", "‟", '"', "＂", "″", "``", "''", "‘‘", "’’", "‚‚")
_GUILLEMETS = ("«", "»", "‹", "›")
_OPENING = ("“", "„", "‟", "``", "‘‘", "‚‚", "«", "‹", "‘", "‚", "‛", "`")
_CLOSING = ("”", "’’", "»", "›", "’")

_OPENS_BEFORE = frozenset("([{<—–-−/…=:|>*_~")
"""Characters right before an opening mark, besides white space."""
_CLOSES_AFTER = frozenset(".,;:!?)]}>—–-−/…|*_~")
"""Characters right after a closing mark, besides white space."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark, of one or two characters."""

    start: int
    end: int
    text: str
    style: MarkStyle
    shape: Role
    """What the character is made for; `either` for straight marks."""
    place: Role
    """What its surroundings allow: `open` after a space and before a word, `close` the other way round."""
    before: str
    """The character before the run of marks it is in, a space at the paragraph's start."""
    after: str
    """The character after the run, a space at the paragraph's end."""


def paragraph_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks in the paragraph `text[start:end]`, in order, without apostrophes and signs of measure."""
    words_marks: set[int] | None = None
    for run in _RUN.finditer(text, start, end):
        first, last = run.span()
        before = text[first - 1] if first > start else " "
        after = text[last] if last < end else " "
        if run.group() == "'" and before.isalnum() and after.isalnum():
            continue
        if words_marks is None:
            words_marks = _offsets_of_no_marks(text, start, end)
        place = _place(before, after, first == start, last == end)
        marks = list((_OPENING_MARK if place == "open" else _MARK).finditer(text, first, last))
        if len(marks) > _MOST_IN_A_ROW:
            continue
        for mark in marks:
            if mark.start() not in words_marks:
                form = mark.group()
                yield Mark(*mark.span(), form, _style(form), _shape(form), place, before, after)


def _style(form: str) -> MarkStyle:
    if form in _DOUBLE:
        return "double"
    return "guillemet" if form in _GUILLEMETS else "single"


def _shape(form: str) -> Role:
    if form in _OPENING:
        return "open"
    return "close" if form in _CLOSING else "either"


def _offsets_of_no_marks(text: str, start: int, end: int) -> set[int]:
    """Offsets of characters that look like marks but belong to a word, a measure or markup."""
    offsets = apostrophe_offsets(text, start, end) | measure_offsets(text, start, end)
    for tag in _TAG.finditer(text, start, end):
        offsets.update(range(*tag.span()))
    return offsets


def _place(before: str, after: str, at_start: bool, at_end: bool) -> Role:
    if at_start != at_end:
        return "open" if at_start else "close"
    may_open = (before.isspace() or before in _OPENS_BEFORE) and not after.isspace()
    may_close = (after.isspace() or after in _CLOSES_AFTER) and not before.isspace()
    if may_open == may_close:
        return "either"
    return "open" if may_open else "close"
