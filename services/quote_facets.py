"""What a search would find, counted by speaker, target, stance, publisher and month: by the database, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import Article, Publisher, Quote, Speaker, Stance, Target
from services.day_text import DayText
from services.quotes import QuoteQuery
from services.search.fitting import select_fitting

Value = TypeVar("Value")

_Column = ColumnElement[Any] | InstrumentedAttribute[Any]
_MONTH_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Facet(Generic[Value]):
    """How many of the quotes found have each value: those of `values` with their numbers of quotes, each at least 1.

    `other_values` counts further values, and `other_quotes` sums up their numbers. `without` counts the quotes that
    have no value.
    """

    values: tuple[tuple[Value, int], ...] = ()
    other_values: int = 0
    other_quotes: int = 0
    without: int = 0


@dataclass(frozen=True, slots=True)
class StanceValue:
    """A stance toward the target with this slug."""

    target: str
    label: str


@dataclass(frozen=True, slots=True)
class QuoteFacets:
    """The number of quotes that a search finds, and its facets, each with the most frequent values first, of months
    the newest.

    A quote counts once for each target it has a stance toward. Targets are slugs, publishers names, months "2025-03"
    in UTC.
    """

    quotes: int = 0
    speakers: Facet[Speaker] = Facet()
    targets: Facet[str] = Facet()
    stances: Facet[StanceValue] = Facet()
    publishers: Facet[str] = Facet()
    months: Facet[str] = Facet()


def count_facets(session: Session, query: QuoteQuery, *, limit: int) -> QuoteFacets:
    """Count what `services.quotes.search_quotes` would find, with at most `limit` values of each facet.

    Narrowing the same query by a value finds as many quotes as are counted for it. Raises InvalidInput (unknown
    target, "relevance" to nothing, too many words).
    """
    found = select_fitting(session, query)
    if found is None:
        return QuoteFacets()
    fitting = found.add_columns(Quote.speaker_id, Quote.article_id, Quote.said_at).subquery("fitting")
    quotes = session.scalar(select(func.count()).select_from(fitting)) or 0
    counting = _Counting(session, fitting, quotes, limit)
    targets, stances = counting.stances(query)
    return QuoteFacets(
        quotes, counting.speakers(), targets, stances, counting.publishers(), counting.months()
    )


class _Counting:
    """Counts the quotes of one search."""

    def __init__(self, session: Session, fitting: Subquery, quotes: int, limit: int) -> None:
        self._session = session
        self._fitting = fitting
        self._quotes = quotes
        self._limit = limit

    def speakers(self) -> Facet[Speaker]:
        number = self._fitting.c.speaker_id
        facet = self._facet(self._count([number], self._fitting, number.is_not(None)))
        ids = [speaker_id for (speaker_id,), _ in facet.values]
        named = select(Speaker).where(Speaker.id.in_(ids))
        speakers = {speaker.id: speaker for speaker in self._session.scalars(named)}
        return _told(facet, [speakers[speaker_id] for speaker_id in ids])

    def publishers(self) -> Facet[str]:
        published = self._fitting.join(Article, Article.id == self._fitting.c.article_id).join(
            Publisher, Publisher.id == Article.publisher_id
        )
        facet = self._facet(self._count([Publisher.id, Publisher.name], published))
        return _told(facet, [name for (_, name), _ in facet.values])

    def months(self) -> Facet[str]:
        # Grouped outside, since two texts of one expression with parameters are two to PostgreSQL.
        moment = self._fitting.c.said_at
        dated = select(DayText(moment, 1, _MONTH_LENGTH).label("month")).where(moment.is_not(None)).subquery()
        facet = self._facet(self._count([dated.c.month], dated, order=[dated.c.month.desc()]))
        return _told(facet, [month for (month,), _ in facet.values])

    def stances(self, query: QuoteQuery) -> tuple[Facet[str], Facet[StanceValue]]:
        toward = self._fitting.join(Stance, Stance.quote_id == self._fitting.c.id).join(
            Target, Target.id == Stance.target_id
        )
        # Of a quote that was found by a stance only that one counts: a search takes one target and one stance.
        wanted = [Stance.target_version == Target.wording_version]
        if query.target is not None:
            wanted.append(Target.slug == query.target)
        if query.stance is not None:
            wanted.append(Stance.label == query.stance)
        taking = select(func.count(self._fitting.c.id.distinct())).select_from(toward).where(*wanted)
        without = self._quotes - (self._session.scalar(taking) or 0)
        targets = self._facet(self._count([Target.id, Target.slug], toward, *wanted), without)
        stances = self._facet(self._count([Target.id, Stance.label, Target.slug], toward, *wanted), without)
        return (
            _told(targets, [slug for (_, slug), _ in targets.values]),
            _told(stances, [StanceValue(slug, label) for (_, label, slug), _ in stances.values]),
        )

    def _count(
        self,
        keys: Sequence[_Column],
        rows: Any,
        *conditions: ColumnElement[bool],
        order: Sequence[_Column] | None = None,
    ) -> Sequence[Any]:
        """The first groups with their number of rows, how many groups there are, and how many rows in all of them."""
        number = func.count()
        statement = (
            select(*keys, number, func.count().over(), func.sum(number).over())
            .select_from(rows)
            .where(*conditions)
            .group_by(*keys)
            .order_by(*([number.desc(), *keys] if order is None else order))
            .limit(self._limit)
        )
        return self._session.execute(statement).all()

    def _facet(self, rows: Sequence[Any], without: int | None = None) -> Facet[tuple[Any, ...]]:
        groups, total = (int(value) for value in rows[0][-2:]) if rows else (0, 0)
        values = tuple((tuple(row[:-3]), int(row[-3])) for row in rows)
        shown = sum(quotes for _, quotes in values)
        left = self._quotes - total if without is None else without
        return Facet(values, groups - len(values), total - shown, left)


def _told(facet: Facet[tuple[Any, ...]], values: Sequence[Value]) -> Facet[Value]:
    """The facet with its values as they are told."""
    numbers = [quotes for _, quotes in facet.values]
    told = tuple(zip(values, numbers, strict=True))
    return Facet(told, facet.other_values, facet.other_quotes, facet.without)
