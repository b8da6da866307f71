"""What the reporting clause tells of the speaker."""

import pytest

from attribution.stance.surroundings import find_surroundings
from attribution.stance.voice import Voice, hear_voice
from attribution.stance.words import stem

QUOTE = "it rains"


def voice(clause: str) -> Voice:
    return hear_voice(find_surroundings(QUOTE, f"{clause} {QUOTE}."))


def test_the_speakers_places_and_their_regions_are_own() -> None:
    own = voice("French minister Odile Marn said").own
    assert {stem(name) for name in ("france", "french", "european", "marn")} <= own
    assert stem("denmark") not in own


def test_where_and_to_whom_it_was_said_is_not_own() -> None:
    own = voice("Odile Marn told Velden in Karst that").own
    assert stem("karst") not in own
    assert stem("velden") not in own


def test_function_words_with_a_capital_are_no_names() -> None:
    assert voice("The minister said").own == frozenset()


@pytest.mark.parametrize("clause", ["Analysts said", "Odile Marn warned that", "The poll says"])
def test_some_only_foresee(clause: str) -> None:
    assert voice(clause).foresees
    assert not voice("Odile Marn said").foresees


def test_an_office_is_held_unless_it_was_lost() -> None:
    assert voice("The minister said").holds_office
    assert not voice("The former minister said").holds_office
    assert not voice("Odile Marn said").holds_office


def test_a_first_name_or_title_tells_which_pronoun_is_the_speakers() -> None:
    assert voice("Anna Velden said").pronouns == {"she"}
    assert voice("Mr Velden said").pronouns == {"he"}
    assert voice("Velden said").pronouns == frozenset()


def test_without_a_reporting_clause_nothing_is_known() -> None:
    assert hear_voice(find_surroundings(QUOTE, QUOTE)) == Voice()
