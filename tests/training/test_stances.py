"""Answers about stances are counted by label, by side and by confidence."""

from __future__ import annotations

import pytest

from attribution import Span
from attribution.stance import PairAnswer, PairLabel
from training.evaluation.stances import (
    Judged,
    calibration_error,
    count_kinds,
    count_stances,
    without_unrelated,
)
from training.stance.pairs import Pair


def judged(*labels: PairLabel, answer: PairLabel, confidence: float = 0.8, kind: str = "plain") -> Judged:
    pair = Pair("The toll must go.", "", "The toll should be abolished", labels, kind)
    return Judged(pair, PairAnswer(answer, confidence, Span(0, 3)))


def test_f1_of_each_label_that_is_wanted_or_answered() -> None:
    figures = count_stances(
        [
            judged("favor", answer="favor"),
            judged("favor", answer="neutral"),
            judged("against", answer="against"),
        ]
    )
    assert figures.f1 == {"favor": pytest.approx(2 / 3), "against": 1.0, "neutral": 0.0}
    assert figures.macro_f1 == pytest.approx((2 / 3 + 1) / 3)
    assert figures.sides_f1 == pytest.approx((2 / 3 + 1) / 2)
    assert figures.right == pytest.approx(2 / 3)


def test_a_side_is_reversed_when_the_other_was_wanted_but_not_when_none_was() -> None:
    figures = count_stances(
        [
            judged("favor", answer="against"),
            judged("neutral", answer="favor"),
            judged("against", answer="against"),
            judged("against", answer="unrelated"),
        ]
    )
    assert figures.reversed == pytest.approx(1 / 3)
    assert figures.sides_answered == pytest.approx(2 / 3)


def test_any_of_the_labels_that_readers_gave_is_right_and_the_first_counts_when_none_is() -> None:
    assert judged("favor", "neutral", answer="neutral").right
    assert judged("favor", "neutral", answer="neutral").wanted == "neutral"
    assert judged("favor", "neutral", answer="against").wanted == "favor"
    assert judged("favor", "neutral", answer="against").reversed


def test_unrelated_counts_as_neutral_in_sets_that_do_not_tell_them_apart() -> None:
    pairs = [judged("neutral", answer="unrelated")]
    assert count_stances(pairs).right == 0
    assert count_stances(without_unrelated(pairs)).f1 == {"neutral": 1.0}


def test_kinds_come_the_most_frequent_first() -> None:
    kinds = count_kinds(
        [judged("favor", answer="favor", kind="irony"), *[judged("favor", answer="against", kind="veto")] * 2]
    )
    assert [(kind, figures.count, figures.right) for kind, figures in kinds.items()] == [
        ("veto", 2, 0.0),
        ("irony", 1, 1.0),
    ]


def test_confidence_is_off_by_its_distance_from_the_share_right() -> None:
    pairs = [judged("favor", answer=answer, confidence=0.8) for answer in ("favor", "against")]
    assert calibration_error([*pairs, judged("favor", answer="favor", confidence=1.0)]) == pytest.approx(0.2)
    assert calibration_error([]) == 0
