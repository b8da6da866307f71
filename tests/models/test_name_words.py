"""Words of names that may be spellings of one another have a number in common."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import models.name_words
from models.name_words import most_edits, sound_of, spelling_numbers, surname_of

WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=12)


def test_the_examples_hold() -> None:
    assert doctest.testmod(models.name_words).failed == 0


def changed(word: str, place: int, letter: str, how: str) -> str:
    place %= len(word)
    if how == "left out":
        return word[:place] + word[place + 1 :]
    if how == "added":
        return word[:place] + letter + word[place:]
    if how == "swapped":
        return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    return word[:place] + letter + word[place + 1 :]


@given(
    WORDS,
    st.lists(
        st.tuples(
            st.integers(0, 11),
            st.sampled_from("abcdefgh"),
            st.sampled_from(["left out", "added", "swapped", "changed"]),
        ),
        max_size=2,
    ),
)
def test_words_that_few_edits_part_share_a_number(word: str, edits: list[tuple[int, str, str]]) -> None:
    other = word
    for place, letter, how in edits:
        other = changed(other, place, letter, how) or word
    if len(edits) <= most_edits(word, other):
        assert spelling_numbers(word) & spelling_numbers(other)


@pytest.mark.parametrize(("word", "other"), [("anna", "anne"), ("vale", "vals"), ("otto", "ottos")])
def test_short_words_share_none(word: str, other: str) -> None:
    assert not spelling_numbers(word) & spelling_numbers(other)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("zelenskyy", "zelenskiy"),
        ("zelensky", "zelenski"),
        ("chruschtschow", "chrushchov"),
        ("mueller", "muller"),
        ("orloff", "orlov"),
        ("mohammad", "mohamad"),
        ("olexandr", "oleksandr"),
    ],
)
def test_transliterations_sound_alike(word: str, other: str) -> None:
    assert sound_of(word) == sound_of(other)


def test_an_endless_word_has_few_numbers() -> None:
    assert len(spelling_numbers("x" * 300)) <= 31
    assert spelling_numbers("") == spelling_numbers(surname_of(""))
