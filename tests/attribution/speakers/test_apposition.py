"""Descriptions on either side of a name."""

import pytest

from attribution.extraction import Span
from attribution.speakers.mentions import Mention, find_mentions, read_source
from attribution.text.document import read_document


def named(text: str) -> dict[str, str | None]:
    mentions = find_mentions(read_document(text))
    return {mention.name: mention.description for mention in mentions if mention.name is not None}


def read(source: str, after: str) -> Mention:
    return read_source(read_document(source + after), (Span(0, len(source)),))


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Otto Quill, a lawyer, left.", "lawyer"),
        ("Otto Quill, 52, a former lawyer, left.", "former lawyer"),
        ("It was Otto Quill, the mayor of Lindau.", "mayor of Lindau"),
        ("The mayor, Otto Quill, left.", "mayor"),
        ("The mayor of Lindau, Otto Quill, left.", "mayor of Lindau"),
        ("The bank’s governor, Otto Quill, left.", "bank's governor"),
        ("We met his brother, Otto Quill.", "brother"),
    ],
)
def test_a_description_may_stand_before_or_after_its_name(text: str, description: str) -> None:
    assert named(text)["Otto Quill"] == description


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the mayor, Otto Quill left.",
        "In reply to Otto Quill, the mayor left the room.",
        "After Otto Quill, Foreign Minister Edda Marsh spoke.",
        "It was Otto Quill, met by the mayor.",
    ],
)
def test_a_clause_after_the_comma_is_no_description(text: str) -> None:
    assert named(text)["Otto Quill"] is None


def test_a_name_in_apposition_is_no_second_person() -> None:
    mentions = find_mentions(read_document("The mayor of Lindau, Otto Quill, left."))
    assert [mention.text for mention in mentions if mention.form == "nominal"] == []


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("the mayor", ", Otto Quill."),
        ("its president", ", Dr Otto Quill, on Monday."),
        ("the bank’s governor", ", Otto Quill, a former trader."),
        ("His lawyer", ", Otto Quill, said so."),
        ("the harbour stevedore", ", Otto Quill, said so."),
        ("a spokesman for the ministry", ", Otto Quill, said so."),
    ],
)
def test_the_name_after_a_description_says_who_it_is(source: str, after: str) -> None:
    assert read(source, after).name == "Otto Quill"


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("the mayor", ", Quill said."),
        ("the mayor", ", Otto Quill said on Monday."),
        ("The company", ", Otto Quill, said so."),
        ("The report", ", Otto Quill, said so."),
        ("a source close to the mayor", ", Otto Quill, said so."),
    ],
)
def test_a_name_that_begins_something_else_is_not_taken(source: str, after: str) -> None:
    assert read(source, after).name is None


@pytest.mark.parametrize(("words", "gender"), [("Her brother", "male"), ("The chairwoman", "female")])
def test_a_description_tells_the_gender_of_a_name(words: str, gender: str) -> None:
    assert read(words, ", Zyx Quill, said so.").gender == gender
