"""In a transcript, a line that starts with a name and a colon is that person's."""

from __future__ import annotations

import pytest

from attribution.extraction import Span
from attribution.tagging.labelled_lines import is_topic_label, labelled_turns
from attribution.text.document import read_document
from tests.attribution.reading import read_quotes

HEAD = "Ostby hearing ends without a vote.\n\n"
TALK = "MODERATOR: Is the treaty dead for good?\n\nVELDEN: It is dead and buried.\n\nMODERATOR: Who killed it, then?"


def turns(text: str) -> list[tuple[str, list[str]]]:
    return [
        (
            text[turn.source.start : turn.source.end] if turn.source else "",
            [text[start:end] for start, end in turn.content],
        )
        for turn in labelled_turns(read_document(text))
    ]


def test_a_transcript_has_a_turn_for_every_line() -> None:
    assert turns(HEAD + TALK) == [
        ("MODERATOR", ["Is the treaty dead for good?"]),
        ("VELDEN", ["It is dead and buried."]),
        ("MODERATOR", ["Who killed it, then?"]),
    ]


def test_the_lines_of_a_transcript_are_quotes_of_who_speaks() -> None:
    quotes = read_quotes(HEAD + TALK)
    assert [quote.source for quote in quotes] == [["MODERATOR"], ["VELDEN"], ["MODERATOR"]]
    assert [quote.cue for quote in quotes] == [[":"]] * 3
    assert quotes[1].content == ["It is dead and buried"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("MARA VELDEN, TNB ANCHOR (voice-over)", "MARA VELDEN"),
        ("SEN. TOM ARDEN (U-OS), CANDIDATE", "SEN. TOM ARDEN"),
        ("Mara Velden", "Mara Velden"),
    ],
)
def test_a_label_may_give_a_title_after_the_name(label: str, name: str) -> None:
    text = f"{label}: The treaty is dead.\n\nARDEN: It is.\n\n{label}: And buried."
    assert [source for source, _ in turns(text)] == [name, "ARDEN", name]


@pytest.mark.parametrize("name", ["TOM “DUKE” RIBECK", "Tom “Duke” Ribeck", "Tom (“Duke”) Ribeck"])
def test_a_label_may_have_a_nickname_in_it(name: str) -> None:
    text = f"{name}: Treaty dead, hall shut.\n\nVELDEN: Dead, yes.\n\n{name}: And who did it?\n\nVELDEN: You."
    quotes = read_quotes(text)
    assert [(quote.source, quote.content) for quote in quotes] == [
        ([name], ["Treaty dead, hall shut"]),
        (["VELDEN"], ["Dead, yes"]),
        ([name], ["And who did it?"]),
        (["VELDEN"], ["You"]),
    ]
    assert [quote.cue for quote in quotes] == [[":"]] * 4


def test_a_turn_goes_on_in_paragraphs_without_a_label_but_not_in_asides() -> None:
    text = (
        "VELDEN: Is the treaty dead for good?\n\nARDEN: It is dead and buried.\n\nThe river is ours again.\n\n"
        "(APPLAUSE)\n\nVELDEN: Who killed it, then?\n\nARDEN: Nobody in this hall.\n\nThe hall closed at ten."
    )
    assert turns(text)[1] == ("ARDEN", ["It is dead and buried.", "The river is ours again."])
    assert turns(text)[3] == ("ARDEN", ["Nobody in this hall."])


def test_a_label_that_says_what_it_is_about_names_no_speaker() -> None:
    text = "Coach Ivo Marsh: “It was hard.”\nOn Petra Roth: “She was tired.”"
    assert [(quote.content, quote.speaker) for quote in read_quotes(text)] == [
        (["It was hard."], "Ivo Marsh"),
        (["She was tired."], None),
    ]


def test_a_topic_is_looked_for_beside_the_label_however_long_the_line() -> None:
    document = read_document("On " + "word " * 50 + "Petra Roth: “She was tired.”")
    source = Span(document.text.index("Petra"), document.text.index(":"))
    assert not is_topic_label(document, source, Span(source.end, source.end + 1))


def test_the_questions_of_an_interview_have_no_source() -> None:
    text = "Q: Is the treaty dead?\n\nA: It is.\n\nQ: For good?\n\nA: For good."
    assert [source for source, _ in turns(text)] == ["", "A", "", "A"]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: The harbour of Ostby at dawn on Monday",
        "WATCH: The river at Ostby\n\nIt rained.\n\nWATCH: The harbour at Ostby\n\nIt snowed.\n\nWATCH: The hall",
        "VELDEN: It is dead.\n\n" + "The talks went on.\n\n" * 5 + "ARDEN: It is.\n\nVELDEN: Is it?",
        "Monday: rain\n\nTuesday: snow\n\nWednesday: wind",
        "",
    ],
)
def test_other_texts_have_no_turns(text: str) -> None:
    assert turns(text) == []
