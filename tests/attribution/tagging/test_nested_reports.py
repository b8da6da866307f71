"""A report within a report keeps both speakers."""

from __future__ import annotations

import pytest

from attribution.extraction import Span
from attribution.tagging.nested_reports import nested_reports
from attribution.text.document import read_document
from tests.attribution.reading import read_quotes


def nested(text: str) -> list[tuple[str, str, str]]:
    return [
        tuple(text[span.start : span.end] for span in (found.source, found.cue, found.content))
        for found in nested_reports(read_document(text), Span(0, len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "a package that she said was worth two million crowns",
            ("she", "said", "was worth two million crowns"),
        ),
        ("a dam which Tom Arden has claimed is safe, and a road", ("Tom Arden", "has claimed", "is safe")),
        ("a toll that they argue would end and a bridge", None),
        ("a toll that they insist should end and a bridge", None),
        ("a toll that it says should end and a bridge", ("it", "says", "should end")),
        ("the words that she said", None),
        ("that he said he was late", None),
    ],
)
def test_a_relative_clause_may_report(text: str, found: tuple[str, str, str] | None) -> None:
    assert nested(text) == ([found] if found else [])


def test_the_outer_report_keeps_its_content_and_the_inner_one_has_its_own_speaker() -> None:
    text = "Mara Velden announced a package that Tom Arden said was worth two million crowns."
    quotes = {quote.cue[0]: quote for quote in read_quotes(text)}
    assert quotes["said"].content == ["was worth two million crowns"]
    assert quotes["said"].speaker == "Tom Arden"
    assert quotes["announced"].speaker == "Mara Velden"
    assert quotes["announced"].content == ["a package that Tom Arden said was worth two million crowns"]


def test_nothing_is_nested_in_a_quotation() -> None:
    text = "“It is a package that she said was worth two million,” Mara Velden said."
    assert [quote.cue for quote in read_quotes(text)] == [["said"]]
