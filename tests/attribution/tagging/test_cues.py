"""Cue words are known by their stem, whatever their form."""

from __future__ import annotations

import pytest

from attribution.tagging.cues import CueWord, cue_stems, cue_weights, cue_word, probability, word_stem


@pytest.mark.parametrize(
    ("word", "stem", "form"),
    [
        ("said", "say", "ed"),
        ("says", "say", "s"),
        ("saying", "say", "ing"),
        ("say", "say", "base"),
        ("told", "tell", "ed"),
        ("wrote", "write", "ed"),
        ("warned", "warn", "ed"),
        ("believes", "believ", "s"),
    ],
)
def test_every_form_of_a_cue_leads_to_its_stem(word: str, stem: str, form: str) -> None:
    assert cue_word(word) == CueWord(stem, form)


@pytest.mark.parametrize("word", ["table", "the", "river", "", "12", "x" * 1000])
def test_other_words_are_no_cues(word: str) -> None:
    assert cue_word(word) is None


def test_the_list_of_stems_holds_stems_only() -> None:
    assert {stem for stem in cue_stems() if stem != "say" and word_stem(stem) == "say"} == set()
    assert {"say", "tell", "accord", "announc", "believ", "accus"} <= cue_stems()


def test_a_plain_report_is_likelier_than_a_verb_that_seldom_reports() -> None:
    weights = cue_weights()
    report = probability(["bias", "cue=say/ed", "frame=that"], weights)
    other = probability(["bias", "cue=make/ed", "frame=determiner"], weights)
    assert 0.0 < other < report < 1.0


def test_features_never_seen_change_nothing() -> None:
    assert probability(["bias", "frame=never seen"], {"bias": 0.0}) == 0.5
