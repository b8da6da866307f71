"""Another place of a quote in its article, as a person gives it, and all that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.bounds import read_bounds
from attribution.extraction import QuoteType, Span, join_segments
from models import Quote, QuoteState
from services.errors import Conflict
from services.spans import content_fault, identity_key, locate_evidence, set_spans, write_offsets
from services.validation import invalid

MOST_SPANS = 100


@dataclass(frozen=True, slots=True)
class CorrectedContent:
    """Where a quote's content is, and what follows from that."""

    content: tuple[Span, ...]
    type: QuoteType
    text: str
    context: str


def read_content(quote: Quote, content: Sequence[Span]) -> CorrectedContent | None:
    """What the quote will be with this content; None when it has it already.

    Raises InvalidInput when the spans do not lie in order and without overlaps in the text of the quote's revision.
    """
    text = quote.revision.text
    fault = content_fault(content, text)
    if fault is None and len(content) > MOST_SPANS:
        fault = f"must have at most {MOST_SPANS} spans, not {len(content)}."
    if fault is not None:
        raise invalid("content", fault)
    if list(content) == _content(quote):
        return None
    beside = [Span(span.start, span.end) for span in quote.spans if span.role != "content"]
    bounds = read_bounds(text, content, beside)
    # The engine's sentences leave out space at their ends, a person's span may have it.
    start = min(bounds.context.start, content[0].start)
    end = max(bounds.context.end, content[-1].end)
    return CorrectedContent(tuple(content), bounds.type, join_segments(text, content), text[start:end])


def correct_content(session: Session, quote: Quote, corrected: CorrectedContent) -> None:
    """Move a quote there. The place it leaves is remembered, so that no reading finds it there again.

    A person's stances stay; where their evidence is no longer in the content, all of its longest segment is. Cue and
    source stay as they are. Raises Conflict when another quote of the revision has this content.
    """
    key = identity_key(corrected.content)
    _free_key(session, quote, key)
    quote.former_content = [*quote.former_content, write_offsets(_content(quote))]
    quote.identity_key = key
    quote.position = corrected.content[0].start
    quote.type = corrected.type
    quote.text = corrected.text
    quote.context = corrected.context
    set_spans(session, quote, {"content": corrected.content})
    for stance in quote.stances:
        if stance.decided_by == "human" and not evidence_fits(
            corrected.content, Span(stance.evidence_start, stance.evidence_end)
        ):
            stance.evidence_start, stance.evidence_end = whole_evidence(corrected.content, corrected.text)


def evidence_fits(content: Sequence[Span], evidence: Span) -> bool:
    """Whether evidence lies within one segment of a quote's content."""
    return any(span.start <= evidence.start < evidence.end <= span.end for span in content)


def whole_evidence(content: Sequence[Span], text: str) -> Span:
    """The longest segment of a quote's content: the evidence where nobody names any."""
    return locate_evidence(content, Span(0, len(text)))


def _free_key(session: Session, quote: Quote, key: str) -> None:
    other = session.scalar(
        select(Quote).where(
            Quote.revision_id == quote.revision_id, Quote.identity_key == key, Quote.id != quote.id
        )
    )
    if other is None:
        return
    if other.state != QuoteState.SUPERSEDED:
        raise Conflict(
            f"Quote {other.id}, which is {other.state}, has this content already.",
            quote=f"/v1/quotes/{other.id}",
        )
    # An engine once found these bounds and does not any more; they are the person's now.
    other.identity_key = f"superseded:{other.id}"
    session.flush()


def _content(quote: Quote) -> list[Span]:
    return [Span(span.start, span.end) for span in quote.spans_of("content")]
