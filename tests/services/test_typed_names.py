"""What people type around a name is taken off, and nobody else's name is made of what is left."""

from __future__ import annotations

import doctest

import pytest

import services.typed_names
from attribution.lexicon.first_names import FIRST_NAMES
from services.typed_names import near_keys, typed_keys


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
        "Mara Velden & President Brune",
        "Mara Velden / Foreign Minister Brune",
        "Mara Velden; Foreign Minister Brune",
    ],
)
def test_somebody_around_a_person_is_not_that_person(name: str) -> None:
    assert not {"velden", "mara velden", "brune"} & set(typed_keys(name))


# Those that are titles or nouns too, each as a given name; the first names of the word list are all tried below.
_TITLES_THAT_ARE_GIVEN_NAMES = [
    "Baron", "Christian", "Dean", "Del", "Duke", "Emir", "German", "Honor", "Honour", "Imam", "Irish", "Junior", "King",
    "Major", "Pope", "Prince", "Queen", "Royal", "Senior", "Sultan", "A.", "M.", "St.",
]  # fmt: skip


@pytest.mark.parametrize("given", _TITLES_THAT_ARE_GIVEN_NAMES)
def test_a_title_that_may_be_a_given_name_leaves_no_bare_surname(given: str) -> None:
    for surname in ("Velden", "Le Pen", "van der Velden", "Mc Velden"):
        assert len(typed_keys(f"{given} {surname}")[-1].split()) >= len(surname.split())
        assert not {"velden", "le pen", "van der velden", "mc velden", "mcvelden"} & set(
            typed_keys(f"{given} {surname}")
        )


@pytest.mark.parametrize(
    "form",
    [
        "{} Velden",
        "{} Le Pen",
        "{} Farmer Velden",
        "{} Singer Velden",
        "{} M. Velden",
        "{} Velden MP",
        "{} Velden’s",
        "Velden, {}",
        "Le Pen, {}",
        "Velden ({})",
    ],
)
def test_no_given_name_is_taken_off_a_surname(form: str) -> None:
    bare = {"velden", "le pen", "velden mp", "m velden", "farmer velden", "singer velden"}
    names = [form.format(given.title()) for given in sorted(FIRST_NAMES | {"guy", "marine", "grace"})]
    assert [name for name in names if bare & set(typed_keys(name))] == []


def test_a_given_name_that_is_no_title_is_not_taken_off_for_a_near_name_either() -> None:
    for name in ("Grace Velden", "Guy Velden", "Anna Farmer Velden", "Velden, Marine", "A. Velden"):
        assert "velden" not in near_keys(name)
    for name in ("Emir Velden", "Emir Velden MP", "Emir Velden, the mayor"):
        assert "velden" not in typed_keys(name)
    for name in ("Emir Velden", "Duke Velden", "Torland minister Velden"):
        assert "velden" in near_keys(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mara Velden & Ion Brune",
        "Mara Velden/Ion Brune",
        "Mara Velden; Ion Brune",
        "Mara Velden + Ion Brune",
        "Mara Velden, Ion Brune",
        "Mara Velden vs. Ion Brune",
    ],
)
def test_several_names_are_near_nobodys(name: str) -> None:
    assert near_keys(name) == []


def test_a_comma_within_one_name_joins_no_two() -> None:
    assert "mara velden" in near_keys("Velden, Mara")
    assert "mara velden" in near_keys("Mara Velden, the mayor")


def test_a_surname_first_may_be_a_noun() -> None:
    assert "peter singer" in typed_keys("Singer, Peter")
    assert "guy velden" in typed_keys("Velden, Guy")
    assert not {"peter", "peter james"} & {*near_keys("Singer, Peter"), *near_keys("Singer, Peter James")}
    assert "velden" in typed_keys("Velden, mayor")


def test_a_double_surname_is_not_a_name_without_its_given_name() -> None:
    assert "ruiz velden" not in typed_keys("Guy Ruiz Velden")
    assert "anna velden" not in typed_keys("Marine Anna Velden")


@pytest.mark.parametrize(
    "name",
    [
        "President Velden",
        "Prime Minister Velden",
        "Velden, the mayor",
        "Velden (France)",
        "France’s foreign minister Velden",
        "Torland’s foreign minister Velden",
        "German Chancellor Velden",
        "Judge Velden",
        "His Grace Velden",
        "Rt Hon Velden MP",
        "Dr. Velden, PhD",
    ],
)
def test_a_bare_surname_is_left_where_all_else_is_surely_no_name(name: str) -> None:
    assert "velden" in typed_keys(name)


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
