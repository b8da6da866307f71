"""The edges of contents are those of the quotation marks wherever a quotation is meant whole."""

from __future__ import annotations

import pytest

from attribution import Span
from attribution.tagging.edges import EdgeFinder
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def finder(text: str) -> EdgeFinder:
    document = read_document(text)
    return EdgeFinder(document, scan_quotation_marks(document).regions)


def set_right(text: str, proposed: str) -> list[str]:
    start = text.index(proposed)
    return [text[span.start : span.end] for span in finder(text).content_spans(start, start + len(proposed))]


@pytest.mark.parametrize(
    "proposed",
    ["“We will not sign,”", "We will not sign", "will not sign,”", "We will not", "“We will not sign,” V"],
)
def test_a_quotation_that_is_mostly_proposed_is_meant_from_mark_to_mark(proposed: str) -> None:
    text = "“We will not sign,” V. Moss said."
    assert set_right(text, proposed)[0].startswith("We will not sign,") or proposed.endswith("V")


def test_a_few_words_of_a_quotation_alone_mean_the_whole_of_it() -> None:
    assert set_right("“We will not sign the treaty today,” Velden said.", "treaty") == [
        "We will not sign the treaty today,"
    ]


def test_words_around_a_quotation_keep_its_marks() -> None:
    text = "Velden said the cabinet would “look again” at it."
    assert set_right(text, "the cabinet would “look again” at it") == ["the cabinet would “look again” at it"]
    assert set_right(text, "the cabinet would “look aga") == ["the cabinet would “look again”"]


def test_quotations_with_nothing_between_them_are_spans_of_their_own() -> None:
    text = "“We wait,” “We hope,” Velden said."
    assert set_right(text, "“We wait,” “We hope,”") == ["We wait,", "We hope,"]


@pytest.mark.parametrize(
    ("proposed", "wanted"), [(", the dam is safe.", "the dam is safe"), ("the dam ", "the dam")]
)
def test_marks_and_spaces_at_the_edges_of_a_paraphrase_are_no_content(proposed: str, wanted: str) -> None:
    assert set_right("Velden said, the dam is safe.", proposed) == [wanted]


def test_a_quotation_that_the_next_paragraph_continues_keeps_its_last_mark() -> None:
    text = "“We will not sign.\n\n“We go,” Velden said."
    assert set_right(text, "“We will not sign") == ["We will not sign."]


def test_a_quotation_is_not_widened_over_the_cue_or_source_it_holds() -> None:
    text = "“Velden: We shall see, in due time.”"
    start = text.index("We")
    source = Span(1, 7)
    (found,) = finder(text).content_spans(start, len(text) - 1, (source,))
    assert text[found.start : found.end] == "We shall see, in due time"


@pytest.mark.parametrize(
    ("proposed", "wanted"),
    [("today” and of rain", "and of rain"), ("He spoke of “a", "He spoke of")],
)
def test_a_content_that_only_touches_a_quotation_ends_before_its_marks(proposed: str, wanted: str) -> None:
    text = "He spoke of “a very long and golden day in this our land today” and of rain."
    assert set_right(text, proposed) == [wanted]


def test_marks_with_no_word_between_are_no_quotation() -> None:
    text = "“We go,” Velden said. “ … ” “!!”"
    assert finder(text).quotations_outside([Span(1, 7)]) == []


def test_nothing_but_marks_is_nothing() -> None:
    assert set_right("Velden said — never.", " — ") == []


def test_contents_know_whether_they_stand_in_quotation_marks() -> None:
    text = "“We wait,” Velden said. She called it “a farce.” It rained."
    edges = finder(text)
    first = edges.content_spans(0, 10)
    start = text.index("it “a")
    second = edges.content_spans(start, start + len("it “a farce.”"))
    third = edges.content_spans(text.index("It rained"), len(text))
    assert [edges.marked(one) for one in (first, second, third)] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_the_quotations_outside_of_contents_are_left_over() -> None:
    text = "“We wait,” Velden said. The book “Rivers” sold."
    edges = finder(text)
    left = edges.quotations_outside(edges.content_spans(0, 10))
    assert [text[span.start : span.end] for span in left] == ["Rivers"]
