"""People's names: parts, titles, gender, and which two may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.speakers.names import (
    fold,
    gender_of_first_name,
    in_mixed_case,
    is_capitalised,
    parse_person_name,
    person_key,
    split_words,
)


def words(text: str) -> list[str]:
    return [token.text for token in split_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara J. Velden's aide", ["Mara", "J.", "Velden", "'s", "aide"]),
        ("Sen. Bo O'Rourke", ["Sen.", "Bo", "O'Rourke"]),
        ("the U.S. envoy", ["the", "U.S.", "envoy"]),
        ("Karim al-Tamar, Jr.", ["Karim", "al-Tamar", ",", "Jr."]),
        ("the Veldens' house", ["the", "Veldens", "'", "house"]),
    ],
)
def test_words_keep_initials_abbreviations_and_hyphens_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_tokens_carry_offsets_that_slice_back() -> None:
    text = "Sen. Mara J. Velden’s aide"
    assert [text[token.start : token.end] for token in split_words(text)][:4] == [
        "Sen.",
        "Mara",
        "J.",
        "Velden",
    ]


@pytest.mark.parametrize(
    ("text", "given_names", "surname", "suffix"),
    [
        ("Mara Velden", ("Mara",), "Velden", None),
        ("Velden", (), "Velden", None),
        ("Mara J. Velden", ("Mara", "J."), "Velden", None),
        ("Otto Marsh Jr.", ("Otto",), "Marsh", "Jr."),
        ("Otto Marsh, III", ("Otto",), "Marsh", "III"),
        ("Pierre de Valcour", ("Pierre",), "de Valcour", None),
        ("Greta von der Marle", ("Greta",), "von der Marle", None),
        ("Faisal bin Tamar", ("Faisal",), "bin Tamar", None),
        ("Joost van der Dyk", ("Joost",), "van der Dyk", None),
        ("de Valcour", (), "de Valcour", None),
        ("Inès Roth-Maier", ("Inès",), "Roth-Maier", None),
    ],
)
def test_parts_of_a_name(text: str, given_names: tuple[str, ...], surname: str, suffix: str | None) -> None:
    name = parse_person_name(text)
    assert name is not None
    assert (name.given, name.surname, name.suffix) == (given_names, surname, suffix)


def test_no_words_is_no_name() -> None:
    assert parse_person_name(" , 's ") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Velden", "Mara J. Velden"),
        ("William Marsh", "Bill Marsh"),
        ("José Álvar", "Jose Alvar"),
        ("MARA VELDEN", "Mara Velden"),
    ],
)
def test_spellings_of_one_person_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mara Velden", "Ivo Velden"), ("Otto Marsh", "Otto Marsh Jr."), ("Mara Velden", "Mara Roth")],
)
def test_different_people_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def key(text: str) -> tuple[str, str, str] | None:
    name = parse_person_name(text)
    assert name is not None
    return person_key(name)


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Anna", "female"),
        ("Peter", "male"),
        ("Bob", "male"),
        ("Taylor", None),
        ("Zzyx", None),
        ("Émilie", None),
    ],
)
def test_gender_of_a_first_name(name: str, gender: str | None) -> None:
    assert gender_of_first_name(name) == gender


@pytest.mark.parametrize("word", ["Velden", "O'Rourke", "al-Tamar", "d'Estrel", "U.S.", "Élan"])
def test_capitalised_words(word: str) -> None:
    assert is_capitalised(word)


@pytest.mark.parametrize("word", ["velden", "", "'s", "al", "9th", "A" * 200])
def test_words_that_are_not_capitalised(word: str) -> None:
    assert not is_capitalised(word)


def test_names_in_capitals_get_mixed_case() -> None:
    assert in_mixed_case("ANA O'ROURKE-ROTH") == "Ana O'Rourke-Roth"


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for token in split_words(text):
        assert 0 <= token.start < token.end <= len(text)
    name = parse_person_name(text)
    if name is not None:
        person_key(name)
        assert name.full
    fold(text)


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("Van den Berg", "Van den Berg"),
        ("Von der Aue", "Von der Aue"),
        ("Ana De Limos", "De Limos"),
        ("De Limos", "De Limos"),
        ("Máire Ó Fennaill", "Ó Fennaill"),
        ("Ó Fennaill", "Ó Fennaill"),
        ("Van Marsh", "Marsh"),
        ("Ana Do Marsh", "Marsh"),
    ],
)
def test_a_particle_begins_the_surname_with_a_capital_too(text: str, surname: str) -> None:
    name = parse_person_name(text)
    assert name is not None
    assert name.surname == surname
