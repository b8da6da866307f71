"""Intervals tell how far the figures would differ on other articles."""

from __future__ import annotations

from collections import defaultdict

import pytest

from training.evaluation.figures import Figures, Score
from training.evaluation.intervals import bootstrap_f1


def figures(right: int) -> Figures:
    return Figures(scores=defaultdict(Score, {"A": Score(right, 10, 10)}))


def test_articles_that_are_all_alike_leave_no_doubt() -> None:
    low, high = bootstrap_f1([figures(6)] * 5, 50)["A"]
    assert low == high == pytest.approx(0.6)


def test_an_interval_holds_the_figure_and_narrows_with_more_articles() -> None:
    few = bootstrap_f1([figures(2), figures(10)] * 3, 200)["A"]
    many = bootstrap_f1([figures(2), figures(10)] * 60, 200)["A"]
    assert few[0] < many[0] < 0.6 < many[1] < few[1]


def test_the_same_articles_give_the_same_intervals() -> None:
    articles = [figures(number) for number in range(10)]
    assert bootstrap_f1(articles, 30) == bootstrap_f1(articles, 30)


def test_there_are_none_without_articles_or_resamples() -> None:
    assert bootstrap_f1([], 10) == {}
    assert bootstrap_f1([figures(1)], 0) == {}
