"""Whether the speaker is for or against a proposition, and which words show it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.stance import Target, prepare_target, stance

SANCTIONS = Target("Sanctions on Torland should be kept or tightened", ("restrictive measures",))
LIFTING = Target("Sanctions on Torland should be lifted", ("restrictive measures",))
TROOPS = Target("European or allied troops should be deployed to Ukraine", ("boots on the ground",))
CARBON_TAX = Target("The carbon tax should be scrapped")
DEATH_PENALTY = Target("The death penalty should be abolished")
VELDEN = Target("Mara Velden should be elected president")


def label(quote: str, target: Target, context: str = "") -> str | None:
    found = stance(quote, context, target)
    return None if found is None else found.label


FAVOR = [
    (SANCTIONS, "We must tighten the sanctions on Torland."),
    (SANCTIONS, "Sanctions on Torland are crucial."),
    (SANCTIONS, "We need tougher sanctions on Torland."),
    (SANCTIONS, "My government opposes any easing of sanctions on Torland."),
    (TROOPS, "We are ready to send troops to Ukraine."),
    (TROOPS, "Deploying a contingent in Ukraine is the only way to guarantee peace."),
    (CARBON_TAX, "The carbon tax is a disaster for families."),
    (CARBON_TAX, "The carbon tax is no longer needed and should be abolished."),
    (DEATH_PENALTY, "The death penalty is barbaric."),
    (VELDEN, "I will vote for Mara Velden."),
]
AGAINST = [
    (SANCTIONS, "Lift the sanctions on Torland now!"),
    (SANCTIONS, "We want the sanctions on Torland lifted."),
    (SANCTIONS, "I demand that the sanctions on Torland be lifted."),
    (SANCTIONS, "There is no reason to keep sanctions on Torland."),
    (TROOPS, "I rule out sending soldiers to Ukraine."),
    (TROOPS, "We will not send troops to Ukraine."),
    (TROOPS, "Putting boots on the ground in Ukraine would lead to war."),
    (CARBON_TAX, "We must keep the carbon tax."),
    (DEATH_PENALTY, "The death penalty deters crime and must be kept."),
    (VELDEN, "Velden is a liar and unfit for office."),
]


@pytest.mark.parametrize(("target", "quote"), FAVOR)
def test_favor(target: Target, quote: str) -> None:
    assert label(quote, target) == "favor"


@pytest.mark.parametrize(("target", "quote"), AGAINST)
def test_against(target: Target, quote: str) -> None:
    assert label(quote, target) == "against"


@pytest.mark.parametrize(
    "quote",
    [
        "We should not ease the sanctions on Torland.",
        "I don't think we should lift sanctions on Torland.",
        "It would be a mistake to lift sanctions on Torland now.",
        "It is a mistake to oppose the sanctions on Torland.",
        "I oppose lifting the sanctions on Torland.",
        "No one should defy the sanctions on Torland.",
        "Nobody can claim the sanctions on Torland are useless.",
        "I fear the sanctions on Torland will be lifted.",
        "Why should we lift the sanctions on Torland?",
    ],
)
def test_two_negatives_are_resolved_to_the_end(quote: str) -> None:
    assert label(quote, SANCTIONS) == "favor"


@pytest.mark.parametrize(
    "quote",
    [
        "Velmark wants us to lift the sanctions on Torland.",
        "The opposition opposes the sanctions on Torland.",
        "Critics say the sanctions on Torland are a disaster.",
        "According to the farmers, sanctions on Torland are a disaster.",
        "In the survey 60 percent of voters said sanctions on Torland should be lifted.",
        "The idea that we should lift the sanctions on Torland came from Velmark.",
    ],
)
def test_what_others_want_is_not_the_speakers_side(quote: str) -> None:
    assert label(quote, SANCTIONS) == "neutral"


@pytest.mark.parametrize(
    "quote",
    [
        "The sanctions on Torland were lifted in 2019.",
        "Should the sanctions on Torland be lifted?",
        "If sanctions on Torland are lifted, the talks will go on in Karst.",
        "We must discuss the sanctions on Torland.",
        "Sanctions on Torland may be lifted next year.",
        "I cannot rule out lifting sanctions on Torland.",
    ],
)
def test_facts_questions_conditions_and_possibilities_take_no_side(quote: str) -> None:
    assert label(quote, SANCTIONS) == "neutral"


def test_what_follows_a_concession_decides() -> None:
    assert label("Sanctions on Torland are painful, but they must stay.", SANCTIONS) == "favor"
    assert (
        label("Although sanctions on Torland hurt farmers, we must keep the sanctions.", SANCTIONS) == "favor"
    )


def test_a_pronoun_refers_to_what_others_propose() -> None:
    assert (
        label("Some want to lift the sanctions on Torland. That would be a disaster.", SANCTIONS) == "favor"
    )


def test_a_pronoun_two_sentences_on_refers_to_something_else() -> None:
    quote = "Some want to lift the sanctions on Torland. We met in Karst. It was a disaster."
    assert label(quote, SANCTIONS) == "neutral"


def test_a_quote_that_says_both_is_neutral() -> None:
    quote = "We must keep the sanctions on Torland. We must lift the sanctions on Torland."
    assert label(quote, SANCTIONS) == "neutral"


def test_two_targets_in_one_quote_may_get_opposite_stances() -> None:
    quote = "We must keep the sanctions on Torland, but our troops must never be sent to Ukraine."
    assert label(quote, SANCTIONS) == "favor"
    assert label(quote, TROOPS) == "against"


@pytest.mark.parametrize(
    "quote",
    [
        "Torland is bombing our cities every day.",
        "Sanctions on Velmark and Iran must stay.",
        "The harvest was good.",
    ],
)
def test_the_place_alone_is_not_the_object(quote: str) -> None:
    assert label(quote, SANCTIONS) is None


@pytest.mark.parametrize(
    "quote",
    [
        "Russian troops in Ukraine must leave.",
        "Ukrainian troops must be deployed in the east of Ukraine.",
        "European troops must be deployed to Mali.",
        "An attack on a school in Ukraine is a crime.",
    ],
)
def test_other_peoples_troops_and_other_places_are_not_the_object(quote: str) -> None:
    assert label(quote, TROOPS) is None


def test_another_bearer_of_a_candidates_surname_is_somebody_else() -> None:
    assert label("We think Tom Velden is a liar.", VELDEN) is None


def test_a_term_widens_the_object_and_a_place_as_term_only_says_which_one() -> None:
    quote = "The restrictive measures must stay until Ukraine is free."
    assert label(quote, SANCTIONS) == "favor"
    assert (
        label("Sanctions must stay until Ukraine is free.", Target("Sanctions on Russia should be kept"))
        is None
    )
    with_place = Target("Sanctions on Russia should be kept", ("Ukraine",))
    assert label("Sanctions must stay until Ukraine is free.", with_place) == "favor"
    assert label("Ukraine is free.", with_place) is None


@pytest.mark.parametrize(
    ("quote", "context", "expected"),
    [
        ("lifting the sanctions", "Torland has demanded lifting the sanctions at once.", "against"),
        ("lifting the sanctions", "Torland's neighbours opposed lifting the sanctions at once.", "favor"),
        ("lifting the sanctions", "The ministers of Torland spoke about lifting the sanctions.", "neutral"),
    ],
)
def test_the_cue_before_an_indirect_quote_counts(quote: str, context: str, expected: str) -> None:
    assert label(quote, SANCTIONS, context) == expected


def test_a_side_mentioned_beside_the_speaker_does_not_govern_what_is_said() -> None:
    context = "Lawmakers opposing the plan said sanctions on Torland were lifted in May."
    assert label("sanctions on Torland were lifted in May", SANCTIONS, context) == "neutral"


@pytest.mark.parametrize(("target", "quote"), [*FAVOR, *AGAINST])
def test_evidence_slices_the_words_that_carried_it(target: Target, quote: str) -> None:
    found = stance(quote, "", target)
    assert found is not None
    assert quote[found.evidence.start : found.evidence.end].strip()
    assert 0 < found.confidence < 1


def test_evidence_holds_verb_negation_and_object() -> None:
    quote = "Listen, we should not ease the sanctions on Torland, said Velden."
    found = stance(quote, "", SANCTIONS)
    assert found is not None
    assert quote[slice(*found.evidence)] == "should not ease the sanctions"


@pytest.mark.parametrize("quote", [quote for target, quote in [*FAVOR, *AGAINST] if target is SANCTIONS])
def test_the_inverse_proposition_gets_the_opposite_label(quote: str) -> None:
    assert {label(quote, SANCTIONS), label(quote, LIFTING)} == {"favor", "against"}


def test_a_side_of_a_noun_phrase_or_an_imperative_is_read_too() -> None:
    assert label("I have always supported gun control.", Target("gun control")) == "favor"
    assert label("Fracking poisons our water and must be banned.", Target("Ban fracking")) == "favor"


def test_a_prepared_target_is_made_once() -> None:
    assert prepare_target(SANCTIONS) is prepare_target(Target(SANCTIONS.proposition, SANCTIONS.terms))


FRAGMENTS = st.sampled_from(
    [
        "sanctions on Torland",
        "we",
        "not",
        "must",
        "lift",
        "if",
        "?",
        ". ",
        "that",
        "\x00",
        "\ud800",
        "“",
        "…",
        "ŉİ",
        ",",
    ]
)
ANY_TEXT = st.one_of(
    st.text(st.characters(categories=None)),
    st.lists(FRAGMENTS, max_size=30).map(" ".join),
    st.lists(FRAGMENTS).map("".join),
)


@given(quote=ANY_TEXT, context=ANY_TEXT, proposition=ANY_TEXT, terms=st.lists(ANY_TEXT, max_size=2))
def test_any_text_is_accepted_and_evidence_always_slices(
    quote: str, context: str, proposition: str, terms: list[str]
) -> None:
    for target in (SANCTIONS, VELDEN, Target(proposition, tuple(terms))):
        first, second = (stance(quote, f"{context}{quote}", target) for _ in range(2))
        assert first == second
        if first is not None:
            assert quote[first.evidence.start : first.evidence.end]
