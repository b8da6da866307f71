"""A line that starts with a name and a colon is that person's."""

from __future__ import annotations

import pytest

from tests.attribution.reading import read_quotes

HEAD = "Ostby hearing ends without a vote.\n\n"


def test_a_label_in_capitals_names_the_speaker_of_its_line() -> None:
    (quote,) = read_quotes(HEAD + "VELDEN: The treaty is dead and the river is ours.")
    assert (quote.source, quote.cue) == (["VELDEN"], [":"])
    assert quote.content == ["The treaty is dead and the river is ours"]


def test_a_transcript_has_a_quote_for_every_line() -> None:
    text = (
        HEAD
        + "MODERATOR: Is the treaty dead for good?\n\nVELDEN: It is dead and buried.\n\nMODERATOR: Who killed it, then?"
    )
    assert [quote.source for quote in read_quotes(text)] == [["MODERATOR"], ["VELDEN"], ["MODERATOR"]]


@pytest.mark.parametrize(
    "line",
    ["Photo: The harbour of Ostby at dawn on Monday", "EMAIL: the news desk", "At noon: nothing at all"],
)
def test_other_words_before_a_colon_name_nobody(line: str) -> None:
    assert read_quotes(HEAD + line) == []


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("MARA VELDEN, TNB ANCHOR (voice-over)", "MARA VELDEN"),
        ("SEN. TOM ARDEN (U-OS), CANDIDATE", "SEN. TOM ARDEN"),
    ],
)
def test_a_label_may_give_a_title_after_the_name(label: str, source: str) -> None:
    (quote,) = read_quotes(HEAD + label + ": The treaty is dead and buried.")
    assert quote.source == [source]
    assert quote.content == ["The treaty is dead and buried"]


def test_the_letters_of_question_and_answer_name_nobody() -> None:
    assert read_quotes(HEAD + "Q: Is the treaty dead for good?\n\nA: It is dead and buried.") == []


def test_a_turn_goes_on_in_paragraphs_without_a_label() -> None:
    text = (
        "VELDEN: Is the treaty dead for good?\n\nARDEN: It is dead and buried.\n\nThe river is ours again.\n\n"
        "(APPLAUSE)\n\nVELDEN: Who killed it, then?\n\nARDEN: Nobody in this hall.\n\nThe hall closed at ten."
    )
    quotes = read_quotes(HEAD + text)
    assert quotes[1].content == ["It is dead and buried", "The river is ours again"]
    assert quotes[3].content == ["Nobody in this hall"]


def test_a_repeated_notice_owns_no_paragraph_of_an_article() -> None:
    notice = "WATCH: The river at Ostby on film"
    text = f"{notice}\n\n" + "The talks went on in the hall.\n\n" * 4 + notice
    assert all(len(quote.content) == 1 for quote in read_quotes(HEAD + text))
