"""Lines that start with who speaks: transcripts ("VELDEN: We shall see.") and headlines ("Velden: No deal")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from attribution.tagging.candidates import Candidate, CueInClause, propose
from attribution.tagging.clauses import Paragraph, Unit
from attribution.tagging.cues import CueWord
from attribution.tagging.source_phrases import Source
from attribution.text.document import Document

_LONGEST_LABEL = 6
_LONGEST_TITLE = 25
"""Units after the name, as in "ANA MARR, SENIOR CORRESPONDENT (voice-over):"."""
# "Q:" and "A:" name nobody.
_SHORTEST_NAME = 3
_FEWEST_WORDS = 3
_MOST_TURN_PARAGRAPHS = 6
"""Paragraphs that a speaker's turn may go on for without a label."""


@dataclass(frozen=True, slots=True)
class _Label:
    """The name a paragraph starts with, in units of its first clause."""

    name: str
    last: int
    colon: int


def labelled_lines(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Candidate]]:
    """An attribution for every paragraph with a speaker's label, with the paragraph's index.

    A label in capitals, or one that starts several paragraphs, marks a transcript; the frame of the
    candidate says so. Where most paragraphs have labels, those between without one go on with the turn.
    """
    labels = [_label(document, paragraph) for paragraph in paragraphs]
    uses = Counter(label.name for label in labels if label)
    turns = _turns(labels) if uses and max(uses.values()) > 1 else {}
    for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if not label or len(label.name) < _SHORTEST_NAME:
            continue
        if number == 0:
            frame = "headline"
        elif label.name.isupper() or uses[label.name] > 1:
            frame = "transcript-line"
        else:
            frame = "labelled-line"
        following = [paragraphs[at] for at in turns.get(number, ()) if not _is_aside(paragraphs[at])]
        for candidate in _attribute(paragraph, following, label, frame):
            yield paragraph.index, candidate


def _turns(labels: Sequence[_Label | None]) -> dict[int, range]:
    """For each labelled paragraph those up to the next label, if most paragraphs among them have labels."""
    labelled = [number for number, label in enumerate(labels) if label]
    if 2 * len(labelled) <= labelled[-1] - labelled[0] + 1:
        return {}
    return {
        number: range(number + 1, following)
        for number, following in pairwise(labelled)
        if following - number <= _MOST_TURN_PARAGRAPHS
    }


def _is_aside(paragraph: Paragraph) -> bool:
    """Whether a paragraph only says what is seen and heard: "(APPLAUSE)", "[Music]"."""
    return paragraph.clauses[0][0].word in ("(", "[")


def _label(document: Document, paragraph: Paragraph) -> _Label | None:
    """The capitalised words before the colon near the start of a paragraph, if any."""
    clause = paragraph.clauses[0]
    last, colon = _name_and_colon(document, clause)
    words = sum(len(part) for part in paragraph.clauses) - colon - 1
    if not colon or words <= _FEWEST_WORDS:
        return None
    return _Label(document.folded[clause[0].start : clause[last - 1].end], last, colon)


def _name_and_colon(document: Document, clause: Sequence[Unit]) -> tuple[int, int]:
    """Where the name ends and the colon stands; zeros when the clause starts with no label."""
    for position, unit in enumerate(clause[: _LONGEST_LABEL + 1]):
        if unit.word == ":":
            return position, position
        if position and unit.word in (",", "(") and _is_upper(document, clause[:position]):
            colon = _colon_after_title(document, clause, position)
            return (position, colon) if colon else (0, 0)
        if not unit.capital or unit.region is not None:
            return 0, 0
    return 0, 0


def _colon_after_title(document: Document, clause: Sequence[Unit], position: int) -> int:
    """Where the colon after a title in capitals or in brackets stands, or 0."""
    if clause[position].word == "," and not _is_upper(document, clause[position + 1 : position + 2]):
        return 0
    for colon, unit in enumerate(clause[position : position + _LONGEST_TITLE], position):
        if unit.word == ":":
            return colon
        if unit.region is not None:
            return 0
    return 0


def _is_upper(document: Document, units: Sequence[Unit]) -> bool:
    return bool(units) and document.folded[units[0].start : units[-1].end].isupper()


def _attribute(
    paragraph: Paragraph, following: Sequence[Paragraph], label: _Label, frame: str
) -> Iterator[Candidate]:
    units: list[Unit] = []
    ranges: list[tuple[int, int]] = []
    for part in (paragraph, *following):
        first = len(units)
        units.extend(unit for clause in part.clauses for unit in clause)
        ranges.append((first, len(units)))
    colon = label.colon
    ranges[0] = (colon + 1, ranges[0][1])
    cue = CueInClause(CueWord(":", "colon"), colon, colon, colon + 1)
    yield from propose(units, cue, Source(0, label.last, "name"), ranges, (), frame)
