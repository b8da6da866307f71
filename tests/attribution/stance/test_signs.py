"""Whether the speaker is for or against a proposition, and which words show it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.stance import Target, prepare_target, read_signs
from attribution.stance.words import Word, words_of

SANCTIONS = Target("Sanctions on Torland should be kept or tightened", ("restrictive measures",))
LIFTING = Target("Sanctions on Torland should be lifted", ("restrictive measures",))
TROOPS = Target("European or allied troops should be deployed to Ukraine", ("boots on the ground",))
CARBON_TAX = Target("The carbon tax should be scrapped")
DEATH_PENALTY = Target("The death penalty should be abolished")
VELDEN = Target("Mara Velden should be elected president")


def label(quote: str, target: Target, context: str = "") -> str | None:
    found = read_signs(quote, context, target)
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


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Velmark would tighten the sanctions on Torland", "favor"),
        ("Velmark would not tighten the sanctions on Torland", "against"),
        ("Velmark will lift the sanctions on Torland", "against"),
        ("Velmark will not lift the sanctions on Torland", "favor"),
        ("Velmark has decided not to lift the sanctions on Torland", "favor"),
        ("Velmark had no plans to lift the sanctions on Torland", "favor"),
        ("the government would lift the sanctions on Torland", "against"),
        ("Karst would lift the sanctions on Torland", "neutral"),
        ("Karst will not lift the sanctions on Torland", "neutral"),
        ("the government of Karst would lift the sanctions on Torland", "neutral"),
        ("Velmark's opposition would lift the sanctions on Torland", "neutral"),
        ("Velmark's farmers oppose the sanctions on Torland", "neutral"),
        ("Velmark could lift the sanctions on Torland", "neutral"),
        ("Velmark would lift the sanctions on Torland only if the war ended", "neutral"),
    ],
)
def test_what_the_speakers_own_side_will_do_is_the_speakers_side(quote: str, expected: str) -> None:
    context = f"Velmark's foreign minister Mara Velden said {quote}."
    assert label(quote, SANCTIONS, context) == expected


def test_the_opposition_does_not_speak_for_its_country() -> None:
    quote = "Velmark will lift the sanctions on Torland"
    assert label(quote, SANCTIONS, f"Velmark's prime minister Mara Velden said {quote}.") == "against"
    assert label(quote, SANCTIONS, f"Velmark's opposition leader Mara Velden said {quote}.") == "neutral"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("the sanctions on Torland would be tightened in March", "favor"),
        ("the sanctions on Torland would be lifted in March", "against"),
        ("the sanctions on Torland would not be lifted", "favor"),
        ("ministers had discussed how the sanctions on Torland could be increased", "favor"),
        ("the sanctions on Torland could be lifted", "neutral"),
        ("the sanctions on Torland might be tightened", "neutral"),
        ("the sanctions on Torland would be lifted once the war was over", "neutral"),
        ("if Karst won the vote, the sanctions on Torland would be lifted", "neutral"),
        ("the sanctions on Torland would be lifted by Karst", "neutral"),
        ("Karst's sanctions on Torland would be lifted", "neutral"),
        ("the sanctions on Torland would be lifted too early", "neutral"),
        ("the sanctions on Torland would be lifted, which was a disaster", "neutral"),
        ("the sanctions on Torland would not be lifted again", "neutral"),
        ("nobody believed that the sanctions on Torland would be lifted", "neutral"),
    ],
)
def test_who_announces_a_deed_wants_it(quote: str, expected: str) -> None:
    assert label(quote, SANCTIONS, f"Mara Velden said {quote}.") == expected


@pytest.mark.parametrize(
    "context",
    [
        "Analysts said {}.",
        "The survey says {}.",
        "Mara Velden predicted that {}.",
        "Critics warned that {}.",
        "Mara Velden denied that {}.",
        "{}",
    ],
)
def test_who_only_foresees_a_deed_has_not_planned_it(context: str) -> None:
    quote = "sanctions on Torland will be lifted"
    assert (
        label(quote, SANCTIONS, "Mara Velden announced that sanctions on Torland will be lifted.")
        == "against"
    )
    assert label(quote, SANCTIONS, context.format(quote)) == "neutral"


def test_would_is_a_plan_in_reported_speech_and_a_supposition_in_direct_speech() -> None:
    quote = "The sanctions on Torland would be lifted"
    assert label(quote, SANCTIONS, f"{quote}, Mara Velden said.") == "against"
    assert label(quote, SANCTIONS, f"“{quote},” Mara Velden said.") == "neutral"


@pytest.mark.parametrize(
    ("quote", "speaker", "expected"),
    [
        ("several European nations would deploy troops to Ukraine", "French minister Odile Marn", "favor"),
        ("several European nations would deploy troops to Ukraine", "Odile Marn", "neutral"),
        ("France will not send troops to Ukraine", "French minister Odile Marn", "against"),
        ("France will not send troops to Ukraine", "Danish minister Odile Marn", "neutral"),
        ("French troops were not foreseen in Ukraine", "French minister Odile Marn", "against"),
        ("French troops were not foreseen in Ukraine", "Danish minister Odile Marn", "neutral"),
        ("French troops in Ukraine were under discussion", "French minister Odile Marn", "neutral"),
        ("the proposed force could deploy to towns in Ukraine", "Odile Marn", "favor"),
        ("officers would work out where the contingents could be deployed in Ukraine", "Odile Marn", "favor"),
    ],
)
def test_whose_troops_they_are_decides_whose_side_it_is(quote: str, speaker: str, expected: str) -> None:
    assert label(quote, TROOPS, f"{speaker} said {quote}.") == expected


@pytest.mark.parametrize(
    "quote",
    [
        "the troops would not be sent to the front line in Ukraine",
        "France would not send troops to the front line in Ukraine",
        "France would not send troops alone, but with all its allies in Ukraine",
    ],
)
def test_refusing_one_way_of_doing_it_is_not_refusing_it(quote: str) -> None:
    assert label(quote, TROOPS, f"French minister Odile Marn said {quote}.") == "neutral"


def test_a_pronoun_stands_for_the_object_if_its_verb_and_place_say_so() -> None:
    quote = "they would be deployed at strategic places in Ukraine"
    assert label(quote, TROOPS, f"Odile Marn said {quote}.") == "favor"
    assert label("they would be welcomed at many places in Ukraine", TROOPS) is None
    assert label("they would be deployed at strategic places in Karst", TROOPS) is None


def test_a_whole_term_says_which_object_is_meant() -> None:
    assert label("Allied troops must be deployed as boots on the ground.", TROOPS) == "favor"
    assert label("Allied troops must be deployed.", TROOPS) is None


def test_a_judgement_before_if_is_of_what_follows() -> None:
    assert label("It would be a mistake if we lifted the sanctions on Torland.", SANCTIONS) == "favor"
    assert label("It would be a mistake if we tightened the sanctions on Torland.", SANCTIONS) == "against"


def test_a_judgement_reaches_past_whom_it_is_for() -> None:
    quote = "It is a mistake for a small country in our difficult place to lift the sanctions on Torland."
    assert label(quote, SANCTIONS) == "favor"
    assert label(quote.replace("to lift", "to refuse to lift"), SANCTIONS) == "against"
    assert label(quote.replace("to lift", "not to lift"), SANCTIONS) != "favor"


def test_a_fault_or_merit_counts_for_a_person_and_not_for_a_thing() -> None:
    assert label("Mara Velden cannot be trusted.", VELDEN) == "against"
    assert label("Mara Velden gets things done.", VELDEN) == "favor"
    assert label("Our tax gets things done.", Target("The tax should be raised")) == "neutral"


def test_a_participle_before_the_object_names_its_kind() -> None:
    quote = "The proposed sanctions on Torland must be adopted."
    assert label(quote, SANCTIONS) == "favor"


def test_a_reporting_clause_is_found_in_a_long_context() -> None:
    quote = "lifting the sanctions on Torland"
    filler = "The harvest was good this year. " * 1_000
    assert label(quote, SANCTIONS, f"{filler}Mara Velden opposed {quote} at once. {filler}") == "favor"


def test_only_the_part_of_an_endless_quote_that_names_the_object_is_read() -> None:
    filler = "The harvest was good this year. " * 3_000
    quote = f"{filler}We must keep the sanctions on Torland. {filler}"
    found = read_signs(quote, "", SANCTIONS)
    assert found is not None
    assert (found.label, quote[slice(*found.evidence)]) == ("favor", "must keep the sanctions")


def test_the_words_read_do_not_grow_with_an_endless_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def count(text: str, start: int = 0, end: int | None = None) -> list[Word]:
        words = words_of(text, start, end)
        read.append(len(words))
        return words

    monkeypatch.setattr("attribution.stance.signs.words_of", count)
    label("We must not lift the sanctions on Torland. " * 1_000, SANCTIONS)
    label("We must not lift the sanctions on Torland. " * 20_000, SANCTIONS)
    assert read[0] == read[1]


def test_an_attack_that_introduces_a_quote_is_the_speakers_side() -> None:
    quote = "she would abolish every tax"
    assert label(quote, VELDEN, f"Tor Hessel attacked Mara Velden, saying {quote}.") == "against"


def test_what_a_person_will_do_is_no_plan_to_elect_that_person() -> None:
    quote = "Mara Velden will raise every tax"
    assert label(quote, VELDEN, f"Tor Hessel said {quote}.") == "neutral"


def test_what_the_object_would_do_is_no_plan_for_it() -> None:
    quote = "the sanctions on Torland would extend the war"
    assert label(quote, SANCTIONS, f"Tor Hessel said {quote}.") != "favor"


def test_a_wish_in_unknown_words_is_not_a_wish_for_the_object() -> None:
    assert label("We want Mara Velden to drop out of the race.", VELDEN) == "neutral"


@pytest.mark.parametrize(("target", "quote"), [*FAVOR, *AGAINST])
def test_evidence_slices_the_words_that_carried_it(target: Target, quote: str) -> None:
    found = read_signs(quote, "", target)
    assert found is not None
    assert quote[found.evidence.start : found.evidence.end].strip()


def test_evidence_holds_verb_negation_and_object() -> None:
    quote = "Listen, we should not ease the sanctions on Torland, said Velden."
    found = read_signs(quote, "", SANCTIONS)
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
        first, second = (read_signs(quote, f"{context}{quote}", target) for _ in range(2))
        assert first == second
        if first is not None:
            assert quote[first.evidence.start : first.evidence.end]
