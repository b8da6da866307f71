"""What follows from where a quote begins and ends, whoever says where: its type, and the sentences around."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from attribution.extraction import QuoteType, Span
from attribution.speakers.nicknames import without_nicknames
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


class Bounds(NamedTuple):
    """What `Quote.type` and `Quote.context` are for some content."""

    type: QuoteType
    context: Span


def read_bounds(text: str, content: Sequence[Span], beside: Sequence[Span] = ()) -> Bounds:
    """The type and context of a quote with this content, whose cue and source are the spans `beside`.

    Spans must lie in the text, and there must be at least one of content. Time is linear in the text's length.
    """
    document = read_document(text)
    document, regions = without_nicknames(document, scan_quotation_marks(document).regions)
    quoted = sorted(region.inner for region in regions if region.depth == 0)
    return Bounds(quote_type(content, quoted), document.sentences_around((*content, *beside)))


def quote_type(content: Sequence[Span], quoted: Sequence[Span]) -> QuoteType:
    """Whether all, some or none of the content stands in quotation marks; `quoted` is sorted and disjoint."""
    touched = 0
    within = 0
    for span in content:
        last = bisect_right(quoted, span.end, key=lambda region: region.start) - 1
        if last >= 0 and quoted[last].end > span.start and quoted[last].start < span.end:
            touched += 1
            within += quoted[last].start <= span.start and span.end <= quoted[last].end
    if not touched:
        return "indirect"
    return "direct" if within == len(content) else "mixed"
