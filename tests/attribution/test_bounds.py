"""What follows from where a quote begins and ends."""

from __future__ import annotations

import pytest

from attribution import Span
from attribution.bounds import read_bounds

TEXT = "Rain fell. “The quay stays shut,” Mara Velden said, “until May,” and left. She called it “a shame”."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (("The quay stays shut,",), "direct"),
        (("quay", "until May,"), "direct"),
        (("She called it “a shame”",), "mixed"),
        (("quay", "and left"), "mixed"),
        (("Rain fell",), "indirect"),
    ],
)
def test_type_is_how_much_stands_in_quotation_marks(content: tuple[str, ...], kind: str) -> None:
    assert read_bounds(TEXT, [span(words) for words in content]).type == kind


def test_context_is_the_sentences_of_all_parts() -> None:
    shame = read_bounds(TEXT, [span("a shame")])
    assert TEXT[shame.context.start : shame.context.end] == "She called it “a shame”."
    both = read_bounds(TEXT, [span("a shame")], [span("Mara Velden")])
    assert TEXT[both.context.start : both.context.end] == TEXT.removeprefix("Rain fell. ")


@pytest.mark.parametrize("text", ["x", "“", "“a", "\n\na\n\n", "\x00\ud800", "“" * 2000])
def test_any_text_has_bounds(text: str) -> None:
    bounds = read_bounds(text, [Span(0, len(text))])
    assert 0 <= bounds.context.start <= bounds.context.end <= len(text)
