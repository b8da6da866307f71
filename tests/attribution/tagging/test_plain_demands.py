"""Who has demanded or proposed doing something says so in plain words."""

from __future__ import annotations

import pytest

from attribution.tagging.plain_demands import plain_demands
from attribution.text.document import read_document
from tests.attribution.reading import read_quotes


def demands(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[slice(*one.source)], text[slice(*one.cue)], text[slice(*one.content)])
        for one in plain_demands(read_document(text))
    ]


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        (
            "The talks came as Torland has demanded lifting tariffs to meet its terms.",
            ("Torland", "has demanded", "lifting tariffs to meet its terms"),
        ),
        (
            "Mayor Ilse Brandt has repeatedly proposed closing the canal, a costly plan.",
            ("Mayor Ilse Brandt", "has repeatedly proposed", "closing the canal"),
        ),
        (
            "Farmers met the council, which had suggested raising the fee.",
            ("which", "had suggested", "raising the fee"),
        ),
        (
            "The harbour board has opposed dredging the river.",
            ("The harbour board", "has opposed", "dredging the river"),
        ),
        (
            "It rained. (The talks came after Torland had demanded lifting tariffs.)",
            ("Torland", "had demanded", "lifting tariffs"),
        ),
        (
            "The council (which has proposed closing the canal) met in May.",
            ("which", "has proposed", "closing the canal"),
        ),
        (
            "Torland has demanded lifting tariffs (and fees).",
            ("Torland", "has demanded", "lifting tariffs (and fees)"),
        ),
        (
            "It rained because the council has proposed closing the canal.",
            ("the council", "has proposed", "closing the canal"),
        ),
    ],
)
def test_a_demand_has_who_makes_it_and_what_for(text: str, demand: tuple[str, str, str]) -> None:
    assert demands(text) == [demand]


@pytest.mark.parametrize(
    "text",
    [
        "Torland has demanded nothing.",
        "Torland has demanded tariffs during the talks.",
        "Torland has been lifting tariffs.",
        "Lifting tariffs has been demanded.",
        "Nobody in Torland has demanded lifting tariffs.",
        "Nobody has demanded lifting tariffs.",
        "Nobody but Velden has demanded lifting tariffs.",
        "No minister who has demanded lifting tariffs was heard.",
        "Neither Velden nor Arden has proposed closing the canal.",
        "Neither the council nor the board has proposed closing the canal.",
        "None of the parties has proposed closing the canal.",
        "If Torland had proposed lifting tariffs, the talks would have begun.",
        "If the council had proposed lifting tariffs, the talks would have begun.",
        "Unless Torland has proposed lifting tariffs, nothing happens.",
        "Although Torland has proposed lifting tariffs, nothing happened.",
        "Had Torland had proposed lifting tariffs, nothing would have happened.",
        "On Monday Torland has proposed lifting tariffs.",
        "A spokesman for Torland has proposed lifting tariffs.",
        "The president of Torland has proposed lifting tariffs.",
        "The minister of the interior has proposed lifting tariffs.",
        "Velden and Arden have proposed lifting tariffs.",
        "Velden as well as Arden has proposed lifting tariffs.",
        "Velden & Arden have proposed lifting tariffs.",
        "Who has proposed lifting tariffs?",
        "What Torland has proposed doing is nothing.",
        "",
    ],
)
def test_other_sentences_demand_nothing(text: str) -> None:
    assert demands(text) == []


def test_a_demand_is_a_quote_once_whether_or_not_the_network_has_it() -> None:
    text = "The talks came as Torland has demanded lifting tariffs to meet its terms for the river truce."
    found = [(quote.source, quote.cue, quote.speaker) for quote in read_quotes(text)]
    assert found == [(["Torland"], ["has demanded"], "Torland")]
