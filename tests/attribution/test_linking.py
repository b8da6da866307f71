"""Linking groups parts by cue and hands quotations without a cue to the attribution they continue."""

from __future__ import annotations

from attribution.extraction import Span
from attribution.linking import Attribution, link_parts
from attribution.tagging.tagger import Part
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def linked(text: str, contents: dict[str, str | None], source: str = "Velden") -> list[Attribution]:
    """Links contents given by their words, each with the words of its cue or None."""
    document = read_document(text)
    parts: list[Part] = []
    for content, cue_words in contents.items():
        cue = span_of(text, cue_words) if cue_words else None
        parts.append(Part("content", span_of(text, content), 0.9, cue))
        if cue is not None:
            parts.append(Part("cue", cue, 0.9, cue))
            parts.append(Part("source", span_of(text, source), 0.9, cue))
    return list(link_parts(document, scan_quotation_marks(document).regions, parts))


def contents(text: str, attributions: list[Attribution]) -> list[list[str]]:
    return [[text[span.start : span.end] for span in found.content] for found in attributions]


def test_parts_with_one_cue_are_one_attribution() -> None:
    text = "Velden said it was late."
    (found,) = linked(text, {"it was late": "said"})
    assert found == Attribution(
        content=(span_of(text, "it was late"),),
        cue=(span_of(text, "said"),),
        source=(span_of(text, "Velden"),),
        confidence=0.9,
    )


def test_a_quotation_after_the_attribution_continues_it() -> None:
    text = "“It is late,” Velden said. “We go.”"
    assert contents(text, linked(text, {"It is late,": "said", "We go.": None})) == [
        ["It is late,", "We go."]
    ]


def test_a_quotation_after_another_sentence_continues_nothing() -> None:
    text = "“It is late,” Velden said. The book “Rivers” sold."
    assert contents(text, linked(text, {"It is late,": "said", "Rivers": None})) == [["It is late,"]]


def test_a_quoted_paragraph_after_an_attributed_one_has_the_same_speaker_but_is_less_certain() -> None:
    text = "“It is late,” Velden said.\n\n“We go.”"
    (found,) = linked(text, {"It is late,": "said", "We go.": None})
    assert contents(text, [found]) == [["It is late,", "We go."]]
    assert found.confidence < 0.9


def test_a_quoted_paragraph_after_a_paraphrase_is_a_quote_of_its_own_by_the_same_speaker() -> None:
    text = "Velden said it was “late” now.\n\n“We go.”"
    found = linked(text, {"it was “late” now": "said", "We go.": None})
    assert contents(text, found) == [["it was “late” now"], ["We go."]]
    assert found[1].source == found[0].source
    assert found[1].cue == ()


def test_a_quotation_reopened_in_the_next_paragraph_is_one_attribution() -> None:
    text = "“It is late,” Velden said. “We go.\n\n“And we stay,” she added."
    found = linked(text, {"It is late,": "said", "We go.": None, "And we stay,": "added"})
    assert contents(text, found) == [["It is late,", "We go.", "And we stay,"]]


def test_the_start_of_a_quotation_belongs_to_the_attribution_that_ends_it() -> None:
    text = "“It is late.\n\n“We go,” Velden said."
    found = linked(text, {"It is late.": None, "We go,": "said"})
    assert contents(text, found) == [["It is late.", "We go,"]]


def test_a_quotation_that_nothing_leads_to_is_left_alone() -> None:
    text = "The book “Rivers” sold."
    assert linked(text, {"Rivers": None}) == []


def test_overlapping_spans_of_one_content_become_one() -> None:
    text = "Velden said it was late."
    (found,) = linked(text, {"it was": "said", "was late": "said"})
    assert contents(text, [found]) == [["it was late"]]


def test_attributions_come_in_the_order_of_their_content() -> None:
    text = "Velden said it was late. Velden added it was dark."
    found = linked(text, {"it was dark": "added", "it was late": "said"})
    assert contents(text, found) == [["it was late"], ["it was dark"]]


def test_a_quotation_continues_content_that_was_itself_joined_to_the_paragraph_before() -> None:
    text = "Velden said: “It is late.\n\n“Now” “We go,” Velden added."
    attributions = linked(text, {"It is late.": "said", "“Now”": "added", "We go,": None})
    assert contents(text, attributions) == [["It is late.", "“Now”", "We go,"]]
