"""Two spellings of one name have one key, and two names have two."""

from __future__ import annotations

import doctest

import pytest

import services.names
from services.names import drop_titles, fold_name, is_full_name, is_proper_name, tidy_name


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
        ("Prime Minister", "minister"),
        ("Mara Velden", "mara velden"),
    ],
)
def test_titles_are_dropped_from_the_front(query: str, bare: str) -> None:
    assert drop_titles(fold_name(query)) == bare


@pytest.mark.parametrize(
    "name", ["Mara Velden", "J.D. Velden", "Ursula von der Leyen", "Ben Vale", "Mara de Velden"]
)
def test_full_names(name: str) -> None:
    assert is_full_name(name)


@pytest.mark.parametrize(
    "name", ["", "Velden", "M. Velden", "von der Leyen", "Velden-Ruiz", "Mr. Velden", "Velden III"]
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


def test_a_shown_name_has_nothing_that_cannot_be_seen() -> None:
    assert tidy_name(" Mara\n\u00a0Vel\u200bden\u202e ") == "Mara Velden"


def test_the_examples_in_the_documentation() -> None:
    assert doctest.testmod(services.names).failed == 0
