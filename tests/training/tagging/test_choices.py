"""The joiner learns from every content with the cues near by, and from every cue with the sources near by."""

from __future__ import annotations

import random

from attribution import Span
from training.gold import GoldArticle, GoldAttribution
from training.tagging.choices import MarkedArticle, cue_choices, habits_of, miss_cues, source_choices

TEXT = "Mara Velden said it was late, adding that Torland would wait."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def marked() -> MarkedArticle:
    said = GoldAttribution((span("it was late"),), (span("said"),), (span("Mara Velden"),))
    adding = GoldAttribution((span("that Torland would wait"),), (span("adding"),), ())
    return MarkedArticle(GoldArticle("one", TEXT, (said, adding)))


def test_the_right_cue_is_among_those_near_by() -> None:
    article = marked()
    habits = habits_of([article] * 5)
    assert [(len(rows), right) for rows, right in cue_choices(article, habits)] == [(3, 0), (3, 1)]


def test_none_is_right_for_a_content_whose_cue_was_missed() -> None:
    article = marked()
    habits = habits_of([article] * 5)
    said = next(one.first for one in article.stretches if one.kind == "cue")
    choices = list(cue_choices(article, habits, frozenset((said,))))
    assert [(len(rows), right) for rows, right in choices] == [(2, 1), (2, 0)]


def test_some_cues_are_missed_and_always_the_same_ones() -> None:
    article = marked()
    missed = [miss_cues(article, random.Random(seed)) for seed in range(50)]
    assert missed == [miss_cues(article, random.Random(seed)) for seed in range(50)]
    assert 5 < sum(map(len, missed)) < 50


def test_a_source_or_none_is_right() -> None:
    article = marked()
    habits = habits_of([article] * 5)
    assert [(len(rows), right) for rows, right in source_choices(article, habits)] == [(2, 0), (2, 1)]


def test_habits_tell_where_a_words_content_stands_and_how_often_it_has_no_source() -> None:
    habits = habits_of([marked()] * 20)
    assert habits["said"][1] > 0.9
    assert habits["said"][2] < 0.1 < 0.8 < habits["adding"][2]


def test_words_that_are_rare_have_no_habits() -> None:
    assert "said" not in habits_of([marked()])
    assert "*" in habits_of([marked()] * 5)
