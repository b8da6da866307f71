"""The measuring reader of quotation marks: only double marks and guillemets, line by line."""

from __future__ import annotations

import pytest

from attribution import Span
from tests.training.gold_articles import spans
from training.evaluation.marked_text import MarkedText


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in MarkedText(text).regions]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("“The toll goes,” she said.", ["“The toll goes,”"]),
        ('"The toll goes," she said, "and soon."', ['"The toll goes,"', '"and soon."']),
        ("``The toll goes,'' she said.", ["``The toll goes,''"]),
        ("«The toll goes», she said.", ["«The toll goes»"]),
        ("She called it ‘the worst toll’ of all.", []),
        ("A closing mark” alone quotes nothing.", []),
    ],
)
def test_a_region_runs_from_mark_to_mark_and_includes_both(text: str, regions: list[str]) -> None:
    assert quoted(text) == regions


def test_a_quotation_left_open_ends_with_its_line() -> None:
    assert quoted("“The toll goes.\n“And soon,” she said.") == ["“The toll goes.", "“And soon,”"]


def test_a_mark_that_opens_within_a_quotation_ends_the_one_before() -> None:
    assert quoted("“The toll goes, “ she said.") == ["“The toll goes, ", "“ she said."]
    assert quoted('"The toll goes, she said. "And soon."') == ['"The toll goes, she said. ', '"And soon."']


def test_a_sign_of_inches_quotes_nothing() -> None:
    assert quoted('The 12" pipe broke, and "nobody" came.') == ['"nobody"']


@pytest.mark.parametrize(
    ("content", "type_"),
    [
        ("“The toll goes,”", "direct"),
        ("The toll goes", "direct"),
        ("it would be “soon”", "mixed"),
        ("it would be", "indirect"),
    ],
)
def test_the_type_of_a_content_is_told_by_the_texts_marks(content: str, type_: str) -> None:
    text = "“The toll goes,” she said, and it would be “soon”."
    marked = MarkedText(text)
    assert marked.type_of(marked.words(spans(text, content))) == type_


def test_a_word_counts_when_a_span_touches_it_anywhere() -> None:
    text = "She didn’t say so."
    marked = MarkedText(text)
    words = marked.words((Span(text.index("n’t"), text.index(" so")),))
    assert [marked.word(number) for number in sorted(words)] == ["didn’t", "say"]
    assert marked.words((Span(3, 4),)) == frozenset()


def test_stretches_are_what_a_content_has_in_marks_without_the_edges() -> None:
    text = "“It goes,” she said. “… And ‘soon’.”"
    marked = MarkedText(text)
    found = marked.quoted_stretches((Span(0, len(text)),))
    assert [text[start:end] for start, end in found] == ["It goes", "And ‘soon"]
