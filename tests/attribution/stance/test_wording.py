"""A target may be worded as its inverse: the same answer from the other side, and more quotes found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.stance import Signs, Target, is_same_side, prepare_target, propose, read_signs
from seeds.material import read_targets
from training.stance.pairs import Pair, read_written

WRITTEN = list(read_written("dev"))
PROPOSITIONS = sorted({pair.target for pair in WRITTEN})
NUCLEAR = Target("Nuclear power should be expanded", inverse="Nuclear plants should be closed")
GUNS = Target("Gun control should be strengthened", ("gun laws",), inverse="Gun freedom should be protected")
TURNED = {"favor": "against", "against": "favor", "neutral": "neutral"}


def label(quote: str, target: Target) -> str | None:
    found = read_signs(quote, "", target)
    return None if found is None else found.label


def turned(found: Signs | None) -> tuple[object, ...] | None:
    return None if found is None else (TURNED[found.label], found.evidence)


def plain(found: Signs | None) -> tuple[object, ...] | None:
    return None if found is None else (found.label, found.evidence)


@given(pair=st.sampled_from(WRITTEN), other=st.sampled_from(PROPOSITIONS), proposed=st.booleans())
def test_proposition_and_inverse_change_places_and_every_side_with_them(
    pair: Pair, other: str, proposed: bool
) -> None:
    """With its own inverse, and with any other proposition for one, however little sense that makes."""
    text, context, proposition = pair.text, pair.context, pair.target
    inverse = (propose(proposition).inverse or other) if proposed else other
    straight = read_signs(text, context, Target(proposition, inverse=inverse))
    round_ = read_signs(text, context, Target(inverse, inverse=proposition))
    assert turned(straight) == plain(round_)


@given(pair=st.sampled_from(WRITTEN), target=st.sampled_from(read_targets()))
def test_starter_targets_turn_round_with_their_terms(pair: Pair, target: Target) -> None:
    text, context = pair.text, pair.context
    mirrored = Target(target.inverse, target.terms, inverse=target.proposition)
    assert turned(read_signs(text, context, target)) == plain(read_signs(text, context, mirrored))


@given(pair=st.sampled_from(WRITTEN))
def test_an_inverse_in_the_same_words_changes_no_answer(pair: Pair) -> None:
    text, context, proposition = pair.text, pair.context, pair.target
    inverse = propose(proposition).inverse or ""
    target = Target(proposition, inverse=inverse)
    assert len(prepare_target(target).wordings) == 1
    assert read_signs(text, context, target) == read_signs(text, context, Target(proposition))


@pytest.mark.parametrize(
    ("target", "quote", "expected"),
    [
        (NUCLEAR, "We must close the last nuclear plant.", "against"),
        (NUCLEAR, "It would be a mistake to close the nuclear plants.", "favor"),
        (GUNS, "Gun freedom is sacred to us.", "against"),
        (GUNS, "Gun freedom is a disaster.", "favor"),
    ],
)
def test_a_quote_in_the_inverses_words_is_found(target: Target, quote: str, expected: str) -> None:
    assert label(quote, Target(target.proposition, target.terms)) is None
    assert label(quote, target) == expected


def test_a_side_by_both_wordings_is_that_side() -> None:
    quote = "We must strengthen gun control. Gun freedom is a disaster."
    assert label(quote, GUNS) == "favor"


def test_sides_that_the_wordings_disagree_on_are_neutral() -> None:
    found = read_signs("We must strengthen gun control. We must protect gun freedom.", "", GUNS)
    assert found is not None
    assert found.label == "neutral"


def test_terms_name_the_propositions_object_and_not_what_the_inverse_wants_instead() -> None:
    assert label("We must strengthen the gun laws.", GUNS) == "favor"


def test_a_person_of_the_inverse_is_judged_as_a_person() -> None:
    race = Target("Tor Hessel should be elected mayor", inverse="Mara Velden should be elected mayor")
    assert label("Mara Velden cannot be trusted.", race) == "favor"
    assert label("Tor Hessel cannot be trusted.", race) == "against"


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_blank_inverse_is_none(blank: str) -> None:
    assert len(prepare_target(Target(NUCLEAR.proposition, inverse=blank)).wordings) == 1


@pytest.mark.parametrize(
    ("proposition", "inverse", "expected"),
    [
        ("The toll should be kept", "The toll should be kept", True),
        ("The toll should be kept", "The toll should be raised", True),
        ("The toll should be kept", "The toll should be scrapped", False),
        ("The toll should be kept", "The toll should not be kept", False),
        ("The toll should be kept", "The bridge should be kept", False),
    ],
)
def test_what_is_read_as_the_same_side_is_no_inverse(proposition: str, inverse: str, expected: bool) -> None:
    assert is_same_side(proposition, inverse) == expected
    assert is_same_side(inverse, proposition) == expected


def test_with_the_same_side_for_an_inverse_every_side_is_doubtful() -> None:
    assert label(
        "We must keep the toll.", Target("The toll should be kept", inverse="The toll should stay")
    ) == ("neutral")


@given(proposition=st.text(), inverse=st.text(), quote=st.text())
def test_any_text_can_be_an_inverse(proposition: str, inverse: str, quote: str) -> None:
    texts = f"{proposition} {quote} {inverse}"
    straight = read_signs(texts, texts, Target(proposition, inverse=inverse))
    assert turned(straight) == plain(read_signs(texts, texts, Target(inverse, inverse=proposition)))
