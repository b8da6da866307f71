"""What is proposed for a new target is read as what it says it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.stance import propose
from attribution.stance.proposition import parse_proposition
from training.stance.pairs import read_written

PROPOSITIONS = sorted({pair.target for pair in read_written("dev")})


@pytest.mark.parametrize(
    ("proposition", "thing", "action", "direction", "inverse"),
    [
        (
            "Sanctions on Torland should be kept or tightened",
            "sanctions on Torland",
            "kept or tightened",
            1,
            "Sanctions on Torland should be ended or eased",
        ),
        (
            "Foreign troops should be deployed to Velmark",
            "foreign troops",
            "deployed",
            1,
            "Foreign troops should be withdrawn from Velmark",
        ),
        (
            "Torland should supply weapons to Velmark",
            "weapons to Velmark",
            "supply",
            1,
            "Torland should withhold weapons from Velmark",
        ),
        (
            "The bridge toll should be scrapped",
            "bridge toll",
            "scrapped",
            -1,
            "The bridge toll should be kept",
        ),
        (
            "Torland should spend more on libraries",
            "libraries",
            "spend more",
            1,
            "Torland should spend less on libraries",
        ),
        ("Ban fireworks", "fireworks", "ban", -1, "Allow fireworks"),
        ("Fireworks are a good idea", "fireworks", "good idea", 1, "Fireworks are a bad idea"),
        ("legalisation of cannabis", "cannabis", "legalisation", 1, "prohibition of cannabis"),
        (
            "Mara Velden should be prosecuted over the dam",
            "Mara Velden",
            "prosecuted",
            1,
            "Mara Velden should not be prosecuted over the dam",
        ),
    ],
)
def test_the_opposite_is_worded_with_the_opposite_action(
    proposition: str, thing: str, action: str, direction: int, inverse: str
) -> None:
    proposed = propose(proposition)
    assert (proposed.object, proposed.action, proposed.direction) == (thing, action, direction)
    assert proposed.inverse == inverse


@pytest.mark.parametrize(
    ("proposition", "inverse"),
    [
        ("Torland should not join the Lakes Union", "Torland should join the Lakes Union"),
        ("The ferry tolls shouldn't be raised", "The ferry tolls should be raised"),
        ("Fireworks are not a good idea", "Fireworks are a good idea"),
        ("The old mill has to be rebuilt", "The old mill should not be rebuilt"),
        ("The state should pay for the ferries", "The state should not pay for the ferries"),
        ("The island airport", "No island airport"),
    ],
)
def test_a_not_goes_or_comes_where_no_opposite_is_known(proposition: str, inverse: str) -> None:
    assert propose(proposition).inverse == inverse


@pytest.mark.parametrize(
    ("proposition", "terms"),
    [
        ("The minimum wage should be raised", {"minimum pay", "minimum salary"}),
        ("Sanctions on Torland should be lifted", {"restrictive measures on Torland"}),
        ("Euthanasia should be allowed", {"mercy killing"}),
        ("Tariffs should be lowered", {"duties"}),
        ("Capital punishment should be abolished", {"death penalty"}),
    ],
)
def test_terms_are_other_names_of_the_whole_object(proposition: str, terms: set[str]) -> None:
    assert terms <= set(propose(proposition).terms)


@pytest.mark.parametrize("proposition", ["Troops should be withdrawn", "Mara Velden should be elected mayor"])
def test_a_bare_synonym_and_other_names_of_a_person_are_no_terms(proposition: str) -> None:
    assert propose(proposition).terms == ()


@pytest.mark.parametrize("proposition", ["", "¿?", "…", " "])
def test_from_no_words_nothing_is_proposed(proposition: str) -> None:
    proposed = propose(proposition)
    assert (proposed.object, proposed.action, proposed.inverse) == (None, None, None)
    assert (proposed.opposites, proposed.terms) == ((), ())


@given(
    proposition=st.one_of(st.sampled_from(PROPOSITIONS), st.text(), st.text(min_size=490).map("Ban ".__add__))
)
def test_an_inverse_is_read_as_the_opposite_and_fits_into_a_target(proposition: str) -> None:
    proposed = propose(proposition)
    assert proposed == propose(proposition)
    assert all(0 < len(term) <= 100 for term in proposed.terms)
    assert len(proposed.terms) <= 10
    if proposed.inverse is not None:
        read, turned = parse_proposition(proposition[:500]), parse_proposition(proposed.inverse)
        assert turned.direction == -read.direction
        assert turned.is_about_object_of(read)
        assert len(proposed.inverse) <= 500


def test_most_propositions_get_an_inverse() -> None:
    proposed = [propose(proposition) for proposition in PROPOSITIONS]
    assert sum(one.inverse is not None for one in proposed) > 0.9 * len(proposed)
