"""Confidence is calibrated when of the quotes so sure just that share is right."""

from __future__ import annotations

import pytest

from tests.training.gold_articles import compared, gold, prediction
from training.evaluation.calibration import (
    Bin,
    calibration_bins,
    expected_calibration_error,
    score_above,
)
from training.evaluation.figures import Score
from training.evaluation.matching import Comparison

TEXT = "Ana Roth said the ferry sails. Ivo Marsh said the pier was closed. The town hoped for sun."
GOLD = [
    gold(TEXT, "the ferry sails", "Roth said", "Ana Roth"),
    gold(TEXT, "the pier was closed", "Marsh said", "Ivo Marsh"),
]


def comparison(ferry: float, pier: float, sun: float) -> Comparison:
    """A right quote, one with the wrong speaker and one that is none, with their confidences."""
    return compared(
        TEXT,
        GOLD,
        [
            prediction(TEXT, "the ferry sails", source="Ana Roth", confidence=ferry),
            prediction(TEXT, "the pier was closed", source="Ana Roth", confidence=pier),
            prediction(TEXT, "for sun", source="The town", confidence=sun),
        ],
    )


def test_a_bin_tells_how_sure_its_quotes_are_and_how_many_are_right() -> None:
    bins = calibration_bins([comparison(ferry=0.84, pier=0.86, sun=0.2)])
    assert len(bins) == 10
    assert bins[8] == Bin(0.8, 0.9, count=2, confidence=pytest.approx(0.85), right=0.5)
    assert bins[2] == Bin(0.2, 0.3, count=1, confidence=0.2, right=0.0)
    assert bins[0].count == 0


def test_the_surest_are_in_the_last_bin() -> None:
    assert calibration_bins([comparison(ferry=1.0, pier=0.0, sun=0.0)])[9].count == 1


def test_the_error_weighs_each_bin_by_its_quotes() -> None:
    bins = calibration_bins([comparison(ferry=0.84, pier=0.86, sun=0.2)])
    assert expected_calibration_error(bins) == pytest.approx((2 * 0.35 + 1 * 0.2) / 3)


def test_quotes_that_are_always_right_and_sure_have_no_error() -> None:
    text_only = compared(TEXT, GOLD, [prediction(TEXT, "the ferry sails", source="Ana Roth")])
    assert expected_calibration_error(calibration_bins([text_only])) == 0.0
    assert expected_calibration_error(calibration_bins([])) == 0.0


def test_a_least_confidence_trades_recall_for_precision() -> None:
    comparisons = [comparison(ferry=0.9, pier=0.6, sun=0.3)]
    assert score_above(comparisons, 0.3) == Score(right=1, found=3, wanted=2)
    assert score_above(comparisons, 0.9) == Score(right=1, found=1, wanted=2)
    assert score_above(comparisons, 0.95) == Score(right=0, found=0, wanted=2)


def test_a_quote_left_out_makes_room_for_another_of_the_same_words() -> None:
    exact = prediction(TEXT, "the ferry sails", source="Ivo Marsh", confidence=0.1)
    longer = prediction(TEXT, "said the ferry sails", source="Ana Roth", confidence=0.9)
    comparisons = [compared(TEXT, GOLD, [exact, longer])]
    assert score_above(comparisons, 0.0).right == 0
    assert score_above(comparisons, 0.5).right == 1
