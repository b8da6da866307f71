"""How sure the figures are, given that other articles would have given others."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from training.evaluation.figures import Figures, Score

Interval = tuple[float, float]
"""The ends between which 95 of 100 resamples fall."""


def bootstrap_f1(articles: Sequence[Figures], resamples: int) -> Mapping[str, Interval]:
    """An interval in [0, 1] for the F1 of every score, from articles drawn anew with replacement (Efron 1979).

    The same articles give the same intervals. Empty without articles or resamples.
    """
    draw = random.Random(0)  # noqa: S311 - a figure that can be repeated, and no secret
    names = sorted({name for figures in articles for name in figures.scores})
    drawn: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(resamples if articles else 0):
        resample = [articles[draw.randrange(len(articles))] for _ in articles]
        for name in names:
            drawn[name].append(sum((one.scores[name] for one in resample), Score()).f1)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: Sequence[float]) -> Interval:
    last = len(values) - 1
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), last)]
