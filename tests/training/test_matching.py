"""A gold attribution is found by the closest prediction, and its speaker is right by words or by name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.gold_articles import compared, gold, prediction
from training.evaluation.marked_text import MarkedText
from training.evaluation.matching import pair_by_overlap, speaker_is_right

TEXT = (
    "Mayor Ana Roth of Lindau said the ferry would sail. A spokesman for the port said that was news to him, "
    "and they thought the harbour would flood. Ivo Marsh disagreed."
)


def pairs(wanted: list[set[int]], found: list[set[int]]) -> list[tuple[int, int]]:
    return pair_by_overlap([frozenset(one) for one in wanted], [frozenset(one) for one in found])


def test_half_of_the_words_of_both_is_enough_and_less_is_not() -> None:
    assert pairs([{1, 2, 3}], [{2, 3, 4}]) == [(0, 0)]
    assert pairs([{1, 2, 3}], [{3, 4, 5}]) == []


def test_the_closest_pair_comes_first_and_nothing_is_used_twice() -> None:
    assert pairs([{1, 2, 3}, {1, 2, 3, 4}], [{1, 2, 3, 4}]) == [(1, 0)]
    assert pairs([{1, 2, 3, 4}], [{1, 2, 3}, {1, 2, 3, 4}]) == [(0, 1)]


def is_right(wanted: str, kind: str = "named", guess: str | None = None, **predicted: Any) -> bool:
    """Whether a prediction's source or speaker's name is right for a gold source."""
    attribution = gold(TEXT, "the ferry would sail", source=wanted, source_kind=kind, resolved_name=guess)
    return speaker_is_right(
        MarkedText(TEXT), attribution, prediction(TEXT, "the ferry would sail", **predicted)
    )


def test_sources_that_share_a_word_are_the_same() -> None:
    assert is_right("Mayor Ana Roth of Lindau", source="Ana Roth")
    assert not is_right("Mayor Ana Roth of Lindau", source="Ivo Marsh")


def test_an_article_or_preposition_in_common_says_nothing() -> None:
    text = "The mayor of the town and the head of the port spoke."
    wanted = gold(text, "spoke", source="The mayor of the town and the head of")
    assert not speaker_is_right(MarkedText(text), wanted, prediction(text, "spoke", source="and the"))
    assert speaker_is_right(MarkedText(text), wanted, prediction(text, "spoke", source="and the head"))


def test_half_an_article_as_a_source_is_no_answer() -> None:
    text = "The mayor said it. " + "And so on it went. " * 10
    wanted = gold(text, "said it", source="The mayor")
    assert not speaker_is_right(MarkedText(text), wanted, prediction(text, "said it", source=text))


@pytest.mark.parametrize(
    ("name", "right"), [("Roth", True), ("Ana Roth", True), ("Ivo Marsh", False), (None, False)]
)
def test_a_name_is_right_by_its_last_word(name: str | None, right: bool) -> None:
    assert is_right("Mayor Ana Roth of Lindau", source="A spokesman", speaker_name=name) is right
    assert is_right("Ana Roth", source="A spokesman", speaker_name=name) is right


def test_titles_are_no_names() -> None:
    assert not is_right("Mayor Ana Roth", speaker_name="the Mayor")


def test_the_guess_who_a_pronoun_is_counts_for_pronouns_and_nominals_only() -> None:
    assert is_right("they", kind="pronoun", guess="Ivo Marsh", source="Ivo Marsh")
    assert is_right("A spokesman", kind="nominal", guess="Ivo Marsh", source="Ivo Marsh")
    assert not is_right("Mayor Ana Roth", kind="named", guess="Ivo Marsh", source="Ivo Marsh")


def test_without_a_gold_source_it_is_right_to_name_nobody() -> None:
    assert is_right("")
    assert not is_right("", source="Ivo Marsh")
    assert not is_right("", speaker_name="Ivo Marsh")


def test_a_comparison_leaves_out_what_has_no_word() -> None:
    text = "Ana Roth said … nothing."
    comparison = compared(text, [gold(text, "…"), gold(text, "nothing")], [prediction(text, "…")])
    assert len(comparison.wanted) == 1
    assert comparison.found == ()
    assert comparison.matches == ()
