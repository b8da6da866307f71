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
        "",
    ],
)
def test_other_sentences_demand_nothing(text: str) -> None:
    assert demands(text) == []


def test_a_demand_is_a_quote_once_whether_or_not_the_network_has_it() -> None:
    text = "The talks came as Torland has demanded lifting tariffs to meet its terms for the river truce."
    found = [(quote.source, quote.cue, quote.speaker) for quote in read_quotes(text)]
    assert found == [(["Torland"], ["has demanded"], "Torland")]
