"""The figures of the project's outside scorer: what an engine finds, and with whose name.

Five kinds of unit are counted:

- D: stretches in quotation marks of attributions that stand wholly in them ("direct");
- Q: stretches in quotation marks of any attribution, so that a nickname or a title taken for a quote costs;
- A: whole attributions, direct or not;
- S: those whose cue is a word for speech; predictions of other attributions neither help nor harm;
- T: single words of content.

Units of the first four are matched one to one by a word overlap (intersection over union) of at least a half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from attribution import Span
from training.evaluation.marked_text import MarkedText
from training.evaluation.matching import Comparison, Found, Wanted, pair_by_overlap, speaker_is_right

Holder = TypeVar("Holder", Wanted, Found)

WITH_SPEAKER = " with speaker"
"""Follows a unit's letter in the name of the score that counts it only when its speaker is right."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of unit over any number of articles."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """In [0, 1], as are the other two; 0 where nothing was found or wanted."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float:
        """In [0, 1]; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(slots=True)
class Figures:
    """Everything counted over any number of articles."""

    scores: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    """By letter ("D"), and by letter and `WITH_SPEAKER` ("D with speaker"), which "T" has not."""
    recall: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    """Of the gold attributions of a type ("direct", "mixed", "indirect") those found."""
    speaker: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    """Of the units found that have a gold source those with the right speaker: by letter ("D", "Q", "A"), and
    for whole attributions by kind of source ("named", "nominal", "pronoun")."""


def total(figures: Iterable[Figures]) -> Figures:
    """The figures over all articles that the given ones were counted over."""
    together = Figures()
    for one in figures:
        for name, score in one.scores.items():
            together.scores[name] += score
        for name, share in one.recall.items():
            together.recall[name] += share
        for name, share in one.speaker.items():
            together.speaker[name] += share
    return together


def count_figures(comparison: Comparison) -> Figures:
    """The figures of one article."""
    figures = Figures()
    _count_stretches(figures, comparison, "D")
    _count_stretches(figures, comparison, "Q")
    _count_attributions(figures, comparison)
    _count_speech(figures, comparison)
    wanted, found = all_words(comparison.wanted), all_words(comparison.found)
    figures.scores["T"] += Score(len(wanted & found), len(found), len(wanted))
    return figures


def _count(figures: Figures, letter: str, right: int, score: Score) -> None:
    figures.scores[letter] += score
    figures.scores[letter + WITH_SPEAKER] += Score(right, score.found, score.wanted)


def _count_stretches(figures: Figures, comparison: Comparison, letter: str) -> None:
    text = comparison.text
    direct_only = letter == "D"
    wanted = _stretches(text, [(one, one.gold.content) for one in comparison.wanted], direct_only)
    found = _stretches(text, [(one, one.prediction.content) for one in comparison.found], direct_only)
    found_words = [text.words((stretch,)) for stretch in found]
    pairs = pair_by_overlap([text.words((stretch,)) for stretch in wanted], found_words)
    passed_over = 0
    if direct_only:
        # A stretch of a part-quoted attribution is no direct quote, but finding it is no mistake either.
        mixed = all_words(one for one in comparison.wanted if one.type == "mixed")
        matched = {column for _, column in pairs}
        passed_over = sum(
            2 * len(words & mixed) >= len(words)
            for column, (stretch, words) in enumerate(zip(found, found_words, strict=True))
            if column not in matched and stretch not in wanted
        )
    golds, predictions = list(wanted.values()), list(found.values())
    right = 0
    for row, column in pairs:
        gold = golds[row].gold
        is_right = speaker_is_right(text, gold, predictions[column].prediction)
        right += is_right
        if gold.source:
            figures.speaker[letter] += Share(is_right, 1)
    _count(figures, letter, right, Score(len(pairs), len(found) - passed_over, len(wanted)))


def _stretches(
    text: MarkedText, holders: Sequence[tuple[Holder, Sequence[Span]]], direct_only: bool
) -> dict[Span, Holder]:
    """Every stretch in quotation marks, with the first attribution whose content it is part of."""
    stretches: dict[Span, Holder] = {}
    for holder, content in holders:
        if holder.type == "direct" or not direct_only:
            for stretch in text.quoted_stretches(content):
                stretches.setdefault(stretch, holder)
    return stretches


def _count_attributions(figures: Figures, comparison: Comparison) -> None:
    matches = comparison.matches
    _count(
        figures,
        "A",
        sum(match.right for match in matches),
        Score(len(matches), len(comparison.found), len(comparison.wanted)),
    )
    matched = {match.wanted for match in matches}
    for position, one in enumerate(comparison.wanted):
        figures.recall[one.type] += Share(position in matched, 1)
    for match in matches:
        gold = comparison.wanted[match.wanted].gold
        if gold.source:
            figures.speaker["A"] += Share(match.right, 1)
            figures.speaker[gold.source_kind] += Share(match.right, 1)


def _count_speech(figures: Figures, comparison: Comparison) -> None:
    speech = [one for one in comparison.wanted if one.gold.speech]
    pairs = pair_by_overlap([one.words for one in speech], [one.words for one in comparison.found])
    taken = {column for _, column in pairs}
    others = sum(
        not comparison.wanted[match.wanted].gold.speech
        for match in comparison.matches
        if match.found not in taken
    )
    right = sum(
        speaker_is_right(comparison.text, speech[row].gold, comparison.found[column].prediction)
        for row, column in pairs
    )
    _count(figures, "S", right, Score(len(pairs), len(comparison.found) - others, len(speech)))


def all_words(attributions: Iterable[Wanted | Found]) -> frozenset[int]:
    """The words of any of the contents."""
    return frozenset[int]().union(*(one.words for one in attributions))
