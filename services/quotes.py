"""Finding stored quotes, and showing where one comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Article, ArticleRevision, Quote, QuoteState
from services.errors import Gone, NotFound
from services.paging import Page, PageRequest
from services.search.matching import QuoteMatch, load_quotes, prepare_search
from services.search.query import QuoteQuery, Sort, StanceLabel, look_up_speaker

__all__ = [
    "Provenance",
    "QuoteMatch",
    "QuoteQuery",
    "Segment",
    "Sort",
    "StanceLabel",
    "count_quotes",
    "get_quote",
    "last_change",
    "load_quotes",
    "look_up_speaker",
    "quote_provenance",
    "refuse_inactive",
    "search_quotes",
]

_SURROUNDING_CHARACTERS = 200


class Segment(NamedTuple):
    """One stretch of a part of a quote: `revision.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a quote stands.

    `text_before` and `text_after` are slices of the revision's text up to the first and from the last character
    of the content, at most 200 characters each and cut between words. `segments` has the quote's `content`,
    `cue` and `source`, each in text order.
    """

    article: Article
    revision: ArticleRevision
    text_before: str
    text_after: str
    segments: dict[str, list[Segment]]


def search_quotes(session: Session, query: QuoteQuery, page: PageRequest) -> Page[QuoteMatch]:
    """One page of the quotes that fit, in an order that stays the same while quotes are added.

    Raises InvalidInput (unknown target, "relevance" to nothing, too many words) and InvalidCursor.
    """
    search = prepare_search(session, query)
    if search is None:
        return Page([], None)
    found = search.find(session, page.cursor, page.limit + 1)
    matches = search.load(session, found[: page.limit])
    return Page(matches, None if len(found) <= page.limit else search.cursor_after(found[page.limit - 1]))


def count_quotes(session: Session, query: QuoteQuery) -> int:
    """How many quotes fit. Raises InvalidInput as `search_quotes` does."""
    search = prepare_search(session, query)
    if search is None:
        return 0
    return session.scalar(select(func.count()).select_from(search.statement.subquery())) or 0


def get_quote(session: Session, quote_id: int) -> Quote:
    """The quote. Raises NotFound, and Gone (`state`, `reason`, `withdrawn_at`) for one that is not active."""
    quote = session.get(Quote, quote_id) if abs(quote_id) < 2**63 else None
    if quote is None:
        raise NotFound(f"There is no quote {quote_id}.")
    refuse_inactive(quote)
    return quote


def refuse_inactive(quote: Quote) -> None:
    """Raise Gone (`state`, `reason`, `withdrawn_at`) for a quote that is not active."""
    if quote.state != QuoteState.ACTIVE:
        withdrawn_at = quote.withdrawn_at or quote.article.withdrawn_at
        raise Gone(
            f"Quote {quote.id} is {quote.state} and no longer served.",
            state=str(quote.state),
            reason=quote.state_reason,
            withdrawn_at=None if withdrawn_at is None else withdrawn_at.isoformat(),
        )


def quote_provenance(quote: Quote) -> Provenance:
    """Where the quote stands in its article; see `Provenance`."""
    text = quote.revision.text
    content = quote.spans_of("content")
    start, end = content[0].start, content[-1].end
    segments = {
        role: [Segment(span.start, span.end, text[span.start : span.end]) for span in quote.spans_of(role)]
        for role in ("content", "cue", "source")
    }
    before, after = text[_word_edge_before(text, start) : start], text[end : _word_edge_after(text, end)]
    return Provenance(quote.article, quote.revision, before, after, segments)


def last_change(quote: Quote) -> datetime:
    """When the quote or a decision about it last changed: its speaker, its state, one of its stances."""
    return max([quote.updated_at, *(stance.updated_at for stance in quote.stances)])


def _word_edge_before(text: str, end: int) -> int:
    start = max(0, end - _SURROUNDING_CHARACTERS)
    if start == 0 or text[start - 1].isspace():
        return start
    # A stretch without any space is cut as it is: better half a word than nothing.
    return next((place + 1 for place in range(start, end) if text[place].isspace()), start)


def _word_edge_after(text: str, start: int) -> int:
    end = min(len(text), start + _SURROUNDING_CHARACTERS)
    if end == len(text) or text[end].isspace():
        return end
    return next((place for place in range(end - 1, start, -1) if text[place].isspace()), end)
