"""Confidence is fitted to what was right."""

from __future__ import annotations

import random

from attribution import Span
from attribution.tagging.confidence import SIGNS
from training.gold import GoldArticle, GoldAttribution
from training.tagging.calibrate import ContentAndSource, fit_confidence, fit_scale, judge

TEXT = "Mara Velden said it was late."
GOLD = GoldArticle("one", TEXT, (GoldAttribution((Span(17, 28),), (Span(12, 16),), (Span(0, 11),)),))


def found(start: int, end: int, source: Span | None) -> ContentAndSource:
    return (Span(start, end),), (source,) if source else ()


def test_an_attribution_is_right_when_most_of_its_content_and_any_of_its_source_is() -> None:
    assert judge(GOLD, [found(17, 28, Span(5, 11))]) == [True]
    assert judge(GOLD, [found(24, 28, Span(5, 11))]) == [False]
    assert judge(GOLD, [found(17, 28, None)]) == [False]


def test_of_two_for_one_content_only_the_closer_is_right() -> None:
    assert judge(GOLD, [found(20, 28, Span(0, 11)), found(17, 28, Span(0, 11))]) == [False, True]


def test_a_sign_that_goes_with_being_right_gets_a_positive_weight() -> None:
    chance = random.Random(0)
    signs: list[list[float]] = []
    right: list[bool] = []
    for _ in range(400):
        strong = chance.random() < 0.5
        signs.append([1.0, 2.0 if strong else -2.0] + [0.0] * (len(SIGNS) - 2))
        right.append(chance.random() < (0.9 if strong else 0.2))
    weights = fit_confidence(signs, right)
    assert weights[SIGNS[1]] > 0.5
    assert weights[SIGNS[2]] == 0.0


def test_chances_that_are_too_low_are_scaled_up() -> None:
    scale, shift = fit_scale(
        [0.7] * 100 + [0.3] * 100, [True] * 95 + [False] * 5 + [True] * 40 + [False] * 60
    )
    assert scale > 1.0
    assert shift > 0.0
