"""Which opening mark belongs to which closing mark within one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from attribution.text.marks import Mark, Role


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and its closing mark; `closing` is None if there is none, and the words end at `end`."""

    opening: Mark
    closing: Mark | None
    end: int
    """Offset after the closing mark, or where the words end without one."""


@dataclass(slots=True)
class Pairing:
    """What became of the marks of one paragraph."""

    pairs: list[Pair] = field(default_factory=list)
    strays: list[Mark] = field(default_factory=list)
    """Marks that found no partner."""
    open_single: Mark | None = None
    """The single mark among the strays that nothing after it in the paragraph rules out as still open."""


def pair_marks(text: str, marks: Sequence[Mark], end: int) -> Pairing:
    """Pair the marks of the paragraph that ends at `end`. Time is linear in the paragraph's length."""
    pairing = _pair_strong_marks(text, [mark for mark in marks if mark.style != "single"], end)
    singles = [mark for mark in marks if mark.style == "single"]
    if singles:
        _pair_single_marks(text, singles, end, pairing)
    return pairing


_INCHES = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d+)?\Z")


def _roles(marks: Sequence[Mark]) -> list[Role]:
    """What each mark does, as far as its shape and its place tell; `either` when they contradict each other."""
    low_opening = any(mark.text in "„‚" for mark in marks)
    inverted = _has_inverted_guillemets(marks)
    roles: list[Role] = []
    for mark in marks:
        shape = mark.shape
        if (inverted and mark.style == "guillemet") or (low_opening and mark.text in "“‘"):
            shape = "open" if mark.text in "»›" else "close"
        if shape == "either":
            roles.append(mark.place)
        elif mark.place == "either" or mark.place == shape or mark.style == "guillemet":
            roles.append(shape)
        else:
            roles.append("either")
    return roles


def _has_inverted_guillemets(marks: Sequence[Mark]) -> bool:
    """Whether guillemets point inwards, »so«, as in German and Danish."""
    guillemets = [mark.text for mark in marks if mark.style == "guillemet"]
    return bool(guillemets) and guillemets[0] in "»›" and any(text in "«‹" for text in guillemets)


def _surplus(marks: Sequence[Mark], roles: Sequence[Role]) -> list[int]:
    """For each mark, how many more closing than opening marks of its style follow it."""
    totals: dict[str, int] = {}
    surplus: list[int] = []
    for mark, role in zip(reversed(marks), reversed(roles), strict=True):
        surplus.append(totals.get(mark.style, 0))
        totals[mark.style] = surplus[-1] + (role == "close") - (role == "open")
    surplus.reverse()
    return surplus


def _pair_strong_marks(text: str, marks: Sequence[Mark], end: int) -> Pairing:
    """Pair double marks and guillemets, which no apostrophe looks like."""
    pairing = Pairing()
    roles = _roles(marks)
    surplus = _surplus(marks, roles)
    stack: list[Mark] = []
    open_marks = {"double": 0, "guillemet": 0}

    def drop_last(until: int) -> None:
        unclosed = stack.pop()
        open_marks[unclosed.style] -= 1
        pairing.pairs.append(Pair(unclosed, None, _end_of_words(text, unclosed.end, until)))

    for mark, role, left in zip(marks, roles, surplus, strict=True):
        is_open = open_marks[mark.style] > 0
        if (
            mark.shape == "either"
            and mark.before.isdigit()
            and _means_inches(text, mark, left if is_open else None)
        ):
            continue
        if is_open and _closes(mark, role, left):
            while stack[-1].style != mark.style:
                drop_last(mark.start)
            opening = stack.pop()
            open_marks[mark.style] -= 1
            pairing.pairs.append(Pair(opening, mark, mark.end))
        elif not is_open and not _opens(mark, role, left):
            pairing.strays.append(mark)
        else:
            if is_open and stack[-1].style == mark.style and left < 2:
                drop_last(mark.start)
            stack.append(mark)
            open_marks[mark.style] += 1
    while stack:
        drop_last(end)
    return pairing


def _opens(mark: Mark, role: Role, surplus: int) -> bool:
    """Whether a mark opens when nothing of its style is open."""
    if role == "either" and mark.shape != "either":
        return surplus > 0
    return role != "close"


def _closes(mark: Mark, role: Role, surplus: int) -> bool:
    """Whether a mark closes when something of its style is open."""
    if role == "either" and mark.shape == "open":
        return surplus < 2
    return role != "open"


def _means_inches(text: str, mark: Mark, surplus_if_open: int | None) -> bool:
    """Whether a straight mark after a number is a sign of measure: one that nothing open needs."""
    starts_word = mark.after.isalpha() and mark.after not in "xX"
    if starts_word or not _INCHES.search(text, max(0, mark.start - 8), mark.start):
        return False
    return surplus_if_open is None or surplus_if_open > 0


def _end_of_words(text: str, start: int, until: int) -> int:
    while until > start and text[until - 1].isspace():
        until -= 1
    return until


_SENTENCE_END = re.compile(r"[.!?…][”\"’']*\s")
_POSSESSIVE_OR_CLIPPED = re.compile(r"(?:[sSxXzZ]|in|\b(?:[oO]|[tT]h|an|wi|[oO]l|mo|po)|\d)\Z")
_WORD_FOLLOWS = re.compile(r"\s[^\W_]")


@dataclass(slots=True)
class _Level:
    """The single marks directly within one stretch in double marks, or outside of all."""

    end: int
    pending: Mark | None = None
    doubtful: Mark | None = None
    """A mark that closes the pending one unless a better one follows: it may be a possessive."""


def _pair_single_marks(text: str, marks: Sequence[Mark], end: int, pairing: Pairing) -> None:
    """Pair single marks within each stretch in double marks; most of them are apostrophes and pair with none."""
    enclosing = iter(sorted(pairing.pairs, key=lambda pair: pair.opening.start))
    upcoming = next(enclosing, None)
    levels = [_Level(end)]
    roles = _roles(marks)
    for mark, role in zip(marks, roles, strict=True):
        while upcoming and upcoming.opening.start < mark.start:
            _leave_levels(levels, upcoming.opening.start, pairing)
            levels.append(_Level(upcoming.end))
            upcoming = next(enclosing, None)
        _leave_levels(levels, mark.start, pairing)
        _place_single_mark(text, mark, role, levels[-1], pairing)
    for level in levels:
        if level.end == end and level.pending and not level.doubtful:
            pairing.open_single = level.pending
    _leave_levels(levels, end, pairing)


def _leave_levels(levels: list[_Level], offset: int, pairing: Pairing) -> None:
    while levels and levels[-1].end <= offset:
        _settle(levels.pop(), pairing)


def _settle(level: _Level, pairing: Pairing) -> None:
    """Close the pending mark with the doubtful one, or give it up."""
    if level.pending and level.doubtful:
        pairing.pairs.append(Pair(level.pending, level.doubtful, level.doubtful.end))
    elif level.pending:
        pairing.strays.append(level.pending)
    level.pending = level.doubtful = None


def _place_single_mark(text: str, mark: Mark, role: Role, level: _Level, pairing: Pairing) -> None:
    if level.pending and _may_close(mark, role):
        if _is_doubtful(text, mark):
            level.doubtful = mark
            return
        doubtful = level.doubtful
        if doubtful and mark.before.isalnum() and _SENTENCE_END.search(text, doubtful.end, mark.start):
            _settle(level, pairing)
            return
        pairing.pairs.append(Pair(level.pending, mark, mark.end))
        level.pending = level.doubtful = None
    elif role == "open" or (mark.shape != "either" and role == "either" and mark.place == "open"):
        _settle(level, pairing)
        level.pending = mark


def _may_close(mark: Mark, role: Role) -> bool:
    return role == "close" or (role == "either" and mark.place != "open" and not mark.before.isspace())


def _is_doubtful(text: str, mark: Mark) -> bool:
    """Whether a closing mark may as well be the apostrophe of the Smiths’ house, or of goin’ home."""
    return (
        _WORD_FOLLOWS.match(text, mark.end) is not None
        and _POSSESSIVE_OR_CLIPPED.search(text, max(0, mark.start - 3), mark.start) is not None
    )
