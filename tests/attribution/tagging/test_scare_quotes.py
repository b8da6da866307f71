"""Quotation marks around a name, a title or a word quote nobody."""

from __future__ import annotations

import pytest

from tests.attribution.reading import only_quote, read_quotes


def quoted_words(text: str) -> list[str]:
    """The contents that are nothing but a quotation."""
    return [content for quote in read_quotes(text) for content in quote.content if f"“{content}”" in text]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Velden never joined the so-called “peace camp” in the council.",
        "The council passed the bill in a “historic” vote.",
        "Mara Velden won a “historic” vote in Ostby on Tuesday.",
        "The word “never” occurs twice in the treaty.",
        "Mara Velden avoided the word “never” in her letter.",
        "Mara Velden wrote a novel called “Rivers of Torland” in 1998.",
        "Mara Velden sang “Rivers of Torland” at the opening.",
        "Ribeck, known as “the Duke”, opened the hall.",
        "Tom Ribeck leads the self-styled “river guard” of Ostby.",
    ],
)
def test_what_is_only_named_is_no_quote(text: str) -> None:
    assert quoted_words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We will not sign,” Mara Velden said. “River tax” is what farmers call the levy.",
        "“We will not sign,” Mara Velden said when asked about the levy. “River tax” is a word for a fee on barges.",
        "“We will not sign,” Mara Velden said after a brief “sorry” to Tom Ribeck.",
    ],
)
def test_words_within_a_sentence_are_not_added_to_the_quotation_before_it(text: str) -> None:
    assert quoted_words(text) == ["We will not sign,"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Velden used the word “never” four times.",
        "Mara Velden called the vote “historic.”",
        "“Never,” Mara Velden said.",
        "“Rivers of Torland,” Mara Velden said, “is my favourite book.”",
        "Mara Velden said: “Never.”",
        "“We will not sign,” Mara Velden said. “Not now.”",
        "Mara Velden said the vote was “historic.”",
    ],
)
def test_few_words_that_somebody_said_stay_quotes(text: str) -> None:
    quotes = read_quotes(text)
    assert [quote.speaker for quote in quotes] == ["Mara Velden"]


def test_a_second_half_that_goes_on_stays_with_the_first() -> None:
    quote = only_quote("“We will not sign,” Mara Velden said, “unless the river is ours.”")
    assert quote.content == ["We will not sign,", "unless the river is ours."]
