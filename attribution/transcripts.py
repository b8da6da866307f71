"""Lines that start with who speaks: transcripts ("VELDEN: We shall see.") and headlines ("Velden: No deal")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attribution.candidates import Candidate, CueInClause, propose
from attribution.clauses import Paragraph, Unit
from attribution.cues import CueWord
from attribution.document import Document
from attribution.sources import Source

_LONGEST_LABEL = 6
# "Q:" and "A:" name nobody.
_SHORTEST_NAME = 3
_FEWEST_WORDS = 3


def labelled_lines(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Candidate]]:
    """An attribution for every paragraph with a speaker's label, with the paragraph's index.

    A label in capitals, or one that starts several paragraphs, marks a transcript; the frame of the
    candidate says so.
    """
    labels = [_label(document, paragraph) for paragraph in paragraphs]
    uses = Counter(label for label in labels if label)
    for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if not label:
            continue
        if number == 0:
            frame = "headline"
        elif len(label) < _SHORTEST_NAME:
            frame = "letter-line"
        elif label.isupper() or uses[label] > 1:
            frame = "transcript-line"
        else:
            frame = "labelled-line"
        for candidate in _attribute(paragraph, frame):
            yield paragraph.index, candidate


def _label(document: Document, paragraph: Paragraph) -> str:
    """The capitalised words before the colon near the start of a paragraph, or nothing."""
    clause = paragraph.clauses[0]
    colon = _colon(clause)
    words = sum(len(part) for part in paragraph.clauses) - colon - 1
    if not colon or words <= _FEWEST_WORDS:
        return ""
    return document.folded[clause[0].start : clause[colon - 1].end]


def _colon(clause: Sequence[Unit]) -> int:
    for position, unit in enumerate(clause[: _LONGEST_LABEL + 1]):
        if unit.word == ":":
            return position
        if not unit.capital or unit.region is not None:
            return 0
    return 0


def _attribute(paragraph: Paragraph, frame: str) -> Iterator[Candidate]:
    colon = _colon(paragraph.clauses[0])
    units = [unit for clause in paragraph.clauses for unit in clause]
    cue = CueInClause(CueWord(":", "colon"), colon, colon, colon + 1)
    yield from propose(units, cue, Source(0, colon, "name"), [(colon + 1, len(units))], (), frame)
