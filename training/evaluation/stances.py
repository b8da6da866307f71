"""How well stances are told: F1 by label, sides taken, sides reversed, and whether confidence can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from attribution.stance import PairAnswer, PairLabel
from training.evaluation.calibration import bin_answers, expected_calibration_error
from training.evaluation.figures import Score
from training.stance.pairs import LABELS, Pair

SIDES: tuple[PairLabel, PairLabel] = ("favor", "against")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what an engine says of it."""

    pair: Pair
    answer: PairAnswer

    @property
    def wanted(self) -> PairLabel:
        """The label that counts: the engine's where it is one of the right ones, else the first of them."""
        return self.answer.label if self.right else self.pair.labels[0]

    @property
    def right(self) -> bool:
        return self.answer.label in self.pair.labels

    @property
    def reversed(self) -> bool:
        """Whether a side is answered that nobody gave, where the other one counts as right."""
        return (
            self.answer.label in SIDES
            and not self.right
            and any(label in SIDES for label in self.pair.labels)
        )


@dataclass(frozen=True, slots=True)
class StanceFigures:
    """Figures of some judged pairs; shares are in [0, 1]."""

    count: int
    scores: dict[PairLabel, Score]
    """Of each label that is wanted or answered at all."""
    right: float
    sides_answered: float
    """Share of the pairs with a side that are answered with a side; a pair whose readers differ has the label answered, if it is one of theirs."""
    reversed: float
    """Share of the answers with a side whose pair has the other."""

    @property
    def f1(self) -> dict[PairLabel, float]:
        return {label: score.f1 for label, score in self.scores.items()}

    @property
    def macro_f1(self) -> float:
        return sum(self.f1.values()) / max(len(self.scores), 1)

    @property
    def sides_f1(self) -> float:
        """Mean F1 of favor and against."""
        return sum(self.f1.get(side, 0.0) for side in SIDES) / len(SIDES)


def without_unrelated(judged: Sequence[Judged]) -> list[Judged]:
    """The same with "neutral" in the place of "unrelated", for sets that don't tell them apart."""
    return [
        replace(one, answer=replace(one.answer, label="neutral")) if one.answer.label == "unrelated" else one
        for one in judged
    ]


def count_stances(judged: Sequence[Judged]) -> StanceFigures:
    """The figures of some pairs."""
    hits: Counter[PairLabel] = Counter()
    wanted: Counter[PairLabel] = Counter()
    answered: Counter[PairLabel] = Counter()
    for one in judged:
        wanted[one.wanted] += 1
        answered[one.answer.label] += 1
        hits[one.wanted] += one.right
    with_side = [one for one in judged if one.wanted in SIDES]
    taken = [one for one in judged if one.answer.label in SIDES]
    return StanceFigures(
        count=len(judged),
        scores={
            label: Score(hits[label], answered[label], wanted[label])
            for label in LABELS
            if wanted[label] + answered[label]
        },
        right=hits.total() / max(len(judged), 1),
        sides_answered=sum(one.answer.label in SIDES for one in with_side) / max(len(with_side), 1),
        reversed=sum(one.reversed for one in taken) / max(len(taken), 1),
    )


def count_kinds(judged: Iterable[Judged]) -> dict[str, StanceFigures]:
    """The figures of each kind of difficulty, the most frequent first."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        kinds.setdefault(one.pair.kind, []).append(one)
    ordered = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    return {kind: count_stances(members) for kind, members in ordered}


def calibration_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error of the answers, in [0, 1]."""
    return expected_calibration_error(bin_answers((one.answer.confidence, one.right) for one in judged))
