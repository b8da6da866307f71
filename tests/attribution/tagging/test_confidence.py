"""Confidence is a chance, whatever the signs."""

from __future__ import annotations

import pytest

from attribution.tagging.confidence import SIGNS, both_right, log_odds, probability, signs_of
from attribution.tagging.decoding import Stretch
from attribution.tagging.joining import Join


def stretch(confidence: float) -> Stretch:
    return Stretch("content", 0, 3, confidence, confidence)


def signs(confidence: float, contents: int = 1) -> tuple[float, ...]:
    found = Join(stretch(confidence), ((stretch(confidence), confidence),) * contents, None, confidence)
    return signs_of(found, quoted=False, touched=False)


def test_there_is_a_value_for_every_sign() -> None:
    assert len(signs(0.9)) == len(SIGNS)


def test_surer_parts_make_a_surer_attribution() -> None:
    assert 0.0 < probability(signs(0.3)) < probability(signs(0.7)) < probability(signs(0.99)) < 1.0


def test_a_thousand_contents_are_no_surer_than_four() -> None:
    assert probability(signs(0.9, 1000)) == pytest.approx(probability(signs(0.9, 4)))


@pytest.mark.parametrize("chance", [0.0, 1e-12, 1.0])
def test_log_odds_are_bounded(chance: float) -> None:
    assert abs(log_odds(chance)) <= 6.0


def test_a_doubtful_speaker_makes_the_quote_doubtful() -> None:
    assert 0.0 < both_right(0.9, 0.3) < both_right(0.9, 0.9) < 1.0
