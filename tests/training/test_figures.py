"""What counts for and against an engine in each of the five kinds of unit."""

from __future__ import annotations

from tests.training.gold_articles import compared, gold, prediction
from training.evaluation.figures import Figures, Score, Share, count_figures, total

TEXT = (
    "“The ferry sails on Monday,” said Ana Roth. Ivo Marsh called the plan “a waste of good money” for Lindau. "
    "He hopes that the pier stays. The “Old Lady” of the harbour was built in 1901."
)
DIRECT = gold(TEXT, "“The ferry sails on Monday,”", "said", "Ana Roth", source_kind="named")
MIXED = gold(TEXT, "the plan “a waste of good money” for Lindau", "called", "Ivo Marsh", source_kind="named")
BELIEF = gold(TEXT, "that the pier stays", "hopes", "He", source_kind="pronoun", speech=False)
GOLD = [DIRECT, MIXED, BELIEF]

FOUND_DIRECT = prediction(TEXT, "The ferry sails on Monday,", source="Ana Roth")
FOUND_MIXED = prediction(TEXT, "the plan “a waste of good money”", source="Ivo Marsh")
FOUND_BELIEF = prediction(TEXT, "that the pier stays", source="He")
SCARE = prediction(TEXT, "Old Lady", source="the harbour")


def figures(*found: object) -> Figures:
    return count_figures(compared(TEXT, GOLD, list(found)))  # type: ignore[arg-type]


def test_everything_found_is_a_full_score_everywhere() -> None:
    counted = figures(FOUND_DIRECT, FOUND_MIXED, FOUND_BELIEF)
    assert counted.scores["D"] == Score(1, 1, 1)
    assert counted.scores["Q"] == Score(2, 2, 2)
    assert counted.scores["A with speaker"] == Score(3, 3, 3)
    assert counted.scores["S with speaker"] == Score(2, 2, 2)
    assert counted.recall == {"direct": Share(1, 1), "mixed": Share(1, 1), "indirect": Share(1, 1)}
    assert counted.speaker["pronoun"] == Share(1, 1)


def test_a_scare_quote_taken_for_a_quote_costs_precision() -> None:
    counted = figures(FOUND_DIRECT, SCARE)
    assert counted.scores["D"] == Score(1, 2, 1)
    assert counted.scores["Q"] == Score(1, 2, 2)


def test_the_quoted_part_of_a_mixed_attribution_is_no_direct_quote_and_no_mistake() -> None:
    quoted_part = prediction(TEXT, "a waste of good money", source="Ivo Marsh")
    counted = figures(quoted_part)
    assert counted.scores["D"] == Score(0, 0, 1)
    assert counted.scores["Q with speaker"] == Score(1, 1, 2)


def test_a_stretch_in_two_attributions_counts_once_with_the_source_of_the_first() -> None:
    twice = [DIRECT, gold(TEXT, "“The ferry sails on Monday,”", "called", "Ivo Marsh")]
    counted = count_figures(compared(TEXT, twice, [FOUND_DIRECT]))
    assert counted.scores["D with speaker"] == Score(1, 1, 1)


def test_attributions_of_belief_neither_help_nor_harm_the_figure_for_speech() -> None:
    assert figures(FOUND_DIRECT, FOUND_BELIEF).scores["S"] == Score(1, 1, 2)
    nonsense = prediction(TEXT, "of the harbour was built in 1901")
    assert figures(FOUND_DIRECT, nonsense).scores["S"] == Score(1, 2, 2)


def test_a_wrong_speaker_costs_only_the_score_with_speaker() -> None:
    counted = figures(prediction(TEXT, "The ferry sails on Monday,", source="Ivo Marsh"))
    assert counted.scores["A"] == Score(1, 1, 3)
    assert counted.scores["A with speaker"] == Score(0, 1, 3)
    assert counted.speaker["D"] == counted.speaker["named"] == Share(0, 1)


def test_words_of_content_are_counted_once_whatever_holds_them() -> None:
    counted = figures(FOUND_DIRECT, prediction(TEXT, "sails on Monday"))
    assert counted.scores["T"] == Score(5, 5, 18)
    assert "T with speaker" not in counted.scores


def test_figures_of_many_articles_are_counted_together_and_not_averaged() -> None:
    together = total([figures(FOUND_DIRECT), figures()])
    assert together.scores["A"] == Score(1, 1, 6)
    assert together.recall["direct"] == Share(1, 2)
    assert together.speaker["named"] == Share(1, 1)


def test_f1_is_the_harmonic_mean_and_0_of_nothing() -> None:
    score = Score(right=2, found=4, wanted=8)
    assert (score.precision, score.recall) == (0.5, 0.25)
    assert score.f1 == 2 * 0.5 * 0.25 / (0.5 + 0.25)
    assert Score().f1 == Score().precision == Score().recall == 0.0
