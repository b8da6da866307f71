"""What `extract` promises about a text's quotes, from plain sentences to whole passages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from attribution import ENGINE, ENGINE_VERSION, extract
from attribution import pipeline as pipeline_module
from attribution.text.document import Document
from tests.attribution.reading import Read, only_quote, read_quotes, words

PASSAGE = (
    "OSTBY — Foreign Minister Mara Velden rejected the plan on Tuesday.\n\n"
    "“We will not sign this treaty,” Velden said. “It gives away the river.”\n\n"
    "She said the cabinet would “look again” at the text in June.\n\n"
    "The plan is unworkable, according to Tom Ribeck, a lawyer in Ostby.\n\n"
    "The book “Rivers of Torland” sold well."
)


def test_a_direct_quote_runs_from_mark_to_mark() -> None:
    assert only_quote("“We will not sign this treaty,” Mara Velden said on Tuesday.") == Read(
        type="direct",
        content=["We will not sign this treaty,"],
        cue=["said"],
        source=["Mara Velden"],
        speaker="Mara Velden",
    )


@pytest.mark.parametrize(
    "text",
    [
        "“We will not sign this treaty,” Mara Velden said.",
        "“We will not sign this treaty,” said Mara Velden, the foreign minister.",
        "Mara Velden said, “We will not sign this treaty.”",
        "Mara Velden said: “We will not sign this treaty.”",
        "Mara Velden told reporters in Ostby: “We will not sign this treaty.”",
        "Mara Velden said:\n\n“We will not sign this treaty.”",
        '"We will not sign this treaty," Mara Velden added.',
        "Mara Velden wrote on her blog: “We will not sign this treaty.”",
        "“We will not sign this treaty!” thundered Mara Velden.",
        "Mara Velden, the foreign minister of Torland, said: “We will not sign this treaty.”",
    ],
)
def test_the_speaker_is_found_on_either_side_of_a_direct_quote(text: str) -> None:
    quote = only_quote(text)
    assert quote.type == "direct"
    assert [content.rstrip(".,!") for content in quote.content] == ["We will not sign this treaty"]
    assert quote.speaker == "Mara Velden"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Mara Velden said that the treaty was dead.", "that the treaty was dead"),
        ("Mara Velden said Tuesday that the treaty was dead.", "that the treaty was dead"),
        ("Mara Velden told reporters that the treaty was dead.", "that the treaty was dead"),
        ("The treaty is dead, Mara Velden said.", "The treaty is dead"),
        ("The treaty is dead, according to Mara Velden.", "The treaty is dead"),
        ("According to Mara Velden, the treaty is dead.", "the treaty is dead"),
        ("Mara Velden warned that the treaty was dead.", "that the treaty was dead"),
        ("Mara Velden believes the treaty is dead.", "the treaty is dead"),
        ("While Mara Velden said that the treaty was dead, talks went on.", "that the treaty was dead"),
    ],
)
def test_a_paraphrase_is_an_indirect_quote_without_its_attribution(text: str, content: str) -> None:
    quote = only_quote(text)
    assert (quote.type, quote.content, quote.speaker) == ("indirect", [content], "Mara Velden")


def test_a_paraphrase_with_quoted_words_is_one_mixed_quote_with_its_marks() -> None:
    quote = only_quote("Mara Velden said the cabinet would “look again” at the text and “listen” to critics.")
    assert quote.type == "mixed"
    assert quote.content == ["the cabinet would “look again” at the text and “listen” to critics"]


def test_halves_of_a_quotation_around_the_speaker_are_one_quote() -> None:
    for text in (
        "“We will not sign,” Mara Velden said. “It gives away the river.”",
        "“We will not sign,” Mara Velden said, “unless the river is ours.”",
    ):
        assert len(only_quote(text).content) == 2


def test_a_quotation_over_paragraphs_is_one_quote() -> None:
    text = "“We will not sign,” Mara Velden said. “It gives away the river.\n\n“And the river is ours.”"
    assert only_quote(text).content == [
        "We will not sign,",
        "It gives away the river.",
        "And the river is ours.",
    ]


def test_an_insertion_between_dashes_reports_only_what_it_holds() -> None:
    text = (
        "Building such a fleet — Torland officials have talked about ten to twenty ships — will take years."
    )
    reported = [quote for quote in read_quotes(text) if quote.source == ["Torland officials"]]
    assert [quote.content for quote in reported] == [["ten to twenty ships"]]


@pytest.mark.parametrize(
    "text",
    [
        "The book “Rivers of Torland” sold well in Ostby.",
        "Tom “Duke” Ribeck opened the hall.",
        "The so-called “river tax” rose in May.",
        "A 6' tall man with a 12\" pipe walked by.",
    ],
)
def test_titles_nicknames_and_scare_quotes_are_nobodys_words(text: str) -> None:
    assert [quote.speaker for quote in read_quotes(text) if quote.speaker is not None] == []


def test_a_nickname_is_no_content() -> None:
    quote = only_quote("Tom “Duke” Ribeck said the hall would open in May.")
    assert quote.content == ["the hall would open in May"]
    assert quote.source[0].endswith("Ribeck")


def test_a_pronoun_is_resolved_to_the_person_named_before() -> None:
    text = "Mara Velden came to Ostby on Monday. “We will not sign,” she said."
    quote = only_quote(text)
    assert (quote.source, quote.speaker) == (["she"], "Mara Velden")


def test_a_passage_gives_all_its_quotes_in_order() -> None:
    starts = [(quote.type, quote.content[0].split()[0], quote.speaker) for quote in read_quotes(PASSAGE)]
    wanted = [
        ("direct", "We", "Mara Velden"),
        ("mixed", "the", "Mara Velden"),
        ("indirect", "The", "Tom Ribeck"),
    ]
    assert [quote for quote in starts if quote in wanted] == wanted


def test_every_span_is_ordered_and_the_context_holds_all_parts() -> None:
    for quote in extract(PASSAGE).quotes:
        for part in (quote.content, quote.cue, quote.source):
            assert list(part) == sorted(part)
            assert all(one.end <= other.start for one, other in pairwise(part))
            assert all(quote.context.start <= span.start < span.end <= quote.context.end for span in part)


def test_the_context_is_the_whole_sentences_around_a_quote() -> None:
    text = "It rained. The treaty is dead, Mara Velden said. It snowed."
    assert words(text, [extract(text).quotes[0].context]) == ["The treaty is dead, Mara Velden said."]


def test_a_quote_says_why_it_has_no_speaker_and_only_then() -> None:
    for quote in extract(PASSAGE + "\n\nIt was expected to rain. “Never,” they said.").quotes:
        assert (quote.speaker is None) == (quote.no_speaker is not None)


def test_everyone_quoted_is_listed_once_in_order_of_first_quote() -> None:
    extraction = extract(PASSAGE)
    quoted = [quote.speaker for quote in extraction.quotes if quote.speaker is not None]
    assert list(extraction.speakers) == list(dict.fromkeys(quoted))


def test_the_same_text_gives_the_same_extraction() -> None:
    assert extract(PASSAGE) == extract(PASSAGE)


def test_the_extraction_names_its_engine() -> None:
    extraction = extract("")
    assert (extraction.engine, extraction.engine_version) == (ENGINE, ENGINE_VERSION)


def test_a_failing_stage_leaves_a_warning_instead_of_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> Document:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline_module, "read_document", fail)
    extraction = extract("“No,” said Mara Velden.")
    assert (extraction.quotes, extraction.speakers) == ((), ())
    warning = extraction.warnings[0]
    assert (warning.code, warning.span) == ("internal_error", (0, 23))
    assert "ZeroDivisionError" in warning.message


def test_another_tagger_takes_the_place_of_the_shipped_one() -> None:
    text = "“No,” said Mara Velden."
    assert pipeline_module.extract_with(lambda document, regions: (), text).quotes == ()
