"""The words of a quotation: what counts as the same word, and what marks say about them."""

from __future__ import annotations

import pytest

from models.quote_words import fold_words, word_pairs
from services.verification.words import join_compounds, read_checked, read_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élysée", "elysee"),
        ("e\u0301lan", "élan"),
        ("don’t", "DON'T"),
        ("dont", "don't"),
        ("1,200,000", "1200000"),
        ("five", "5"),
        ("50%", "50 percent"),
        ("hy\u00adphen", "hyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("ﬁnal", "final"),
        ("Øre", "ore"),
    ],
)
def test_spellings_of_one_word_are_the_same(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5", "35"),
        ("-5", "5"),
        ("we'll", "well"),
        ("$5", "€5"),
        ("5%", "5"),
        ("9:30", "9.30"),
        ("no", "not"),
    ],
)
def test_what_means_something_else_is_another_word(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


def test_offsets_lead_back_to_the_text() -> None:
    text = "A “Brücke”, 5 % – and e\u0301lan…"
    assert [text[word.start : word.end] for word in read_words(text)] == [
        "A", "Brücke", "5", "%", "and", "e\u0301lan",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["…", "...", "....", ". . .", "[…]", "[...]", "[ … ]", "(...)", "(…)"])
def test_an_ellipsis_in_any_form_is_after_its_word(mark: str) -> None:
    words = read_checked(f"Close it {mark} tomorrow")
    assert [(word.key, word.ellipsis_after) for word in words] == [
        ("close", False),
        ("it", True),
        ("tomorrow", False),
    ]
    assert not any(word.bracketed for word in words)


def test_words_in_brackets_are_the_editors() -> None:
    words = read_checked("Sign [the old treaty] now")
    assert [(word.key, word.bracketed) for word in words] == [
        ("sign", False),
        ("the", True),
        ("old", True),
        ("treaty", True),
        ("now", False),
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[T]he end", ["the", "end"]),
        ("he call[ed] it", ["he", "called", "it"]),
        ("so [sic] it", ["so", "it"]),
    ],
)
def test_brackets_within_a_word_belong_to_it(text: str, keys: list[str]) -> None:
    assert [word.key for word in read_checked(text)] == keys


@pytest.mark.parametrize(
    "text", ["[", "]", "[[", "[]", "a [ b", "a ] b", "[a", "a]", "…", "[…", "😀", "[…] a"]
)
def test_broken_brackets_and_no_words_are_read_all_the_same(text: str) -> None:
    for word in read_checked(text):
        assert text[word.start : word.end].strip("[]").casefold() == word.key


def test_a_compound_is_joined_where_the_other_side_has_it_as_one() -> None:
    split, whole = read_words("We co-operate for 5 per cent"), read_words("We cooperate for 5%")
    assert [word.key for word in join_compounds(split, whole)] == [word.key for word in whole]
    assert join_compounds(split, split) == split


def test_pairs_are_of_telling_words_and_the_same_in_every_process() -> None:
    assert word_pairs(["harbour", "is", "not", "closed"]) == word_pairs(["harbour", "closed"]) == {1938178496}
    assert word_pairs(["closed", "harbour"]) != word_pairs(["harbour", "closed"])


def test_words_without_a_telling_one_have_pairs_too() -> None:
    assert len(word_pairs(["it", "is", "what", "it", "is"])) > 3
    assert len(word_pairs(["no"])) == 1
    assert word_pairs([]) == frozenset()
