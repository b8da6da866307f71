"""The joiner learns from every content with the cues near by, and from every cue with the sources near by."""

from __future__ import annotations

import random
import re

import pytest

from attribution import Span
from attribution.tagging.decoding import PartKind, Stretch
from training.gold import GoldArticle, GoldAttribution
from training.tagging import choices
from training.tagging.choices import (
    UNKNOWN,
    FoundArticle,
    MarkedArticle,
    cue_choices,
    habits_of,
    miss_cues,
    source_choices,
)

TEXT = "Mara Velden said it was late, adding that Torland would wait."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def article() -> GoldArticle:
    said = GoldAttribution((span("it was late"),), (span("said"),), (span("Mara Velden"),))
    adding = GoldAttribution((span("that Torland would wait"),), (span("adding"),), ())
    return GoldArticle("one", TEXT, (said, adding))


def marked() -> MarkedArticle:
    return MarkedArticle(article())


def test_the_right_cue_is_among_those_near_by() -> None:
    one = marked()
    habits = habits_of([one] * 5)
    assert [(len(rows), right) for rows, right in cue_choices(one, habits)] == [(3, 0), (3, 1)]


def test_none_is_right_for_a_content_whose_cue_was_missed() -> None:
    one = marked()
    habits = habits_of([one] * 5)
    said = next(part.first for part in one.stretches if part.kind == "cue")
    offered = list(cue_choices(one, habits, frozenset((said,))))
    assert [(len(rows), right) for rows, right in offered] == [(2, 1), (2, 0)]


def test_some_cues_are_missed_and_always_the_same_ones() -> None:
    one = marked()
    missed = [miss_cues(one, random.Random(seed)) for seed in range(50)]
    assert missed == [miss_cues(one, random.Random(seed)) for seed in range(50)]
    assert 5 < sum(map(len, missed)) < 50


def test_a_source_or_none_is_right() -> None:
    one = marked()
    habits = habits_of([one] * 5)
    assert [(len(rows), right) for rows, right in source_choices(one, habits)] == [(2, 0), (2, 1)]


def test_habits_tell_where_a_words_content_stands_and_how_often_it_has_no_source() -> None:
    habits = habits_of([marked()] * 20)
    assert habits["said"][1] > 0.9
    assert habits["said"][2] < 0.1 < 0.8 < habits["adding"][2]


def test_words_that_are_rare_have_no_habits() -> None:
    assert "said" not in habits_of([marked()])
    assert "*" in habits_of([marked()] * 5)


def found(monkeypatch: pytest.MonkeyPatch, *parts: tuple[PartKind, str]) -> FoundArticle:
    """The article with some words as what a tagger found."""
    words = re.findall(r"\w+|[^\w\s]", TEXT)

    def stretch(kind: PartKind, text: str) -> Stretch:
        wanted = re.findall(r"\w+|[^\w\s]", text)
        first = next(place for place in range(len(words)) if words[place : place + len(wanted)] == wanted)
        return Stretch(kind, first, first + len(wanted), 0.9, 0.9)

    stretches = [stretch(*part) for part in parts]
    monkeypatch.setattr(choices, "decode_words", lambda pieces, tags: stretches)
    return FoundArticle(article())


def test_parts_that_were_found_are_of_the_attribution_they_share_most_words_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = found(
        monkeypatch,
        ("source", "Velden"),
        ("cue", "said"),
        ("content", "was late"),
        ("cue", "adding"),
        ("content", "Torland would wait"),
    )
    source, said, late, adding, wait = read.stretches
    assert (read.cue_of(late), read.cue_of(wait)) == (said.first, adding.first)
    assert (read.source_of(said), read.source_of(adding)) == (source.first, None)


def test_a_content_that_nobody_marked_or_whose_cue_was_missed_goes_with_no_cue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = found(monkeypatch, ("cue", "said"), ("content", ","), ("content", "Torland would wait"))
    assert [read.cue_of(one) for one in read.stretches[1:]] == [None, None]
    habits = habits_of([marked()] * 5)
    assert [(len(rows), right) for rows, right in cue_choices(read, habits)] == [(2, 1), (2, 1)]


def test_a_cue_that_nobody_marked_teaches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    read = found(monkeypatch, ("source", "Velden"), ("cue", "it"))
    assert read.source_of(read.stretches[1]) == UNKNOWN
    assert list(source_choices(read, habits_of([marked()] * 5))) == []
