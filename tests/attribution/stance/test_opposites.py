"""Words that turn a proposition round, in the form of the words that they replace."""

import json
from importlib.resources import files

import pytest

from attribution.stance.opposites import opposites_of, synonyms_of
from attribution.stance.proposition import sign_of
from attribution.stance.words import stance_data, words_of


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        ("keep", "end"),
        ("kept", "ended"),
        ("keeping", "ending"),
        ("tightened", "eased"),
        ("banned", "allowed"),
        ("banning", "allowing"),
        ("introduced", "scrapped"),
        ("introducing", "scrapping"),
        ("stepped up", "scaled back"),
        ("ratified", "rejected"),
        ("prohibited", "allowed"),
        ("spend more", "spend less"),
        ("legal", "illegal"),
        ("closed", "kept open"),
        ("attacked", "defended"),
    ],
)
def test_an_opposite_has_the_form_of_its_word(phrase: str, first: str) -> None:
    assert opposites_of(phrase)[0].text == first


def test_what_is_moved_to_a_place_is_withheld_from_it() -> None:
    assert [(other.text, other.is_from) for other in opposites_of("deployed")] == [("withdrawn", True)]


@pytest.mark.parametrize("phrase", ["", "harvest", "keep the", "Keep", "\x00"])
def test_other_words_have_none(phrase: str) -> None:
    assert opposites_of(phrase) == ()


def test_a_thing_has_its_other_names() -> None:
    assert "mercy killing" in synonyms_of("euthanasia")
    assert synonyms_of("ferry tolls") == ()


def test_pairs_are_of_words_that_point_opposite_ways() -> None:
    """Else the inverse made of them would be read as the same side, and never proposed."""
    raw = json.loads((files("attribution.stance") / "data" / "opposites.json").read_text(encoding="utf-8"))
    for first, second in (*raw["pairs"], *raw["moving_pairs"]):
        if first != "spend more":
            assert (first, _direction(first)) == (first, 1)
            assert (second, _direction(second)) == (second, -1)


def _direction(phrase: str) -> int:
    return sign_of(stance_data().lexicon.find(words_of(phrase))[0])


def test_wordnets_licence_is_kept_beside_what_is_taken_from_it() -> None:
    text = (files("attribution.stance") / "data" / "WORDNET-LICENSE.txt").read_text(encoding="utf-8")
    assert "WordNet 3.0 Copyright 2006 by Princeton University." in text
    assert "LICENSEE agrees to preserve same." in text
