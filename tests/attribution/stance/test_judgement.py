"""Every pair of text and target gets a label and a number, and a proposition turned about turns the label about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution.stance import PairAnswer, Stance, Target, label_pair, stance
from training.stance.pairs import Pair, read_written

WRITTEN = list(read_written("dev"))
PROPOSITIONS = sorted({pair.target for pair in WRITTEN})
TURNED = {"favor": "against", "against": "favor"}
TOLL = Target("The bridge toll should be abolished")


def turned(found: PairAnswer | Stance | None) -> tuple[object, ...] | None:
    return None if found is None else (TURNED.get(found.label, found.label), found.confidence, found.evidence)


def plain(found: PairAnswer | Stance | None) -> tuple[object, ...] | None:
    return None if found is None else (found.label, found.confidence, found.evidence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We must abolish the bridge toll.", "favor"),
        ("We will never abolish the bridge toll.", "against"),
        ("The committee will discuss the bridge toll on Tuesday.", "neutral"),
        ("The harvest was good.", "unrelated"),
        ("", "unrelated"),
    ],
)
def test_each_label_comes_with_a_confidence(text: str, expected: str) -> None:
    answer = label_pair(text, "", TOLL)
    assert answer.label == expected
    assert 0 < answer.confidence <= 1
    assert (answer.evidence is None) == (expected == "unrelated")


def test_the_context_counts() -> None:
    quote = "abolishing the bridge toll"
    assert label_pair(quote, f"Mayor Tor Hessel opposed {quote}.", TOLL).label == "against"


@pytest.mark.parametrize(
    ("text", "context", "named"),
    [
        ("The bridge toll must go.", "", True),
        ("It must go.", "Mara Velden said of the bridge toll: “It must go.”", True),
        ("It must go.", "", False),
    ],
)
def test_only_a_quote_that_may_be_about_the_target_has_a_stance(text: str, context: str, named: bool) -> None:
    found = stance(text, context, TOLL)
    answer = label_pair(text, context, TOLL)
    if named and answer.label != "unrelated":
        assert plain(found) == plain(answer)
    else:
        assert found is None


@settings(max_examples=25)
@given(pair=st.sampled_from(WRITTEN), inverse=st.sampled_from(PROPOSITIONS))
def test_proposition_and_inverse_change_places_and_every_side_with_them(pair: Pair, inverse: str) -> None:
    """With any other proposition for an inverse, however little sense that makes."""
    straight = Target(pair.target, inverse=inverse)
    round_ = Target(inverse, inverse=pair.target)
    for read in (stance, label_pair):
        assert turned(read(pair.text, pair.context, straight)) == plain(read(pair.text, pair.context, round_))


@settings(max_examples=25)
@given(proposition=st.text(), inverse=st.text(), quote=st.text())
def test_any_text_gets_an_answer_that_shows_words_of_the_quote(
    proposition: str, inverse: str, quote: str
) -> None:
    answer = label_pair(quote, quote, Target(proposition, inverse=inverse))
    assert 0 <= answer.confidence <= 1
    if answer.evidence is not None:
        assert 0 <= answer.evidence.start < answer.evidence.end <= len(quote)
