"""The source is the noun phrase next to the cue, not the words around it."""

from __future__ import annotations

import pytest

from attribution.tagging.clauses import Unit, read_paragraphs
from attribution.tagging.sources import source_after, source_before
from attribution.tagging.verb_phrases import verb_phrase_start
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def units_of(text: str) -> tuple[Unit, ...]:
    document = read_document(text)
    (paragraph,) = read_paragraphs(document, scan_quotation_marks(document).regions)
    return paragraph.clauses[0]


def found_before(text: str, cue: str) -> tuple[str, str] | None:
    clause = units_of(text)
    position = next(number for number, unit in enumerate(clause) if unit.word == cue)
    source = source_before(
        clause, verb_phrase_start(clause, position), "ing" if cue.endswith("ing") else "ed"
    )
    if source is None:
        return None
    return text[clause[source.first].start : clause[source.last - 1].end], source.kind


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("Mara Velden said it was late.", "said", ("Mara Velden", "name")),
        ("She has also said it was late.", "said", ("She", "pronoun")),
        ("The finance ministry never said it was late.", "said", ("The finance ministry", "nominal")),
        ("On Tuesday the ministry said it was late.", "said", ("the ministry", "nominal")),
        ("In Ostby, Mara Velden said it was late.", "said", ("Mara Velden", "name")),
        ("Mara Velden, the minister, said it was late.", "said", ("Mara Velden", "name")),
        ("Mara Velden (Ostby) said it was late.", "said", ("Mara Velden", "name")),
        ("Mara Velden, 52, of Ostby, said it was late.", "said", ("Mara Velden", "name")),
        ("Her adviser, Tom Ribeck, said it was late.", "said", ("Her adviser, Tom Ribeck", "name")),
        ("Mara Velden and Tom Ribeck said it was late.", "said", ("Mara Velden and Tom Ribeck", "name")),
        ("Will Arden said it was late.", "said", ("Will Arden", "name")),
        ("Critics met Tom Ribeck, who said it was late.", "said", ("Tom Ribeck", "relative")),
        ("Mara Velden left the hall and said it was late.", "said", ("Mara Velden", "subject")),
        ("She left the hall, saying it was late.", "saying", ("She", "subject")),
        ("The member for Ostby, Mara Velden, said it was late.", "said", ("Mara Velden", "name")),
        ("The mayor of Ostby, New Torland, said it was late.", "said", ("The mayor of Ostby", "name")),
        ("Another aide, Tom al-Sorri, said it was late.", "said", ("Another aide, Tom al-Sorri", "name")),
        (
            "The family of a man killed in the market said no.",
            "said",
            ("The family of a man killed in the market", "nominal"),
        ),
        ("She used to say it was late.", "say", ("She", "pronoun")),
        ("Mara Velden has come out to say it was late.", "say", ("Mara Velden", "name")),
        ("One man could be heard shouting at the gate.", "shouting", ("One man", "nominal")),
        ("The court has issued a stern warning to drivers.", "warning", ("The court", "subject")),
        ("Mara Velden paid tribute to the crew.", "tribute", ("Mara Velden", "name")),
        ("The court last week said it was late.", "said", ("The court", "nominal")),
        ("Mara Velden on Monday said it was late.", "said", ("Mara Velden", "name")),
        ("Mara Velden last said it was late.", "said", ("Mara Velden", "name")),
        ("The aide interviewed on Monday said no.", "said", ("The aide interviewed", "nominal")),
        ("Mara Velden declined to say it was late.", "say", ("Mara Velden", "name")),
        ("Mara Velden posted a photo with the caption below.", "caption", ("Mara Velden", "subject")),
    ],
)
def test_the_phrase_before_a_cue_is_its_source(text: str, cue: str, source: tuple[str, str]) -> None:
    assert found_before(text, cue) == source


def test_a_quotation_before_a_cue_is_no_source() -> None:
    assert found_before("“It is late,” said Mara Velden.", "said") is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“Late,” said Mara Velden, the minister.", "Mara Velden"),
        ("“Late,” said Mara Velden on Tuesday.", "Mara Velden"),
        ("“Late,” said the minister of Torland.", "the minister of Torland"),
        ("“Late,” said she.", "she"),
        ("“Late,” said Will Arden.", "Will Arden"),
        ("“Late,” said Per Arden, the chair.", "Per Arden"),
    ],
)
def test_the_phrase_after_an_inverted_cue_is_its_source(text: str, source: str) -> None:
    clause = units_of(text)
    found = source_after(clause, 2)
    assert found is not None
    assert text[clause[found.first].start : clause[found.last - 1].end] == source


@pytest.mark.parametrize("text", ["“Late,” said in Ostby.", "“Late,” said.", "“Late,” said that."])
def test_what_follows_a_cue_need_not_be_a_source(text: str) -> None:
    assert source_after(units_of(text), 2) is None


@pytest.mark.parametrize(
    "text",
    ["According said so.", "Photo shows the hall.", "Photo taken shows the hall.", "Last said it was late."],
)
def test_some_words_never_name_a_speaker(text: str) -> None:
    assert found_before(text, "shows" if "shows" in text else "said") is None
