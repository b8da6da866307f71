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
