"""Which stretches stand in quotation marks."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from attribution.extraction import Span
from attribution.text.document import read_document
from attribution.text.quotation_marks import QuotationScan, QuotedRegion, scan_quotation_marks
from tests.attribution.texts import TEXTS


def scan(text: str) -> QuotationScan:
    return scan_quotation_marks(read_document(text))


def inner(text: str) -> list[str]:
    return [text[region.inner.start : region.inner.end] for region in scan(text).regions]


@pytest.mark.parametrize(
    "text",
    [
        "“We left,” she said.",
        '"We left," she said.',
        "‘We left,’ she said.",
        "'We left,' she said.",
        "``We left,'' she said.",
        "''We left,'' she said.",
        "‘‘We left,’’ she said.",
        "„We left,“ she said.",
        "„We left,” she said.",
        "”We left,” she said.",
        "“We left,“ she said.",
        '“We left," she said.',
        "«We left,» she said.",
        "« We left, » she said.",
        "«\u00a0We left,\u202f» she said.",
        "»We left,« she said.",
        "‹We left,› she said.",
        "“We left,”she said.",
        "“We left, ”she said.",
        "She said:“We left,”",
        "(“We left,”) she said.",
        "She said—“We left,”—and sat.",
        'She said--"We left,"--and sat.',
        "She said [“We left,”].",
        "*“We left,”* she said.",
        "\x93We left,\x94 she said.",
        "\u202a“We left,”\u202c she said.",
    ],
)
def test_marks_of_every_kind(text: str) -> None:
    assert [words.strip() for words in inner(text)] == ["We left,"]
    assert scan(text).warnings == ()


def test_outer_has_the_marks_and_inner_is_just_between_them() -> None:
    text = "She said: “We left.”"
    assert scan(text).regions == (
        QuotedRegion(
            outer=Span(10, 20),
            inner=Span(11, 19),
            style="double",
            depth=0,
            closed=True,
            continued=False,
            paragraph=0,
        ),
    )


def test_the_spaces_inside_guillemets_are_not_quoted() -> None:
    region = scan("« Nous partons », dit-elle.").regions[0]
    assert (region.outer, region.inner, region.style) == ((0, 16), (2, 14), "guillemet")


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("“We left,” she said. “We came back.”", ["We left,", "We came back."]),
        ('"We left," she said, "and came back."', ["We left,", "and came back."]),
        ("'We left,' she said. 'Don't ask.'", ["We left,", "Don't ask."]),
        ("„Wir gehen“, sagte sie. „Und ihr?“", ["Wir gehen", "Und ihr?"]),
        ("»Wir gehen«, sagte sie. »Und ihr?«", ["Wir gehen", "Und ihr?"]),
    ],
)
def test_a_quotation_broken_by_its_cue_is_two_regions(text: str, regions: list[str]) -> None:
    assert inner(text) == regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("“He told me, ‘No,’ and left,” she said.", ["He told me, ‘No,’ and left,", "No,"]),
        ("‘He told me, “No,” and left,’ she said.", ["He told me, “No,” and left,", "No,"]),
        ("\"He told me, 'No,' and left,\" she said.", ["He told me, 'No,' and left,", "No,"]),
        ("“He told me, ‘No.’”", ["He told me, ‘No.’", "No."]),
        ("\"'No' is all he said,\" she said.", ["'No' is all he said,", "No"]),
        ("''He said 'no.'''", ["He said 'no.'", "no."]),
        ("'''No' was all,'' she said.", ["'No' was all,", "No"]),
        ("“He said “no” to me,” she said.", ["He said “no” to me,", "no"]),
        ('"He said "no" to me," she said.', ['He said "no" to me,', "no"]),
        ("« Il a dit “non” », dit-elle.", ["Il a dit “non”", "non"]),
    ],
)
def test_a_quotation_within_a_quotation_is_deeper(text: str, regions: list[str]) -> None:
    assert inner(text) == regions
    assert [region.depth for region in scan(text).regions] == [0, 1]
    assert scan(text).warnings == ()


def test_three_quotations_within_each_other() -> None:
    assert [
        region.depth for region in scan("“He said, ‘She said, “No,” twice,’ to us,” Karr said.").regions
    ] == [0, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "The Smiths' house and the workers’ rights aren't ours; it’s theirs.",
        "In the ’90s, '80s and ‘70s we played rock ’n’ roll.",
        "’Tis the season, 'twas said, to get ’em all.",
        "The class of ’16 met in ‘16.",
        "He was goin' home with ol’ Karr.",
        "Karr is 6'2\" tall and Brenn 5’ 11”.",
        'The screen is 27" wide and the board 5"x7".',
        "It is 5″ long and 6′ wide.",
        '<post author="karr" date="May 1">We left.</post>',
        'A row of marks: """""""" and ““““““.',
        'An empty pair: “” and "" here.',
    ],
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert scan(text) == QuotationScan((), ())


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("‘The Smiths’ house isn’t ours,’ she said.", ["The Smiths’ house isn’t ours,"]),
        ("‘We like the Smiths’ she said.", ["We like the Smiths"]),
        ("‘The workers’ will won. They left.’", ["The workers’ will won. They left."]),
        ("The ‘talks’ failed. It was the Smiths’.", ["talks"]),
        ("'Workers' Party wins,' says Velden", ["Workers' Party wins,"]),
        ("Velden calls vote a ‘farce’ and leaves", ["farce"]),
        ("She read 'The '90s' to us.", ["The '90s"]),
        ('“The board is 27" wide,” she said.', ['The board is 27" wide,']),
        ('"The board is 27" wide," she said.', ['The board is 27" wide,']),
        ('"We won in 2016" was the slogan.', ["We won in 2016"]),
        ('"We won 16" was the slogan.', ["We won 16"]),
        ("“Karr is 6’2”,” she said.", ["Karr is 6’2”,"]),
    ],
)
def test_apostrophes_and_measures_among_marks(text: str, regions: list[str]) -> None:
    assert inner(text) == regions


@pytest.mark.parametrize("mark", ["“", '"', "«", "‘", "''"])
def test_a_quotation_reopened_by_the_next_paragraph_is_continued(mark: str) -> None:
    closing = {"“": "”", "«": "»", "‘": "’"}.get(mark, mark)
    result = scan(f"{mark}We left.\n\n{mark}We walked.\n\n{mark}We came back.{closing}")
    assert [(region.closed, region.continued, region.paragraph) for region in result.regions] == [
        (False, True, 0),
        (False, True, 1),
        (True, False, 2),
    ]
    assert result.warnings == ()


def test_a_quotation_within_a_quotation_can_be_continued_too() -> None:
    text = "“He said, ‘We left.\n\n“‘We came back.’ And that was that.”"
    assert inner(text) == [
        "He said, ‘We left.",
        "We left.",
        "‘We came back.’ And that was that.",
        "We came back.",
    ]
    assert [region.continued for region in scan(text).regions] == [True, True, False, False]
    assert scan(text).warnings == ()


@pytest.mark.parametrize(
    ("text", "regions", "span"),
    [
        ("“We left, she said.\n\n“No,” he said. “Never.”", ["We left, she said.", "No,", "Never."], None),
        ("“We left, she said.\n\nHe said “no.”", ["We left, she said.", "no."], (0, 1)),
        ("“We left, she said. “We came back.”", ["We left, she said.", "We came back."], (0, 1)),
        ('"We left, she said. "We came back."', ["We left, she said.", "We came back."], (0, 1)),
        ("We left,” she said. “We came back.”", ["We came back."], (8, 9)),
        ('We left," she said. "We came back."', ["We came back."], (8, 9)),
        ("“We left,” she said. “", ["We left,"], (21, 22)),
        ("« We left, she said. “No,” he said.", ["We left, she said. “No,” he said.", "No,"], (0, 1)),
        ("“We saw « them,” she said.", ["We saw « them,", "them,"], (8, 9)),
        ("“He said ‘no,” she said.", ["He said ‘no,"], (9, 10)),
    ],
)
def test_a_mark_without_a_partner_costs_at_most_its_paragraph(
    text: str, regions: list[str], span: tuple[int, int] | None
) -> None:
    result = scan(text)
    assert [text[region.inner.start : region.inner.end] for region in result.regions] == regions
    assert [(warning.code, warning.span) for warning in result.warnings] == (
        [("unbalanced_quotation_mark", span)] if span else []
    )


def test_a_paragraph_has_one_warning_however_many_marks_are_wrong() -> None:
    assert len(scan("left” and right” and up”\n\nleft” and right”").warnings) == 2


def test_an_unclosed_region_ends_with_the_paragraphs_words() -> None:
    text = "“We left.  \n\nNobody followed."
    region = scan(text).regions[0]
    assert text[region.outer.start : region.outer.end] == "“We left."
    assert not region.closed


def test_marks_on_two_lines_of_a_wrapped_text_pair() -> None:
    text = (
        "The foreign minister of Torland said on Monday that “her government\n"
        "would keep its soldiers at the northern border until the spring” and\n"
        "would then ask parliament whether they should stay there any longer.\n"
        "Nobody in the room had expected that she would say so much that day.\n"
    )
    assert inner(text) == ["her government\nwould keep its soldiers at the northern border until the spring"]


@given(TEXTS)
def test_any_text_is_scanned(text: str) -> None:
    document = read_document(text)
    result = scan_quotation_marks(document)
    enclosing: list[QuotedRegion] = []
    last_start = -1
    for region in result.regions:
        paragraph = document.paragraphs[region.paragraph]
        assert (
            paragraph.start <= region.outer.start <= region.inner.start < region.inner.end <= region.outer.end
        )
        # Only a quotation that came in from the paragraph before stands there without a mark.
        assert region.outer.start < region.inner.start or region.outer.start == paragraph.start
        assert region.outer.end <= paragraph.end
        assert region.outer.start > last_start
        last_start = region.outer.start
        while enclosing and enclosing[-1].outer.end <= region.outer.start:
            enclosing.pop()
        assert region.depth == len(enclosing)
        assert not enclosing or region.outer.end <= enclosing[-1].outer.end
        assert not (region.closed and region.continued)
        enclosing.append(region)
    for warning in result.warnings:
        assert warning.span is not None
        assert 0 <= warning.span.start < warning.span.end <= len(text)


@pytest.mark.parametrize("unit", ['"', "“", "” ", "“a ", '"a ', "'a ", "‘as’ b ", "“a «b ", "“a\n\n"])
def test_very_many_marks_neither_raise_nor_overflow(unit: str) -> None:
    scan(unit * 20_000)


@pytest.mark.corpora
@pytest.mark.skipif(
    "ONRECORD_CORPORA" not in os.environ, reason="ONRECORD_CORPORA names no folder of gold data"
)
def test_direct_quotes_of_the_gold_data_lie_within_one_region() -> None:
    """At least 99 % of them: the rest are mostly marks forgotten by the article or spans cut by the annotator."""
    path = Path(os.environ["ONRECORD_CORPORA"], "quotes", "polnear.dev.jsonl")
    found = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        regions = scan(article["text"]).regions
        for quote in article["quotes"]:
            if quote["type"] == "direct":
                for start, end in quote["content"]:
                    total += 1
                    found += any(
                        region.outer.start <= start and end <= region.outer.end + len(".,")
                        for region in regions
                    )
    assert found >= 0.99 * total > 0


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "«»"])
def test_a_lone_closing_mark_ends_what_an_earlier_paragraph_opened(opening: str, closing: str) -> None:
    text = f"She said:\n{opening}We sent ‘two’ boats.\nWe waited for ‘news’.\nWe left.{closing}\nNobody answered."
    result = scan(text)
    outermost = [region for region in result.regions if region.depth == 0]
    assert [text[region.inner.start : region.inner.end] for region in outermost] == [
        "We sent ‘two’ boats.",
        "We waited for ‘news’.",
        "We left.",
    ]
    assert [(region.closed, region.continued) for region in outermost] == [
        (False, True),
        (False, True),
        (True, False),
    ]
    assert [region.depth for region in result.regions if region.style == "single"] == [1, 1]
    assert result.warnings == ()


@pytest.mark.parametrize(
    "following",
    ["We left.", "We left.\n“We waited.”", "We left.\n" * 12 + "We waited.”", "He said “no” and “yes.”"],
)
def test_without_a_lone_closing_mark_an_opening_one_costs_its_own_paragraph(following: str) -> None:
    text = f"She said: “We sent two boats.\n{following}"
    result = scan(text)
    assert {region.paragraph for region in result.regions if not region.closed} == {0}
    assert [warning.span for warning in result.warnings][:1] == [Span(10, 11)]


@pytest.mark.parametrize("lead", ["She said: ", "She said, ", ""])
def test_a_straight_single_mark_after_its_cue_is_continued_by_the_next_paragraph(lead: str) -> None:
    assert inner(f"{lead}'We didn't wait. We left.\n'We are home.'") == [
        "We didn't wait. We left.",
        "We are home.",
    ]
