"""One search for quotes: which fit, in which order, and why each was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import Session, selectinload

from models import Quote
from services.search.about import score_about
from services.search.distinct import appears_first, newest_quote
from services.search.ordering import QuoteOrder
from services.search.query import QuoteQuery, quote_conditions
from services.search.subject import TargetHit


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A quote that was found.

    `score` is in (0, 1], how much of the words was found, or how similar the meaning is where that alone led here; None
    when neither `about` nor `q` was asked for.
    """

    quote: Quote
    score: float | None
    matched: tuple[str, ...]
    """Why: "words" if words asked for stand in or around the quote, "target:<slug>" for each target they speak
    of that the quote has a stance toward, "meaning" if it means what was asked for."""
    similarity: float | None = None
    """The cosine of its meaning and the subject's, in (0, 1]; None where that is too small, or was not looked at."""


class FoundNumber(NamedTuple):
    """A quote that fits, as a search finds it: its number, what it is sorted by, and what led to it."""

    number: int
    said_at: datetime | None
    place: int
    points: int
    by_words: bool
    similarity: int
    newest: int | None = None
    """The highest number that was looked at, where each group is listed once."""


@dataclass(frozen=True, slots=True)
class QuoteSearch:
    """A query made ready to be asked for its quotes, some at a time."""

    statement: Select[int, datetime | None, int, int, int, int]
    order: QuoteOrder
    is_scored: bool
    most_points: int
    said_in_quote: bool
    """Whether `q` was asked for, so that words led to every quote."""
    targets: Sequence[TargetHit]
    matching: Sequence[ColumnElement[bool]] | None
    """What else of a group must match, where each group is listed once."""

    def find(self, session: Session, cursor: str | None, limit: int) -> list[FoundNumber]:
        """The first quotes after a cursor, in order. Raises InvalidCursor."""
        statement = self.statement.order_by(*self.order.columns()).limit(limit)
        newest: int | None = None
        if self.matching is not None:
            newest = newest_quote(session) if cursor is None else self.order.newest(cursor)
            statement = statement.where(appears_first(self.matching, newest))
        if cursor is not None:
            statement = statement.where(self.order.after(cursor))
        rows = session.execute(statement).all()
        return [
            FoundNumber(number, said_at, place, points, by_words == 1, similarity, newest)
            for number, said_at, place, points, by_words, similarity in rows
        ]

    def load(self, session: Session, found: Sequence[FoundNumber]) -> list[QuoteMatch]:
        """The quotes with these numbers, in their order, each with all that a representation shows."""
        quotes = load_quotes(session, [each.number for each in found])
        return [self._match(quotes[each.number], each) for each in found if each.number in quotes]

    def cursor_after(self, found: FoundNumber) -> str:
        """The cursor that goes on after a quote."""
        return self.order.cursor(found.number, found.said_at, found.place, found.newest)

    def _match(self, quote: Quote, found: FoundNumber) -> QuoteMatch:
        if not self.is_scored:
            return QuoteMatch(quote, None, ())
        reasons = _reasons(quote, found.by_words or self.said_in_quote, self.targets)
        similarity = found.similarity / 1000 if found.similarity else None
        if similarity is None:
            return QuoteMatch(quote, found.points / self.most_points, reasons)
        score = found.points / self.most_points if found.points else similarity
        return QuoteMatch(quote, score, (*reasons, "meaning"), similarity)


def prepare_search(session: Session, query: QuoteQuery) -> QuoteSearch | None:
    """Make a query ready; None when nothing can fit it.

    Raises InvalidInput (unknown target, "relevance" to nothing, too many words).
    """
    order = QuoteOrder(query.list_name, oldest_first=query.order == "oldest", is_bounded=query.distinct)
    conditions: Sequence[ColumnElement[bool]] | None = quote_conditions(session, query)
    if conditions is None:
        return None
    # Only numbers are sorted: thousands of candidates with their texts would fill the memory.
    one, none = literal(1), literal(0)
    statement = select(
        Quote.id,
        Quote.said_at,
        one.label("place"),
        one.label("points"),
        one.label("by_words"),
        none.label("similarity"),
    )
    conditions_of_others: Sequence[ColumnElement[bool]] = conditions
    most_points = 1
    targets: Sequence[TargetHit] = ()
    if query.about is not None:
        about = score_about(session, query.about, conditions, share=query.share)
        if about is None:
            return None
        rows, most_points = about.scores.rows, about.scores.most_points
        conditions, targets = about.conditions, about.targets
        statement = select(
            Quote.id, Quote.said_at, rows.c.place, rows.c.points, rows.c.by_words, rows.c.similarity
        ).join(rows, rows.c.quote_id == Quote.id)
        if query.order == "relevance":
            order = replace(order, points=rows.c.place)
        conditions_of_others = [*conditions, Quote.id.in_(select(rows.c.quote_id))]
    return QuoteSearch(
        statement.where(*conditions),
        order,
        is_scored=query.about is not None or query.q is not None,
        most_points=most_points,
        said_in_quote=query.q is not None,
        targets=targets,
        matching=conditions_of_others if query.distinct else None,
    )


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


def _reasons(quote: Quote, by_words: bool, targets: Sequence[TargetHit]) -> tuple[str, ...]:
    toward = {stance.target_id for stance in quote.stances if not stance.is_outdated}
    slugs = [f"target:{target.slug}" for target in targets if target.target_id in toward]
    return ("words", *slugs) if by_words else tuple(slugs)
