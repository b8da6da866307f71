"""Whether confidence means what it says: the share of quotes that are right among those equally sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.evaluation.figures import WITH_SPEAKER, Score, count_figures, total
from training.evaluation.matching import Comparison, compare

BINS = 10
LEAST_CONFIDENCES = (0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions whose confidence is in `[start, end)`; the last bin has its end too."""

    start: float
    end: float
    count: int
    confidence: float
    """Mean of the predictions; 0 without any, as is the share."""
    right: float
    """Share of the predictions whose content was found in the gold, with the right speaker."""


def calibration_bins(comparisons: Sequence[Comparison]) -> list[Bin]:
    """The predictions by confidence, as `bin_answers` does."""
    answers: list[tuple[float, bool]] = []
    for comparison in comparisons:
        right = {match.found for match in comparison.matches if match.right}
        answers += [
            (one.prediction.confidence, position in right) for position, one in enumerate(comparison.found)
        ]
    return bin_answers(answers)


def bin_answers(answers: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Answers, each a confidence and whether it is right, in `BINS` bins of equal width over [0, 1]."""
    members: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_right in answers:
        members[min(int(confidence * BINS), BINS - 1)].append((confidence, is_right))
    return [
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(held),
            sum(confidence for confidence, _ in held) / max(len(held), 1),
            sum(right for _, right in held) / max(len(held), 1),
        )
        for number, held in enumerate(members)
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of confidence and share right, each bin with the weight of its count (Guo et al. 2017).

    In [0, 1]; 0 without predictions.
    """
    count = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / count if count else 0.0


def score_above(comparisons: Sequence[Comparison], least: float) -> Score:
    """The score of whole attributions with their speaker, of the predictions at least so confident.

    They are matched anew: a prediction left out no longer takes the place of a better one.
    """
    kept = (
        compare(
            comparison.article,
            [one.prediction for one in comparison.found if one.prediction.confidence >= least],
        )
        for comparison in comparisons
    )
    return total(count_figures(one) for one in kept).scores["A" + WITH_SPEAKER]
