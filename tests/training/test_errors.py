"""The table of errors counts what is found of each kind, and the scare quotes that are taken for quotes."""

from __future__ import annotations

from tests.training.gold_articles import compared, gold, prediction
from training.evaluation.errors import ALL, OTHER, SPEECH, KindCount, count_kinds, count_scare_quotes
from training.evaluation.figures import Share

TEXT = (
    "The council met on Friday.\n"
    "“The ferry sails on Monday,” said Ana Roth. He hopes that the pier stays where it is.\n"
    "The “Old Lady” of the harbour and its “golden age” are gone."
)
GOLD = [
    gold(TEXT, "“The ferry sails on Monday,”", "said", "Ana Roth", source_kind="named"),
    gold(TEXT, "that the pier stays where it is", "hopes", "He", source_kind="pronoun", speech=False),
]


def test_an_attribution_counts_under_each_of_its_kinds_and_its_class_of_cue() -> None:
    wrong_speaker = prediction(TEXT, "that the pier stays where it is", source="Ana Roth")
    counts = count_kinds([compared(TEXT, GOLD, [wrong_speaker])])
    assert counts[ALL] == KindCount(wanted=2, found=1, right=0)
    assert counts[SPEECH] == KindCount(wanted=1, found=0, right=0)
    assert counts[OTHER] == counts["pronoun as source"] == KindCount(wanted=1, found=1, right=0)
    assert counts["nested"] == KindCount()


def test_counts_add_up_over_articles() -> None:
    found = prediction(TEXT, "The ferry sails on Monday,", source="Ana Roth")
    comparisons = [compared(TEXT, GOLD, [found]), compared(TEXT, GOLD, [])]
    assert count_kinds(comparisons)[SPEECH] == KindCount(wanted=2, found=1, right=1)


def test_quoted_stretches_outside_every_gold_attribution_are_scare_quotes() -> None:
    assert count_scare_quotes([compared(TEXT, GOLD, [])]) == Share(0, 2)
    taken = prediction(TEXT, "Old Lady", source="the harbour")
    right = prediction(TEXT, "The ferry sails on Monday,")
    assert count_scare_quotes([compared(TEXT, GOLD, [taken, right])]) == Share(1, 2)


def test_less_than_half_of_a_scare_quote_is_not_attributed() -> None:
    text = "The “very old lady” of the harbour is gone."
    assert count_scare_quotes([compared(text, [], [prediction(text, "The “very")])]) == Share(0, 1)
    assert count_scare_quotes([compared(text, [], [prediction(text, "The “very old")])]) == Share(1, 1)
