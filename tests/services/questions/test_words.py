"""Small parts of reading: spelling, politeness and events."""

from __future__ import annotations

import doctest

import pytest

import services.questions.events
import services.questions.spelling
from services.questions.politeness import openings
from services.questions.spelling import correct_spelling


def test_the_examples_in_the_docstrings_are_true() -> None:
    for module in (services.questions.events, services.questions.spelling):
        results = doctest.testmod(module)
        assert results.attempted > 0
        assert results.failed == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hwo oposes tolls", "who opposes tolls"),
        ("WAHT did Velden say", "what did Velden say"),
        ("wwhat did Velden sayy abuot tolls", "what did Velden say about tolls"),
        ("whos against tolls", "who is against tolls"),
    ],
)
def test_a_question_word_typed_wrong_is_put_right(typed: str, meant: str) -> None:
    assert correct_spelling(typed) == meant


@pytest.mark.parametrize(
    "words",
    ["we saw the form of his bout", "the comment", 'who said "hwo siad"', "Mara Velden on bridge tolls"],
)
def test_other_words_are_left_alone(words: str) -> None:
    assert correct_spelling(words) == words


@pytest.mark.parametrize(
    "polite",
    [
        "Hello, can you tell me ",
        "I'd like to know ",
        "please find ",
        "I am looking for ",
        "do you know if ",
        "I was wondering whether ",
        "could you please show me ",
        "are there ",
    ],
)
def test_a_question_may_begin_after_polite_words(polite: str) -> None:
    places = openings(f"{polite}quotes by Velden")
    assert places[0] == len(polite)
    assert places[-1] == 0


def test_politeness_alone_leaves_the_whole_text() -> None:
    assert openings("please tell me ")[-1] == 0
    assert all("please tell me "[place:].strip() for place in openings("please tell me "))
