"""The tagger marks contents, cues and sources, and leaves quotations it cannot place to linking."""

from __future__ import annotations

import pytest

from attribution.document import read_document
from attribution.quotation_marks import scan_quotation_marks
from attribution.tagger import Part, tag_parts


def parts_of(text: str) -> tuple[Part, ...]:
    document = read_document(text)
    return tag_parts(document, scan_quotation_marks(document).regions)


def tagged(text: str, kind: str) -> list[str]:
    return [text[part.span.start : part.span.end] for part in parts_of(text) if part.kind == kind]


def test_the_parts_of_an_attribution_share_its_cue() -> None:
    text = "“It is late,” Mara Velden said."
    cue = next(part.span for part in parts_of(text) if part.kind == "cue")
    assert text[cue.start : cue.end] == "said"
    assert {(part.kind, part.cue) for part in parts_of(text)} == {
        ("cue", cue),
        ("source", cue),
        ("content", cue),
    }


def test_auxiliaries_belong_to_the_cue() -> None:
    assert tagged("Mara Velden has repeatedly denied that it was late.", "cue") == ["has repeatedly denied"]


def test_a_quotation_without_a_cue_is_tagged_alone() -> None:
    text = "The book “Rivers of Torland” sold well."
    assert [(part.kind, part.cue) for part in parts_of(text)] == [("content", None)]


def test_one_sentence_may_hold_several_attributions() -> None:
    text = "Mara Velden said the bill was dead, adding that Torland would wait."
    assert tagged(text, "cue") == ["said", "adding"]
    assert tagged(text, "content") == ["the bill was dead", "that Torland would wait"]


def test_a_relative_clause_is_reported_within_a_larger_report() -> None:
    text = "Mara Velden announced a package that she said was worth two million crowns."
    assert "was worth two million crowns" in tagged(text, "content")


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Torland has demanded that the sanctions end.", "has demanded", "that the sanctions end"),
        ("Mara Velden called the vote “a farce.”", "called", "the vote “a farce.”"),
        ("Mara Velden hopes to sign the treaty.", "hopes", "to sign the treaty"),
        ("Mara Velden denied that she took the money.", "denied", "that she took the money"),
        ("Velden accused Ribeck of lying to voters.", "accused", "Ribeck of lying to voters"),
    ],
)
def test_beliefs_demands_and_accusations_are_attributions_too(text: str, cue: str, content: str) -> None:
    assert tagged(text, "cue") == [cue]
    assert tagged(text, "content") == [content]


def test_confidence_is_a_probability() -> None:
    text = "“It is late,” Mara Velden said. The book “Rivers” sold. Critics fear a storm."
    assert all(0.0 <= part.confidence <= 1.0 for part in parts_of(text))
