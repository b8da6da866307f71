"""The places of a quote in its article: whether they fit, and the key they make."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from attribution.extraction import SEGMENT_JOINT, Span
from attribution.extraction import Quote as FoundQuote
from models import Quote, QuoteSpan

_LONGEST_KEY = 200


def identity_key(content: Sequence[Span]) -> str:
    """The content's offsets as text; of very many segments their digest."""
    key = write_offsets(content)
    return key if len(key) <= _LONGEST_KEY else "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def write_offsets(content: Sequence[Span]) -> str:
    """Spans as text, such as "10-42,60-71"."""
    return ",".join(f"{span.start}-{span.end}" for span in content)


def read_offsets(written: str) -> tuple[Span, ...]:
    """The spans that `write_offsets` wrote."""
    return tuple(Span(*map(int, pair.split("-"))) for pair in written.split(","))


def content_fault(content: Sequence[Span], text: str) -> str | None:
    """What is wrong with spans that a person gives as a quote's content, to follow "content"; None if nothing is."""
    end = 0
    for span in content:
        if not 0 <= span.start < span.end <= len(text):
            return f"has a span {span.start}-{span.end} that is not within the text, whose length is {len(text)}."
        if span.start < end:
            return f"must be in the order of the text without overlaps; {span.start} is before {end}."
        if not text[span.start : span.end].strip():
            return f"has a span {span.start}-{span.end} of nothing but spaces."
        end = span.end
    return None if content else "must have at least one span."


def span_fault(found: FoundQuote, text: str) -> str | None:
    """What is wrong with a found quote's spans, to follow "the quote …"; None when they fit the text."""
    if not found.content:
        return "has no content"
    for part in (found.content, found.cue, found.source):
        end = 0
        for span in part:
            if not end <= span.start < span.end <= len(text):
                return "has spans that do not fit the text"
            end = span.end
    if not any(text[span.start : span.end].strip() for span in found.content):
        return "has only spaces"
    held = Span(found.content[0].start, found.content[-1].end)
    if not 0 <= found.context.start <= held.start < held.end <= found.context.end <= len(text):
        return "has a context that does not hold it"
    return None


def set_spans(session: Session, quote: Quote, parts: Mapping[str, Sequence[Span]]) -> None:
    """Make the spans of these parts (by role) those given; rows that are the same stay, as do those of other parts."""
    wanted = {(role, span.start): span.end for role, part in parts.items() for span in part}
    for row in [row for row in quote.spans if row.role in parts]:
        end = wanted.pop((row.role, row.start), None)
        if end is None:
            quote.spans.remove(row)
            session.delete(row)
        else:
            row.end = end
    quote.spans.extend(QuoteSpan(role=role, start=start, end=end) for (role, start), end in wanted.items())
    # As the database would give them back.
    quote.spans.sort(key=lambda row: (row.role, row.start))


def share_inside(content: Sequence[Span], ranges: Iterable[tuple[int, int]]) -> float:
    """How much of the content, from 0 to 1, lies in ranges of offsets that do not overlap each other."""
    total = sum(span.end - span.start for span in content)
    inside = sum(
        max(0, min(span.end, end) - max(span.start, start)) for start, end in ranges for span in content
    )
    return inside / total


def locate_evidence(content: Sequence[Span], evidence: Span) -> Span:
    """The place in the article of a stretch of a quote's text, whose segments are joined by SEGMENT_JOINT.

    A stretch over several segments is cut down to the segment that has most of it, so that it never covers words
    that are not the speaker's.
    """
    best = Span(0, 0)
    offset = 0
    for segment in content:
        length = segment.end - segment.start
        start = min(max(evidence.start - offset, 0), length)
        end = min(max(evidence.end - offset, 0), length)
        if end - start > best.end - best.start:
            best = Span(segment.start + start, segment.start + end)
        offset += length + len(SEGMENT_JOINT)
    return best if best.end > best.start else content[0]
