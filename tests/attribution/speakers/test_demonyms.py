"""Adjectives that an article makes of its own places."""

from attribution.speakers.demonyms import find_demonyms
from attribution.text.document import read_document


def test_an_adjective_is_known_by_its_place() -> None:
    text = "Quellan troops left Quella. Pendorish farmers of Pendor stayed."
    assert find_demonyms(read_document(text)) == {"quellan": "quella", "pendorish": "pendor"}


def test_without_the_place_nothing_is_known() -> None:
    assert find_demonyms(read_document("Quellan left for good.")) == {}


def test_two_first_names_are_two_persons() -> None:
    assert find_demonyms(read_document("Maria met Marian and Julian met Julia.")) == {}
