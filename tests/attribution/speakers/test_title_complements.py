"""Titles that go on after "of", "for" or "on" before the name."""

import pytest

from attribution.extraction import Span
from attribution.speakers.mentions import find_mentions, read_source
from attribution.speakers.title_complements import title_with_complement
from attribution.text.document import read_document


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("Mother of the House Petra Lund", "Mother of the House"),
        ("Member of the National Assembly Otto Gul", "Member of the National Assembly"),
        ("Chair of the Harbour Affairs Committee Petra Lund", "Chair of the Harbour Affairs Committee"),
        ("Shadow minister for Trade Ivo Marsh", "Shadow minister for Trade"),
        ("Special Aide on Ports Rana Velden", "Special Aide on Ports"),
        ("Secretary of State Velden", "Secretary of State"),
        ("Minister of Torland Ana van Roth", "Minister of Torland"),
    ],
)
def test_a_name_after_a_title_with_its_complement_begins_after_both(phrase: str, title: str) -> None:
    assert title_with_complement(phrase.split()) == len(title.split())


@pytest.mark.parametrize(
    "phrase",
    [
        "MP for Broxley",
        "Mayor of New Lindau",
        "Governor of New South Lindau",
        "Spokesman for Ivo Marsh",
        "Spokesman for Mayor Ivo Marsh",
    ],
)
def test_a_title_with_a_complement_and_no_name_is_a_title_throughout(phrase: str) -> None:
    assert title_with_complement(phrase.split()) == len(phrase.split())


@pytest.mark.parametrize("phrase", ["Bank of Torland", "Petra Lund", "mayor of a town", "Minister of"])
def test_other_words_are_no_such_title(phrase: str) -> None:
    assert title_with_complement(phrase.split()) is None


def test_a_title_with_a_complement_and_no_name_names_somebody_by_the_office() -> None:
    text = "The MP for Broxley said so."
    mention = read_source(read_document(text), (Span(0, len("The MP for Broxley")),))
    assert (mention.form, mention.kind, mention.name) == ("nominal", "person", None)
    assert mention.text == "The MP for Broxley"


def test_in_running_text_the_complement_is_no_part_of_the_name() -> None:
    text = "On Monday shadow minister for Trade Ivo Marsh met the mayor."
    named = [one.name for one in find_mentions(read_document(text)) if one.form == "named"]
    assert named == ["Ivo Marsh"]
