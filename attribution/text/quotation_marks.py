"""Which stretches of a text stand in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribution.extraction import ExtractionWarning, Span
from attribution.text.document import Document
from attribution.text.marks import Mark, MarkStyle, paragraph_marks
from attribution.text.pairing import Pair, pair_marks

__all__ = ["MarkStyle", "QuotationScan", "QuotedRegion", "scan_quotation_marks"]


_MOST_PARAGRAPHS = 12
"""Paragraphs that one quotation without marks between may reach over; more are two typing errors."""


@dataclass(frozen=True, slots=True)
class QuotedRegion:
    """A stretch in quotation marks, within one paragraph."""

    outer: Span
    """From the opening mark to after the closing mark. Where the quotation came in from the paragraph before
    without a mark it starts with the paragraph, and where it stays open it ends with it."""
    inner: Span
    """The words between the marks."""
    style: MarkStyle
    depth: int
    """0 for an outermost region, 1 for a quotation within it, and so on."""
    closed: bool
    """False when no closing mark was found in the paragraph."""
    continued: bool
    """True when the next paragraph reopens the same quotation (the news convention: no closing mark here,
    an opening mark there)."""
    paragraph: int
    """Index into `Document.paragraphs`."""


@dataclass(frozen=True, slots=True)
class QuotationScan:
    """The regions of a document, ordered by where they open, and what was wrong with its marks."""

    regions: tuple[QuotedRegion, ...]
    warnings: tuple[ExtractionWarning, ...]
    """At most one `unbalanced_quotation_mark` a paragraph, with the span of its first such mark."""


def scan_quotation_marks(document: Document) -> QuotationScan:
    """Find every stretch in quotation marks. Never raises; time is linear in the text's length.

    Regions nest properly and stay within their paragraph. A mark without a partner costs at most the rest of
    its paragraph: an opening one makes a region up to the paragraph's end or the next opening mark. Only when
    a lone closing mark follows, in paragraphs otherwise without marks, do the two hold one quotation: a region
    for each paragraph, each continued by the next.
    """
    regions: list[QuotedRegion] = []
    warnings: list[ExtractionWarning] = []
    text = document.folded
    marks = [list(paragraph_marks(text, start, end)) for start, end in document.paragraphs]
    for index, paragraph in enumerate(document.paragraphs):
        if not marks[index]:
            continue
        following = (
            _leading_marks(marks[index + 1], document.paragraphs[index + 1]) if index + 1 < len(marks) else []
        )
        found, unbalanced = _scan_paragraph(text, marks[index], paragraph, index, following)
        regions += found
        if unbalanced:
            first = min(unbalanced, key=lambda mark: mark.start)
            message = f"The quotation mark {first.text} has no partner in its paragraph."
            warnings.append(
                ExtractionWarning("unbalanced_quotation_mark", message, Span(first.start, first.end))
            )
    regions, partners = _reach_over_paragraphs(regions, document.paragraphs, marks)
    return QuotationScan(
        tuple(sorted(regions, key=lambda region: region.outer.start)),
        tuple(warning for warning in warnings if warning.span is None or warning.span.start not in partners),
    )


def _reach_over_paragraphs(
    regions: Sequence[QuotedRegion], paragraphs: Sequence[Span], marks: Sequence[Sequence[Mark]]
) -> tuple[list[QuotedRegion], set[int]]:
    """The regions with those continued that a lone mark closes later, and the offsets of the marks so paired."""
    reaching: list[QuotedRegion] = []
    partners: set[int] = set()
    start = end = -1
    for region in regions:
        if start <= region.outer.start < end:
            reaching.append(replace(region, depth=region.depth + 1))
            continue
        closing = _closing_in_later_paragraph(region, paragraphs, marks)
        if closing is None:
            reaching.append(region)
            continue
        last, mark = closing
        reaching.append(replace(region, continued=True))
        for number in range(region.paragraph + 1, last):
            whole = paragraphs[number]
            reaching.append(replace(region, outer=whole, inner=whole, continued=True, paragraph=number))
        rest = Span(paragraphs[last].start, mark.start)
        if rest.start < rest.end:
            outer = Span(rest.start, mark.end)
            reaching.append(replace(region, outer=outer, inner=rest, closed=True, paragraph=last))
        partners.update((region.outer.start, mark.start))
        start, end = region.outer.end, mark.end
    return reaching, partners


def _closing_in_later_paragraph(
    region: QuotedRegion, paragraphs: Sequence[Span], marks: Sequence[Sequence[Mark]]
) -> tuple[int, Mark] | None:
    """The paragraph and the lone mark that close a region which nothing in its own paragraph closes."""
    if region.depth or region.closed or region.continued or region.style == "single":
        return None
    # Only a paragraph that opens with the mark: elsewhere a forgotten closing mark is likelier than a long quotation.
    if region.outer != paragraphs[region.paragraph]:
        return None
    for number in range(region.paragraph + 1, min(len(marks), region.paragraph + _MOST_PARAGRAPHS)):
        strong = [mark for mark in marks[number] if mark.style != "single"]
        if strong:
            first = strong[0]
            closes = first.style == region.style and first.place == "close" and first.shape != "open"
            return (number, first) if closes and len(strong) % 2 else None
    return None


def _leading_marks(marks: list[Mark], paragraph: Span) -> list[Mark]:
    """The run of marks a paragraph begins with, if they can open a quotation."""
    leading: list[Mark] = []
    offset = paragraph.start
    for mark in marks:
        if mark.start != offset or (mark.place == "close" and mark.style != "guillemet"):
            break
        leading.append(mark)
        offset = mark.end
    return leading


def _scan_paragraph(
    text: str, marks: list[Mark], paragraph: Span, index: int, following: list[Mark]
) -> tuple[list[QuotedRegion], list[Mark]]:
    pairing = pair_marks(text, marks, paragraph.end)
    pairs = list(pairing.pairs)
    unbalanced = [mark for mark in pairing.strays if mark.style != "single" or _is_surely_a_mark(text, mark)]
    single = pairing.open_single
    if single and _reopens(single, following) and _surely_opens(text, single, paragraph.start):
        pairs.append(Pair(single, None, paragraph.end))
        unbalanced = [mark for mark in unbalanced if mark is not single]
    pairs.sort(key=lambda pair: (pair.opening.start, -pair.end))
    regions: list[QuotedRegion] = []
    ends: list[int] = []
    for pair in pairs:
        continued = pair.closing is None and pair.end == paragraph.end and _reopens(pair.opening, following)
        if pair.closing is None and not continued:
            unbalanced.append(pair.opening)
        inner = _inner(text, pair)
        if inner.start == inner.end:
            continue
        while ends and ends[-1] <= pair.opening.start:
            ends.pop()
        regions.append(
            QuotedRegion(
                outer=Span(pair.opening.start, pair.end),
                inner=inner,
                style=pair.opening.style,
                depth=len(ends),
                closed=pair.closing is not None,
                continued=continued,
                paragraph=index,
            )
        )
        ends.append(pair.end)
    return regions, unbalanced


def _surely_opens(text: str, mark: Mark, start: int) -> bool:
    """Whether a lone single mark that the next paragraph repeats opens a quotation and clips no word."""
    return mark.shape == "open" or mark.start == start or text[mark.start - 2 : mark.start] in (": ", ", ")


def _is_surely_a_mark(text: str, mark: Mark) -> bool:
    """Whether a lone single mark is an error and no apostrophe: ‘ before a word, but not before the digits of ‘16."""
    return mark.shape == "open" and mark.text != "`" and not text[mark.end : mark.end + 1].isdigit()


def _reopens(opening: Mark, following: list[Mark]) -> bool:
    return any(mark.style == opening.style for mark in following)


def _inner(text: str, pair: Pair) -> Span:
    """The words between the marks; the space that French sets inside its guillemets is no part of them."""
    start = pair.opening.end
    end = pair.closing.start if pair.closing else pair.end
    if pair.opening.style == "guillemet" or text[start:end].isspace():
        while start < end and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
    return Span(start, end)
