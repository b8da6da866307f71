"""The orders of quotes, and the cursors that go on after a quote in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from types import NoneType
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models import Quote
from services.errors import InvalidCursor
from services.paging import decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True)
class QuoteOrder:
    """By `points` downward if they are given, then by time, quotes without a moment last, then by number.

    Every value in the order belongs to the quote alone and never changes, so a page after a cursor holds the
    same quotes whatever was added in between.
    """

    list_name: str
    oldest_first: bool
    points: ColumnElement[int] | None = None
    is_bounded: bool = False
    """Whether its cursors tell up to which number quotes are listed."""

    def columns(self) -> list[ColumnElement[Any]]:
        """What to sort by."""
        by_points: list[ColumnElement[Any]] = [] if self.points is None else [self.points.desc()]
        if self.oldest_first:
            return [*by_points, Quote.said_at.asc().nulls_last(), Quote.id.asc()]
        return [*by_points, Quote.said_at.desc().nulls_last(), Quote.id.desc()]

    def cursor(self, number: int, said_at: datetime | None, points: int, newest: int | None = None) -> str:
        """The cursor that goes on after the quote with this number, moment and points; `newest` if it is bounded."""
        moment = None if said_at is None else said_at.isoformat()
        bound = [] if newest is None else [newest]
        return encode_cursor(self.list_name, [points, moment, number, *bound])

    def newest(self, cursor: str) -> int:
        """Up to which number the list of a cursor has quotes, if it is bounded. Raises InvalidCursor."""
        return int(self._decode(cursor)[3])

    def after(self, cursor: str) -> ColumnElement[bool]:
        """The condition of the quotes after a cursor. Raises InvalidCursor."""
        points, moment, number, *_ = self._decode(cursor)
        later = self._later(_read_moment(moment), number)
        if self.points is None:
            return later
        return or_(self.points < points, and_(self.points == points, later))

    def _decode(self, cursor: str) -> list[Any]:
        bound: list[type] = [int] if self.is_bounded else []
        return decode_cursor(self.list_name, cursor, [int, (str, NoneType), int, *bound])

    def _later(self, moment: datetime | None, number: Any) -> ColumnElement[bool]:
        beyond = Quote.id > number if self.oldest_first else Quote.id < number
        if moment is None:
            return and_(Quote.said_at.is_(None), beyond)
        further = Quote.said_at > moment if self.oldest_first else Quote.said_at < moment
        return or_(further, and_(Quote.said_at == moment, beyond), Quote.said_at.is_(None))


def _read_moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidCursor("Use the `next` value of a page of this same list.") from None
