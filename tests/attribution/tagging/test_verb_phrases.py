"""A verb phrase reaches back over auxiliaries, adverbs and the verbs that lead to the cue."""

from __future__ import annotations

import pytest

from attribution.tagging.clauses import Unit
from attribution.tagging.verb_phrases import is_governing_verb, is_participle_before, verb_phrase_start


def units_of(text: str) -> list[Unit]:
    return [
        Unit(number, number + 1, word.lower(), word[0].isupper()) for number, word in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Velden said", "said"),
        ("Velden has repeatedly said", "has repeatedly said"),
        ("Velden used to say", "used to say"),
        ("Velden has come out to say", "has come out to say"),
        ("A man could be heard shouting", "could be heard shouting"),
        ("People heard say", "say"),
    ],
)
def test_a_verb_phrase_starts_at_its_first_verb(text: str, phrase: str) -> None:
    units = units_of(text)
    start = verb_phrase_start(units, len(units) - 1)
    assert " ".join(text.split()[start:]) == phrase


@pytest.mark.parametrize(
    ("text", "governs"), [("Velden paid", True), ("the accused", False), ("Velden", False)]
)
def test_a_verb_after_its_subject_governs_the_noun_after_it(text: str, governs: bool) -> None:
    assert is_governing_verb(units_of(text), len(text.split()) - 1) is governs


@pytest.mark.parametrize(
    ("text", "describes"), [("man killed in Ostby", True), ("man killed Arden today", False)]
)
def test_a_participle_before_a_preposition_describes_the_noun_before_it(text: str, describes: bool) -> None:
    assert is_participle_before(units_of(text), 1) is describes
