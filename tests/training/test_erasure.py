"""Erasing what shows a side takes the side away; erasing other words does not."""

from __future__ import annotations

from attribution.extraction import Span
from attribution.stance import PairAnswer
from training.evaluation.erasure import erase, measure_erasure
from training.evaluation.stances import Judged
from training.stance.pairs import Pair

TEXT = "We have waited long enough, and the toll must go before winter."


def answer(text: str, context: str, target: str) -> PairAnswer:
    at = text.find("must go")
    if at < 0:
        return PairAnswer("neutral", 0.5, Span(0, 1))
    return PairAnswer("favor", 0.9, Span(at, at + 7))


def judged(text: str) -> Judged:
    pair = Pair(text, "", "The toll should be abolished", ("favor",))
    return Judged(pair, answer(text, "", pair.target))


def test_what_is_erased_leaves_a_gap() -> None:
    at = TEXT.index("must go")
    assert erase(TEXT, Span(at, at + 7)) == "We have waited long enough, and the toll … before winter."


def test_only_the_evidence_carries_the_side() -> None:
    found = measure_erasure([judged(TEXT)] * 3, answer)
    assert (found.count, found.without_evidence, found.without_others) == (3, 1.0, 0.0)


def test_texts_without_a_side_or_without_other_words_are_left_out() -> None:
    assert measure_erasure([judged("It was late."), judged("must go")], answer).count == 0
