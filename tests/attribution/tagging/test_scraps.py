"""A few words apart from a quotation of whole sentences are no part of what was said."""

from __future__ import annotations

import pytest

from attribution.extraction import Span
from attribution.tagging.edges import EdgeFinder
from attribution.tagging.scraps import without_scraps
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def kept(text: str, *contents: str, cue: str = "said") -> list[str]:
    document = read_document(text)
    edges = EdgeFinder(document, scan_quotation_marks(document).regions)
    said = Span(text.index(cue), text.index(cue) + len(cue))
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in contents]
    return [text[start:end] for start, end in without_scraps(document, spans, said, edges)]


def test_what_a_sentence_is_said_of_is_no_content() -> None:
    assert kept("“It is late,” she said of the plan.", "It is late,", "the plan") == ["It is late,"]


def test_a_report_after_a_quotation_that_is_over_stays() -> None:
    whole = ["It is late.", "the shop was full"]
    assert kept("“It is late.” She said the shop was full.", *whole) == whole
    assert kept("She denied the charge: “I was at home.”", "the charge", "I was at home.", cue="denied") == [
        "I was at home."
    ]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The plan, she said, was “too late,” and costly.", ("The plan", "too late,")),
        ("She said that “It is late,” more or less.", ("that", "It is late,")),
        (
            "“It is late,” she said and asked for one more week of talks.",
            ("It is late,", "for one more week of talks"),
        ),
        ("“It is late,” she said.", ("It is late,",)),
        ("She said it was late.", ("it was late",)),
    ],
)
def test_other_words_stay(text: str, contents: tuple[str, ...]) -> None:
    assert kept(text, *contents) == list(contents)
