"""The tagger marks contents, cues and sources, and leaves quotations it cannot place to linking."""

from __future__ import annotations

import pytest

from attribution.tagging.tagger import Part, tag_parts
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


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


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Mara Velden told the Ostby Post: “It is late.”", "Mara Velden", "told", "It is late."),
        (
            "Mara Velden told the Financial Post on Monday: “It is late.”",
            "Mara Velden",
            "told",
            "It is late.",
        ),
        (
            "Shortly after, a harbour source told Sky: “It is late.”",
            "a harbour source",
            "told",
            "It is late.",
        ),
        ("She went on: “It is late.”", "She", "went on", "It is late."),
        (
            "According to the ministry’s website: “It is late.”",
            "the ministry’s website",
            "According to",
            "It is late.",
        ),
        ("Judge Mara Velden held that: “It is late.”", "Judge Mara Velden", "held", "It is late."),
        (
            "Counsel Mara Velden submitted that it was late.",
            "Counsel Mara Velden",
            "submitted",
            "it was late",
        ),
        ("“It is late,” begins Mara Velden.", "Mara Velden", "begins", "It is late,"),
        ("“It is late,” whispers Mara Velden.", "Mara Velden", "whispers", "It is late,"),
    ],
)
def test_the_source_is_who_speaks_and_the_content_what_is_said(
    text: str, source: str, cue: str, content: str
) -> None:
    assert tagged(text, "source") == [source]
    assert tagged(text, "cue")[0].rstrip(":").removesuffix(" that") == cue
    assert content in tagged(text, "content")[0]
    assert len(tagged(text, "content")) == 1


def test_whom_somebody_told_is_never_the_source() -> None:
    assert tagged("The minister told the Ostby Herald: “It is late.”", "source") == ["The minister"]


def test_two_exchanges_of_one_sentence_are_two_attributions() -> None:
    text = "Mr Arden replied: “No, never,” to which Ms Velden responded: “I know.”"
    assert tagged(text, "source") == ["Mr Arden", "Ms Velden"]
    assert tagged(text, "content") == ["No, never,", "I know."]


@pytest.mark.parametrize("dateline", ["NEW OSTBY: ", "OSTBY — "])
def test_a_dateline_is_no_part_of_an_attribution(dateline: str) -> None:
    text = dateline + "Senator Mara Velden said on Monday that the dam was safe."
    assert tagged(text, "source") == ["Senator Mara Velden"]
    assert tagged(text, "content") == ["that the dam was safe"]
