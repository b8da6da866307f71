"""Finding stored quotes, and showing where one comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import literal, select
from sqlalchemy.orm import Session, selectinload

from models import Article, ArticleRevision, Quote, QuoteState
from services.errors import Gone, NotFound
from services.paging import Page, PageRequest
from services.search.index import search_index
from services.search.ordering import QuoteOrder
from services.search.query import QuoteQuery, Sort, StanceLabel, quote_conditions
from services.search.relevance import score_subject
from services.search.subject import TargetHit, find_targets_about
from services.search.words import subject_words

__all__ = [
    "Provenance",
    "QuoteMatch",
    "QuoteQuery",
    "Segment",
    "Sort",
    "StanceLabel",
    "get_quote",
    "load_quotes",
    "quote_provenance",
    "refuse_inactive",
    "search_quotes",
]

_SURROUNDING_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A quote that was found. `score` is in (0, 1]; None when neither `about` nor `q` was asked for."""

    quote: Quote
    score: float | None
    matched: tuple[str, ...]
    """Why: "words" if words asked for stand in or around the quote, "target:<slug>" for each target they speak
    of that the quote has a stance toward."""


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
    order = QuoteOrder(query.list_name, oldest_first=query.order == "oldest")
    conditions = quote_conditions(session, query)
    words = () if query.about is None else subject_words(query.about)
    if conditions is None or (query.about is not None and not words):
        return Page([], None)

    # Only numbers are sorted: thousands of candidates with their texts would fill the memory.
    statement = select(Quote.id, literal(1).label("points"), literal(1).label("by_words"))
    most_points = 1
    targets: list[TargetHit] = []
    if words:
        targets = find_targets_about(session, words)
        scores = score_subject(search_index(session), words, targets, share=query.share)
        most_points = scores.most_points
        statement = select(Quote.id, scores.rows.c.points, scores.rows.c.by_words).join(
            scores.rows, scores.rows.c.quote_id == Quote.id
        )
        if query.order == "relevance":
            order = QuoteOrder(query.list_name, oldest_first=False, points=scores.rows.c.points)
    statement = statement.where(*conditions).order_by(*order.columns()).limit(page.limit + 1)
    if page.cursor is not None:
        statement = statement.where(order.after(page.cursor))

    found = session.execute(statement).all()
    quotes = load_quotes(session, [number for number, _, _ in found[: page.limit]])
    matches = []
    for number, points, by_words in found[: page.limit]:
        score, reasons = None, tuple[str, ...]()
        if words or query.q is not None:
            score = points / most_points
            reasons = _reasons(quotes[number], by_words == 1 or query.q is not None, targets)
        matches.append(QuoteMatch(quotes[number], score, reasons))
    if len(found) <= page.limit:
        return Page(matches, None)
    return Page(matches, order.cursor(matches[-1].quote, found[page.limit - 1].points))


def load_quotes(session: Session, numbers: Sequence[int]) -> dict[int, Quote]:
    """Quotes by their numbers, with all that lists show of them, in the same few statements however many they are."""
    statement = select(Quote).where(Quote.id.in_(numbers))
    statement = statement.options(
        selectinload(Quote.speaker),
        selectinload(Quote.article),
        # A statement of its own, since a page often has many quotes of one long text.
        selectinload(Quote.revision),
    )
    return {quote.id: quote for quote in session.scalars(statement)}


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


def _reasons(quote: Quote, by_words: bool, targets: Sequence[TargetHit]) -> tuple[str, ...]:
    toward = {stance.target_id for stance in quote.stances}
    slugs = [f"target:{target.slug}" for target in targets if target.target_id in toward]
    return ("words", *slugs) if by_words else tuple(slugs)


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
