"""What people type around a name is taken off, and nobody else's name is made of what is left."""

from __future__ import annotations

import doctest

import pytest

import services.typed_names
from services.typed_names import typed_keys


def test_the_examples_hold() -> None:
    assert doctest.testmod(services.typed_names).failed == 0


@pytest.mark.parametrize(
    "name",
    [
        "mara VELDEN",
        "President Mara Velden",
        "the Prime Minister Mara Velden",
        "Sen. Mara Velden",
        "Chancellor Mara Velden",
        "former president Mara Velden",
        "ex-president Mara Velden",
        "Rt Hon Mara Velden MP",
        "Her Excellency Mara Velden",
        "Dr. Mara Velden, PhD",
        "Mara Velden, the mayor",
        "Mara Velden, foreign minister of Torland",
        "Mara Velden (foreign minister of Torland)",
        "the spokeswoman, Mara Velden",
        "Torland’s foreign minister Mara Velden",
        "Torland opposition leader Mara Velden",
        "Velden, Mara",
        "Mara Velden's",
        "President Mara Velden’s",
        "  Mára   Velden ",
    ],
)
def test_a_name_is_found_among_titles_and_offices(name: str) -> None:
    assert "mara velden" in typed_keys(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mara Velden spokesman",
        "President Velden's spokesman",
        "aide to President Velden",
        "spokesman for Mara Velden",
        "wife of Mara Velden",
        "Mara Velden and Otto Brune",
        "President Velden, Foreign Minister Brune",
        "Velden, President Brune",
        "the office of Velden",
    ],
)
def test_somebody_around_a_person_is_not_that_person(name: str) -> None:
    assert not {"velden", "mara velden", "brune"} & set(typed_keys(name))


@pytest.mark.parametrize(
    ("name", "other"), [("O Neill", "oneill"), ("Mc Donald", "mcdonald"), ("d’Angelo", "dangelo")]
)
def test_the_beginning_of_a_surname_may_stand_apart(name: str, other: str) -> None:
    assert other in typed_keys(name)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("", []),
        (" , ", []),
        ("()", []),
        ("%", ["%"]),
        ("Mr. King", ["mr king", "king"]),
        ("Jordan Bishop", ["jordan bishop"]),
        ("Mara Mayor", ["mara mayor"]),
    ],
)
def test_what_is_left_is_what_was_typed(name: str, keys: list[str]) -> None:
    assert [key for key in typed_keys(name) if key.strip(" ,()")] == keys


def test_the_name_as_it_stands_comes_first() -> None:
    assert typed_keys("Lord Mayor")[0] == "lord mayor"
    assert len(typed_keys("mara, " * 1_000)) <= 6
