"""Words of a query, before any database sees them."""

import pytest

from services.errors import InvalidInput
from services.search.words import (
    MOST_WORDS,
    fold,
    forms_for_porter,
    query_phrases,
    split_words,
    stem,
    subject_words,
)


def test_folding_drops_case_and_accents_only() -> None:
    assert fold("ÉLYSÉE naïve Łódź straße") == "elysee naive łodz straße"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paris-based", ["paris", "based"]),
        ("snake_case", ["snake", "case"]),
        ('"NEAR(a b)" OR text:c* -d ^e', ["near", "a", "b", "or", "text", "c", "d", "e"]),
        ("a&b|!c<->d:*", ["a", "b", "c", "d"]),
        ("\x00\ud800😀", []),
        ("部队 солдат", ["部队", "солдат"]),
        ("", []),
    ],
)
def test_only_letters_and_digits_are_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_an_endless_word_is_cut_to_what_every_engine_takes() -> None:
    assert [len(word) for word in split_words("a" * 5000)] == [100]


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("the deployment of troops", ("deployment", "troops")),
        ("troops and the troop and deploying deployment", ("troops", "deploying")),
        ("Macron's plan", ("macron", "plan")),
        ("the who", ("the", "who")),
        ("US troops and us", ("us", "troops")),
        ("help for us", ("help",)),
        ("the U.S. and the WHO", ("us", "who")),
        ("TROOPS FOR US", ("troops",)),
        ("US", ("us",)),
        ("U.S.", ("us",)),
        ("tolls AND bridges", ("tolls", "bridges")),
        ("?!", ()),
    ],
)
def test_a_subject_is_its_telling_words_once_each(subject: str, words: tuple[str, ...]) -> None:
    assert subject_words(subject) == words


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("bridge toll", (("bridge",), ("toll",))),
        ('a "bridge toll" now', (("a",), ("bridge", "toll"), ("now",))),
        ("“bridge toll”", (("bridge", "toll"),)),
        ('"bridge toll', (("bridge",), ("toll",))),
        ('""  "!"', ()),
        ("toll toll", (("toll",),)),
    ],
)
def test_quotation_marks_make_phrases(query: str, phrases: tuple[tuple[str, ...], ...]) -> None:
    assert query_phrases(query) == phrases


def test_too_many_words_are_refused_before_the_engine_sees_them() -> None:
    words = " ".join(f"word{number}" for number in range(10_000))
    for refused, field in ((lambda: subject_words(words), "about"), (lambda: query_phrases(words), "q")):
        with pytest.raises(InvalidInput) as refusal:
            refused()
        assert str(MOST_WORDS) in refusal.value.detail
        assert field in refusal.value.members["errors"]


def test_the_same_word_a_thousand_times_is_one() -> None:
    assert subject_words("toll " * 10_000) == ("toll",)


@pytest.mark.parametrize("word", ["deploy", "deployment", "deployed", "deploys"])
def test_forms_cover_both_stems_that_porter_makes_of_one(word: str) -> None:
    forms = forms_for_porter(word)
    assert forms[0] == word
    assert {stem(form) for form in forms} == {"deploy"}
    assert len(forms) == 2
