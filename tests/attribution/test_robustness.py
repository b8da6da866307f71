"""No text, however broken, makes `extract` raise, fail inside or serve an offset that does not slice back."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings

from attribution import Extraction, extract
from tests.attribution.texts import TEXTS

ARTICLES = (
    "“We will not sign,” Mara Velden said. “It gives away the river.\n\n“And the river is ours,” she added.",
    "Ribeck's “river tax” rose; officials — who declined to comment — said it would fall, according to staff.",
    'Tom "Duke" Ribeck told reporters: "No." He said \'never\' and "not \'ever\' again," then left.\nVELDEN: All?',
    'In Ostby, Mara Velden, 52, posted the caption: “Ours.” « Jamais », a dit Ribeck. 12" guns “lost”.',
)
MARKS = "“”\"‘’'«»„`"
MUTATIONS_OF_EACH_KIND = 210


def check(text: str) -> Extraction:
    extraction = extract(text)
    assert [warning for warning in extraction.warnings if warning.code == "internal_error"] == []
    for quote in extraction.quotes:
        assert quote.content
        assert 0.0 <= quote.confidence <= 1.0
        for part in (quote.content, quote.cue, quote.source, (quote.context,)):
            for span in part:
                assert 0 <= span.start < span.end <= len(text)
        for part in (quote.content, quote.cue, quote.source):
            assert all(one.end <= other.start for one, other in pairwise(part))
    for warning in extraction.warnings:
        assert warning.span is None or 0 <= warning.span.start <= warning.span.end <= len(text)
    return extraction


def cut(text: str, chance: random.Random) -> str:
    start, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[start:end]


def shuffle_marks(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(MARKS) if letter in MARKS else letter for letter in text)


def double_marks(text: str, chance: random.Random) -> str:
    return "".join(letter * chance.randrange(4) if letter in MARKS else letter for letter in text)


def insert_oddities(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(8):
        odd = chance.choice(
            ["\x00", "\ud800", "\udfff", "\u2028", "\r", "\ufeff", "\U0001f600", "\n\n", "said"]
        )
        letters.insert(chance.randrange(len(letters) + 1), odd)
    return "".join(letters)


def shuffle_words(text: str, chance: random.Random) -> str:
    pieces = text.split(" ")
    chance.shuffle(pieces)
    return " ".join(pieces)


def drop_letters(text: str, chance: random.Random) -> str:
    return "".join(letter for letter in text if chance.random() > 0.05)


@pytest.mark.parametrize(
    "mutate", [cut, shuffle_marks, double_marks, insert_oddities, shuffle_words, drop_letters]
)
@pytest.mark.parametrize("article", ARTICLES)
def test_mutated_articles(article: str, mutate: Callable[[str, random.Random], str]) -> None:
    chance = random.Random(0)
    for _ in range(MUTATIONS_OF_EACH_KIND):
        check(mutate(article, chance))


@settings(deadline=None)
@given(TEXTS)
def test_texts_of_marks_and_odd_characters(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\x00",
        "\ud800",
        "“",
        "”",
        '"',
        ":",
        "said",
        "Velden:",
        "“”",
        "“” said",
        "—",
        "according to",
    ],
)
def test_tiny_texts(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "”",
        "'",
        "“” ",
        "a",
        "said ",
        "He said, ",
        "(",
        "—",
        "\n",
        "\x00",
        "\ud800",
        "“A,” he said. ",
        "Q: a\n\nA: b\n\n",
        "He has demanded lifting ",
    ],
)
def test_long_monotonous_texts(unit: str) -> None:
    check(unit * (30_000 // len(unit)))


def test_a_megabyte_of_quotation_marks() -> None:
    marks = "“" * 350_000
    assert len(marks.encode()) > 1_000_000
    assert check(marks).quotes == ()


def count_lines(text: str) -> int:
    """Lines of Python that one extraction runs: time that no other process can disturb."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract(text)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize(
    "unit",
    [
        ARTICLES[0] + "\n\n",
        "said ",
        "“A b,” he said. ",
        "“A b c d.”\n\n",
        "“A b c d.\n\n",
        "“A” ",
        "Mara Velden, ",
        "he said, ",
        "who said ",
        "A: b c d e f.\n\n",
    ],
)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    size = max(1, 4000 // len(unit))
    head = "“Ours,” Mara Velden said.\n\n"
    count_lines(head)
    single, double = count_lines(head + unit * size), count_lines(head + unit * size * 2)
    assert double <= 2.3 * single
