"""Titles and offices before a name, and the gender they tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.speakers.names import split_words
from attribution.speakers.titles import gender_of_title, split_title


def words(text: str) -> list[str]:
    return [token.text for token in split_words(text)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("U.S. Secretary of State Mara Velden", "U.S. Secretary of State"),
        ("Torland Foreign Minister Mara Velden", "Torland Foreign Minister"),
        ("Sen. Mara Velden", "Sen."),
        ("Mr. King", "Mr."),
        ("Rep. Otto King", "Rep."),
        ("Otto King", ""),
        ("Mara Velden", ""),
        ("Attorney General Ana Roth", "Attorney General"),
        ("Prime Minister", "Prime Minister"),
        ("Martin Bishop King Jr.", ""),
    ],
)
def test_where_the_title_ends(text: str, title: str) -> None:
    assert " ".join(words(text)[: split_title(words(text))]) == title


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ("Mrs.", "female"),
        ("Sir", "male"),
        ("spokeswoman for the king", "female"),
        ("council chairman", "male"),
        ("Sen.", None),
    ],
)
def test_gender_of_a_title(title: str, gender: str | None) -> None:
    assert gender_of_title(title) == gender


def test_the_gender_of_an_owner_is_not_that_of_a_relative() -> None:
    assert gender_of_title("Mr Vane's cousin") is None
    assert gender_of_title("Mr Vane's wife") == "female"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("AAP MP Ravi Chandola", 2),
        ("Torlandic MEP Élodie Fenn", 2),
        ("Labour MLA Sue Fenn", 2),
        ("Health CS Ana Roth", 2),
        ("Taoiseach Orla Fenn", 1),
        ("Tánaiste Niall Brask", 1),
        ("Mallam Sani Dogo", 1),
        ("Advocate Ivo Marsh", 1),
        ("Neighbour Petra Lund", 1),
        ("Engr. Sani Dogo", 1),
        ("Tan Sri Amir Lund", 2),
        ("Smt Usha Fenn", 1),
        ("Amy Tan", 0),
        ("Ivo Marsh MP", 0),
    ],
)
def test_titles_of_many_countries_are_no_part_of_the_name(text: str, title: int) -> None:
    assert split_title(text.split()) == title


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Democrat Anna Roth", 1),
        ("Liberal Democrat Anna Roth", 2),
        ("American Anna Roth", 1),
        ("Christian Roth", 0),
    ],
)
def test_a_party_or_people_before_a_full_name_is_a_title(text: str, length: int) -> None:
    assert split_title(words(text)) == length


def test_an_adjective_of_origin_before_an_organization_is_none() -> None:
    assert split_title(words("English John Roth Hospital")) == 0


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    assert 0 <= split_title(words(text)) <= len(words(text))
    assert gender_of_title(text) in ("female", "male", None)
