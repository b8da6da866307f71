"""A nickname in quotation marks is part of its bearer's name and nobody's words."""

from __future__ import annotations

import pytest

from attribution import extract
from attribution.speakers.nicknames import without_nicknames
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from tests.attribution.reading import only_quote


def nicknames(text: str) -> list[str]:
    document = read_document(text)
    read, kept = without_nicknames(document, scan_quotation_marks(document).regions)
    assert len(read.folded) == len(text)
    assert len(kept) + len(read.nicknames) == len(scan_quotation_marks(document).regions)
    return [text[start:end] for start, end in read.nicknames]


@pytest.mark.parametrize(
    ("text", "nickname"),
    [
        ("Tom “Duke” Ribeck opened the hall.", "“Duke”"),
        ('Tom "Duke" Ribeck opened the hall.', '"Duke"'),
        ("Tom ‘Duke’ Ribeck opened the hall.", "‘Duke’"),
        ("Tom (“Duke”) Ribeck opened the hall.", "(“Duke”)"),
        ("It was Ilmar “the Hammer” Velden who opened the hall.", "“the Hammer”"),
        ("Mara J. “Red” Velden Jr. opened the hall.", "“Red”"),
        ("Tom “Big River” van der Ribeck opened the hall.", "“Big River”"),
    ],
)
def test_a_nickname_stands_between_names(text: str, nickname: str) -> None:
    assert nicknames(text) == [nickname]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Velden said “Yes” Monday.",
        "Mara Velden said, “Never.” Ribeck left.",
        "Tom said “No” and Ribeck left.",
        "Arden Calls Velden “Weak” Leader",
        "Arden Calls Jon “Weak” On River",
        "They read the Ostby “Rivers” Report.",
        "The book “Rivers” sold well.",
        "The crowd shouted “Duke” Monday.",
        "In Ostby “Duke” Ribeck opened the hall.",
        "“Duke” Ribeck opened the hall.",
        "It was Velden’s “Rivers” Ribeck read.",
    ],
)
def test_other_quotations_are_no_nicknames(text: str) -> None:
    assert nicknames(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tom “Duke” Ribeck said the hall would open in May.",
        "Councillor Tom “Duke” Ribeck, a miller, said the hall would open in May.",
        "The hall will open in May, according to Tom “Duke” Ribeck.",
        "“The hall will open in May,” said Tom “Duke” Ribeck.",
        "Tom “Duke” Ribeck told reporters: “The hall will open in May.”",
    ],
)
def test_the_source_and_the_speaker_have_the_whole_name(text: str) -> None:
    quote = only_quote(text)
    assert "Tom “Duke” Ribeck" in quote.source[0]
    assert quote.speaker == "Tom “Duke” Ribeck"
    assert "Duke" not in "".join(quote.content)


def test_one_with_a_nickname_is_the_same_without_it() -> None:
    text = "“It is late,” said Tom “Duke” Ribeck. It rained. “We go,” Ribeck said. “Now,” said Tom Ribeck."
    (speaker,) = extract(text).speakers
    assert speaker.name == "Tom “Duke” Ribeck"
    assert set(speaker.aliases) == {"Ribeck", "Tom Ribeck"}


def test_a_nickname_within_a_content_does_not_make_it_quoted() -> None:
    quote = only_quote("Mara Velden said that Tom “Duke” Ribeck had lied.")
    assert (quote.type, quote.content) == ("indirect", ["that Tom “Duke” Ribeck had lied"])
