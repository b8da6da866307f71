"""A paragraph is read as clauses in which every quotation is one unit."""

from __future__ import annotations

from attribution.tagging.clauses import read_paragraphs
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def clauses_of(text: str) -> list[str]:
    document = read_document(text)
    return [
        text[clause[0].start : clause[-1].end]
        for paragraph in read_paragraphs(document, scan_quotation_marks(document).regions)
        for clause in paragraph.clauses
    ]


def test_a_full_stop_inside_a_quotation_ends_no_clause_around_it() -> None:
    text = "“It is late. We will not sign,” Velden said."
    assert clauses_of(text) == [text]


def test_a_question_mark_before_the_attribution_ends_no_clause() -> None:
    assert clauses_of("“Is it late?” she asked.") == ["“Is it late?” she asked."]


def test_a_sentence_after_a_quotation_is_a_clause_of_its_own() -> None:
    assert clauses_of("“It is late.” Velden left.") == ["“It is late.”", "Velden left."]


def test_quotations_side_by_side_are_clauses_of_their_own() -> None:
    assert clauses_of("“It is late.” “It is.”") == ["“It is late.”", "“It is.”"]


def test_a_clause_has_a_greatest_length() -> None:
    document = read_document("word " * 1000)
    (paragraph,) = read_paragraphs(document, ())
    assert sum(len(clause) for clause in paragraph.clauses) == 1000
    assert max(len(clause) for clause in paragraph.clauses) == 250


def test_a_text_without_words_has_no_paragraphs() -> None:
    assert list(read_paragraphs(read_document(" \n\n "), ())) == []
