"""Evidence in a quote's joined text is found again in the article."""

from __future__ import annotations

import pytest

from attribution.extraction import SEGMENT_JOINT, Span
from services.spans import locate_evidence

TEXT = "“Sanctions on Kestria must stay,” she said, “for as long as it takes.”"
FIRST, SECOND = "Sanctions on Kestria must stay,", "for as long as it takes."
JOINED = FIRST + SEGMENT_JOINT + SECOND
CONTENT = [Span(TEXT.index(words), TEXT.index(words) + len(words)) for words in (FIRST, SECOND)]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("must stay", "must stay"),
        ("as long", "as long"),
        ("stay, … for as long as it takes.", "for as long as it takes."),
        ("Sanctions on Kestria must stay, … for", FIRST),
        (" … ", FIRST),
    ],
)
def test_evidence_lies_within_one_segment_of_the_article(words: str, shown: str) -> None:
    start = JOINED.index(words)
    place = locate_evidence(CONTENT, Span(start, start + len(words)))
    assert TEXT[place.start : place.end] == shown


@pytest.mark.parametrize("evidence", [Span(-5, 0), Span(500, 600), Span(3, 3)])
def test_evidence_outside_the_quote_is_the_first_segment(evidence: Span) -> None:
    place = locate_evidence(CONTENT, evidence)
    assert TEXT[place.start : place.end] == FIRST
