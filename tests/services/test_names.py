"""Two spellings of one name have one key, and two names have two."""

from __future__ import annotations

import doctest

import pytest

import services.names
from services.names import (
    describes,
    drop_titles,
    fold_name,
    is_description,
    is_full_name,
    is_proper_name,
    may_be_one,
    tidy_name,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Velden", "  MARA\u00a0velden"),
        ("António Costa", "Antonio Costa"),
        ("Łukasz Żak", "Lukasz Zak"),
        ("Søren Ærø", "Soren Aero"),
        ("Seán O'Neill", "Sean O’Neill"),
        ("Jean-Luc Vale", "Jean Luc Vale"),
        ("J. D. Vale", "JD Vale"),
        ("J.D. Vale", "J D Vale"),
        ("U.S. Navy", "US Navy"),
        ("Zoe\u0308 Vale", "Zoë Vale"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Velden", "Mara Veldon"),
        ("राम", "रम"),
        ("!!!", "???"),
        ("Mara", "Mara Velden"),
        ("Marie Ève", "Marieève"),
    ],
)
def test_names_that_differ(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_a_key_is_bounded() -> None:
    assert len(fold_name("ﷺ" * 300)) <= 300


@pytest.mark.parametrize(
    ("query", "bare"),
    [
        ("President Macron", "macron"),
        ("the French president Emmanuel Macron", "emmanuel macron"),
        ("Ms. Velden", "velden"),
        ("Prime Minister", "prime minister"),
        ("the health ministry", "health ministry"),
        ("the bank", "bank"),
        ("foreign minister of Torland", "foreign minister of torland"),
        ("Mr. King", "king"),
        ("Senator Church", "church"),
        ("White House", "white house"),
        ("Mara Velden", "mara velden"),
    ],
)
def test_titles_are_dropped_from_the_front(query: str, bare: str) -> None:
    assert drop_titles(fold_name(query)) == bare


@pytest.mark.parametrize(
    "name",
    [
        "Mara Velden",
        "J.D. Velden",
        "Ursula von der Leyen",
        "Ben Vale",
        "Mara de Velden",
        "Ivo King",
        "Pope Odilo",
    ],
)
def test_full_names(name: str) -> None:
    assert is_full_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "Velden", "M. Velden", "von der Leyen", "Velden-Ruiz", "Mr. Velden", "Velden III", "Judge Velden"],
)
def test_names_that_do_not_tell_people_apart(name: str) -> None:
    assert not is_full_name(name)


@pytest.mark.parametrize(
    "name", ["Mara Velden", "NATO", "李小龙", "Bank of Torland", "Kestrian army", "iArbor Ltd"]
)
def test_proper_names(name: str) -> None:
    assert is_proper_name(name)


@pytest.mark.parametrize("name", ["", "mayor", "its head", "Torland official", "army", "ministry"])
def test_descriptions(name: str) -> None:
    assert not is_proper_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "President",
        "U.S. President",
        "Attorney General",
        "of Ohio",
        "Torland's President",
        "Court",
        "Foreign Ministry",
    ],
)
def test_capitals_do_not_make_a_description_a_name(name: str) -> None:
    assert is_description(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mara Velden",
        "Ivo King",
        "European Commission",
        "Conservative Party",
        "Guardian",
        "Press Association",
        "Chamber of Trade",
    ],
)
def test_names_that_describe_nobody(name: str) -> None:
    assert not is_description(name)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Mara Velden", "Mara Odile Velden", True),
        ("M. O. Velden", "Mara Velden", False),
        ("Mara J. Velden", "Mara Jane Velden", True),
        ("Otto van der Velden", "Otto Velden", True),
        ("Mara Velden", "Otto Velden", False),
        ("Mara Elena Velden", "Mara Luisa Velden", False),
        ("Otto Velden Jr.", "Otto Velden", False),
        ("Otto Velden Jr.", "Otto Ivo Velden, Jr", True),
        ("", "Otto Velden", False),
    ],
)
def test_full_names_that_can_be_one_persons(one: str, other: str, agree: bool) -> None:
    assert may_be_one(one, other) is agree
    assert may_be_one(other, one) is agree


@pytest.mark.parametrize(
    ("description", "words", "fits"),
    [
        ("president of the Torland Council", "president of the Torland Council", True),
        ("French President", "the French president", True),
        ("deputy foreign minister of Torland", "foreign minister of Torland", False),
        ("wife of the president of Torland", "president of Torland", False),
        ("president of Torland", "president", False),
        ("fisherman from Torland", "Torland", False),
    ],
)
def test_an_office_asked_for_is_the_one_described(description: str, words: str, fits: bool) -> None:
    assert describes(description, words) is fits


def test_a_shown_name_has_nothing_that_cannot_be_seen() -> None:
    assert tidy_name(" Mara\n\u00a0Vel\u200bden\u202e ") == "Mara Velden"


def test_the_examples_in_the_documentation() -> None:
    assert doctest.testmod(services.names).failed == 0
