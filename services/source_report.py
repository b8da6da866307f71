"""Who is quoted, how often, in whose articles, directly or in paraphrase: counted by the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models import Article, Publisher, Quote, Speaker
from services.day_text import DayText
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.search.about import score_about
from services.search.query import QuoteQuery, quote_conditions

ReportPeriod = Literal["month", "year", "none"]
ReportSort = Literal["quotes", "name"]
SHOWN_PUBLISHERS = 10
"""How many publishers of one speaker are named: those with the most quotes."""

_PERIOD_LENGTH = {"month": 7, "year": 4, "none": 0}


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """Which quotes are counted, by what period, and in what order the speakers come within each.

    `published_after` is inclusive, `published_before` is not; both leave out undated articles. `target` is a slug.
    """

    publisher: str | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None
    target: str | None = None
    about: str | None = None
    period: ReportPeriod = "none"
    sort: ReportSort = "quotes"

    @property
    def list_name(self) -> str:
        """What a cursor of this report is made for."""
        return "sources:" + hashlib.sha256(repr(self).encode(errors="replace")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """The quotes of one period: "2025-03", "2025", None for undated ones; without periods one None for all."""

    period: str | None
    quotes: int
    without_speaker: int
    speakers: int


@dataclass(frozen=True, slots=True)
class QuotedSource:
    """How often one speaker is quoted in one period. `share` is that of all quotes of the period, in (0, 1]."""

    period: str | None
    speaker: Speaker
    total: int
    direct: int
    mixed: int
    indirect: int
    share: float
    publishers: tuple[tuple[str | None, int], ...]
    """The SHOWN_PUBLISHERS with the most of these quotes; None for articles whose publisher is not known."""
    other_publishers: int
    """How many quotes are in the articles of further ones."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """All periods, newest first, and one page of speakers in the order of the periods."""

    periods: tuple[PeriodCount, ...]
    page: Page[QuotedSource]


def report_sources(session: Session, query: SourceQuery, page: PageRequest) -> SourceReport:
    """Count active quotes by period and speaker.

    A cursor goes on in the archive as it was for the first page: quotes added since are not counted. Raises
    InvalidInput (unknown target, too many words) and InvalidCursor.
    """
    newest: Any = session.scalar(select(func.max(Quote.id))) or 0
    after: list[Any] | None = None
    if page.cursor is not None:
        newest, *after = decode_cursor(query.list_name, page.cursor, [int, str, int, int])
    conditions = _conditions(session, query)
    if conditions is None:
        return SourceReport((), Page([], None))
    counted = [*conditions, Quote.id <= newest]
    periods = _count_periods(session, query, counted)
    rows = _count_speakers(query, counted)
    found = session.execute(_ordered(rows, query, after).limit(page.limit + 1)).all()
    shown = found[: page.limit]
    publishers = _count_publishers(session, query, counted, shown)
    speakers = _load_speakers(session, {row.speaker_id for row in shown})
    totals = {each.period: each.quotes for each in periods}
    items = [
        _source(row, speakers[row.speaker_id], totals, publishers.get((row.period, row.speaker_id), []))
        for row in shown
    ]
    if len(found) <= page.limit:
        return SourceReport(periods, Page(items, None))
    last = shown[-1]
    cursor = encode_cursor(query.list_name, [newest, last.period, last.total, last.speaker_id])
    return SourceReport(periods, Page(items, cursor))


def _conditions(session: Session, query: SourceQuery) -> list[ColumnElement[bool]] | None:
    wanted = QuoteQuery(
        publisher=query.publisher,
        said_after=query.published_after,
        said_before=query.published_before,
        target=query.target,
    )
    conditions = quote_conditions(session, wanted)
    if conditions is None or query.about is None:
        return conditions
    about = score_about(session, query.about, conditions)
    if about is None:
        return None
    return [*about.conditions, Quote.id.in_(select(about.scores.rows.c.quote_id))]


def _period(query: SourceQuery) -> ColumnElement[str]:
    # Undated quotes are the empty period, which is last where the newest comes first.
    return func.coalesce(DayText(Quote.said_at, 1, _PERIOD_LENGTH[query.period]), "")


def _count_periods(
    session: Session, query: SourceQuery, counted: Sequence[ColumnElement[bool]]
) -> tuple[PeriodCount, ...]:
    quotes = select(_period(query).label("period"), Quote.speaker_id).where(*counted).subquery("quotes")
    rows = session.execute(
        select(
            quotes.c.period,
            func.count(),
            func.count() - func.count(quotes.c.speaker_id),
            func.count(quotes.c.speaker_id.distinct()),
        )
        .group_by(quotes.c.period)
        .order_by(quotes.c.period.desc())
    )
    return tuple(PeriodCount(period or None, *counts) for period, *counts in rows)


def _count_speakers(query: SourceQuery, counted: Sequence[ColumnElement[bool]]) -> Select[Any]:
    quotes = (
        select(_period(query).label("period"), Quote.speaker_id, Quote.type)
        .where(*counted, Quote.speaker_id.is_not(None))
        .subquery("quotes")
    )
    types = [
        func.sum(case((quotes.c.type == name, 1), else_=0)).label(name)
        for name in ("direct", "mixed", "indirect")
    ]
    return select(quotes.c.period, quotes.c.speaker_id, func.count().label("total"), *types).group_by(
        quotes.c.period, quotes.c.speaker_id
    )


def _ordered(counts: Select[Any], query: SourceQuery, after: Sequence[Any] | None) -> Select[Any]:
    rows = counts.subquery("counts")
    by_name = query.sort == "name"
    rank = Speaker.name.asc() if by_name else rows.c.total.desc()
    ordered = (
        select(rows)
        .join(Speaker, Speaker.id == rows.c.speaker_id)
        .order_by(rows.c.period.desc(), rank, rows.c.speaker_id)
    )
    if after is None:
        return ordered
    period, total, number = after
    if by_name:
        # Looked up, because a name may have characters that no cursor carries.
        name = select(Speaker.name).where(Speaker.id == number).scalar_subquery()
        beyond = or_(Speaker.name > name, and_(Speaker.name == name, Speaker.id > number))
    else:
        beyond = or_(rows.c.total < total, and_(rows.c.total == total, rows.c.speaker_id > number))
    return ordered.where(or_(rows.c.period < period, and_(rows.c.period == period, beyond)))


def _count_publishers(
    session: Session, query: SourceQuery, counted: Sequence[ColumnElement[bool]], shown: Sequence[Any]
) -> dict[tuple[str, int], list[tuple[str | None, int]]]:
    """The publishers of each row, those with the most quotes first."""
    quotes = (
        select(_period(query).label("period"), Quote.speaker_id, Article.publisher_id)
        .join(Article, Article.id == Quote.article_id)
        .where(*counted, Quote.speaker_id.in_({row.speaker_id for row in shown}))
        .subquery("quotes")
    )
    rows = session.execute(
        select(quotes.c.period, quotes.c.speaker_id, Publisher.name, func.count().label("number"))
        .outerjoin(Publisher, Publisher.id == quotes.c.publisher_id)
        .where(quotes.c.period.in_({row.period for row in shown}))
        .group_by(quotes.c.period, quotes.c.speaker_id, Publisher.id, Publisher.name)
        .order_by(func.count().desc(), Publisher.name)
    )
    found: dict[tuple[str, int], list[tuple[str | None, int]]] = {}
    for period, speaker_id, name, number in rows:
        found.setdefault((period, speaker_id), []).append((name, number))
    return found


def _load_speakers(session: Session, numbers: set[int]) -> dict[int, Speaker]:
    return {
        speaker.id: speaker for speaker in session.scalars(select(Speaker).where(Speaker.id.in_(numbers)))
    }


def _source(
    row: Any, speaker: Speaker, totals: dict[str | None, int], publishers: Sequence[tuple[str | None, int]]
) -> QuotedSource:
    period = row.period or None
    others = sum(number for _, number in publishers[SHOWN_PUBLISHERS:])
    share = row.total / totals[period]
    counts = (row.total, row.direct, row.mixed, row.indirect, share)
    return QuotedSource(period, speaker, *counts, tuple(publishers[:SHOWN_PUBLISHERS]), others)
