"""A proposition is read as an object and a direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.stance.proposition import parse_proposition


@pytest.mark.parametrize(
    ("text", "head", "qualifiers", "direction"),
    [
        ("Sanctions on Torland should be kept or tightened", "sanctions", "torland", 1),
        ("Sanctions on Torland should be lifted", "sanctions", "torland", -1),
        ("Sanctions on Torland should not be lifted", "sanctions", "torland", 1),
        ("Allied troops should be deployed to Ukraine", "troops", "allied ukraine", 1),
        ("Torland should supply weapons to Velmark", "weapons", "velmark", 1),
        ("Torland should spend more on libraries", "libraries", "torland", 1),
        ("Torland should spend less on libraries", "libraries", "torland", -1),
        ("Torland should spend no less on libraries", "libraries", "torland", 1),
        ("Gun laws should be stricter", "laws", "gun", 1),
        ("Gun laws should be less strict", "laws", "gun", -1),
        ("We should abolish capital punishment", "punishment", "capital", -1),
        ("We should end mandatory retirement", "retirement", "mandatory", -1),
        ("We should stop subsidising coal mines", "mines", "coal", -1),
        ("Should cannabis be legal?", "cannabis", "", 1),
        ("Ban fracking", "fracking", "", -1),
        ("Don't ban fracking", "fracking", "", 1),
        ("gun control", "control", "gun", 1),
        ("legalisation of cannabis", "cannabis", "", 1),
        ("Fracking is a good idea", "fracking", "", 1),
        ("Fracking is not a good idea", "fracking", "", -1),
        ("Fracking does more harm than good", "fracking", "", -1),
        ("This house would abolish the monarchy", "monarchy", "", -1),
    ],
)
def test_reads_object_and_direction(text: str, head: str, qualifiers: str, direction: int) -> None:
    proposition = parse_proposition(text)
    assert " ".join(word.lower for word in proposition.head) == head
    assert " ".join(word.lower for word in proposition.qualifiers) == qualifiers
    assert proposition.direction == direction


def test_an_act_without_a_direction_of_its_own_becomes_part_of_the_object() -> None:
    proposition = parse_proposition("Mara Velden should be prosecuted over the dam")
    assert proposition.deed == "prosecuted"
    assert [word.lower for word in proposition.qualifiers] == ["mara", "velden", "dam"]


def test_less_of_an_act_is_the_other_way() -> None:
    more, less = (parse_proposition(f"Wealth should be taxed {word}") for word in ("more", "less"))
    assert less.is_about_object_of(more)
    assert (more.direction, less.direction) == (1, -1)


def test_a_choice_for_office_is_of_a_person() -> None:
    assert parse_proposition("Mara Velden should be elected president").is_person
    assert not parse_proposition("Mara Velden should be prosecuted").is_person


@given(st.text())
def test_any_text_is_a_proposition(text: str) -> None:
    assert parse_proposition(text).direction in {-1, 1}


def test_capital_letters_of_a_title_make_no_names() -> None:
    proposition = parse_proposition("Should Minimum Wages Be Raised?")
    assert [word.lower for word in proposition.head] == ["wages"]
    assert [word.lower for word in proposition.qualifiers] == ["minimum"]
