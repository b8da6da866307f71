"""A quote toward a proposition becomes one row of pieces, and every piece of the quote knows its place in it."""

from __future__ import annotations

import pytest

from attribution.stance.pair_pieces import (
    LONGEST_PASSAGE,
    LONGEST_PROPOSITION,
    PROPOSITION,
    QUOTE,
    SURROUNDINGS,
    PairPieces,
    read_pair,
)

TOLL = "The bridge toll should stay"


def quoted(pieces: PairPieces, text: str) -> list[str]:
    return [
        text[start:end]
        for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
        if start >= 0
    ]


def test_proposition_surroundings_and_quote_are_told_apart() -> None:
    text = "The toll must go."
    pieces = read_pair(text, "It was late. “The toll must go.” They left.", TOLL)
    assert pieces.parts.tolist() == [PROPOSITION] * 7 + [SURROUNDINGS] * 5 + [QUOTE] * 5 + [SURROUNDINGS] * 5
    assert quoted(pieces, text) == ["The", "toll", "must", "go", "."]


def test_each_segment_of_an_interrupted_quote_is_found_in_the_context() -> None:
    text = "The toll, … must go."
    pieces = read_pair(text, "“The toll,” said Mara Velden, “must go.”", TOLL)
    assert quoted(pieces, text) == ["The", "toll", ",", "must", "go", "."]
    assert SURROUNDINGS in pieces.parts[8:-1]


@pytest.mark.parametrize("context", ["", "Something else was written.", "The toll, she said, must stay."])
def test_without_the_quote_in_it_the_context_is_left_out(context: str) -> None:
    text = "The toll, … must go."
    pieces = read_pair(text, context, TOLL)
    assert "".join(quoted(pieces, text)).startswith("Thetoll")
    assert set(pieces.parts[7:-1].tolist()) == {QUOTE}


def test_of_a_long_passage_the_quote_is_read() -> None:
    text = "The toll must go."
    context = "Nothing was decided on that day. " * 60 + text + " Nothing was decided. " * 60
    pieces = read_pair(text, context, TOLL * 40)
    assert len(pieces.ids) == LONGEST_PROPOSITION + LONGEST_PASSAGE + 3
    assert quoted(pieces, text) == ["The", "toll", "must", "go", "."]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\ud800 toll", "“”", " … ", "toll " * 20_000])
def test_any_text_is_read(text: str) -> None:
    for context in ("", text, f"She said: {text}."):
        pieces = read_pair(text, context, text)
        assert len(pieces.ids) == len(pieces.parts) == len(pieces.starts) == len(pieces.ends)
        assert all(
            0 <= start < end <= len(text)
            for start, end in zip(pieces.starts, pieces.ends, strict=True)
            if start >= 0
        )
