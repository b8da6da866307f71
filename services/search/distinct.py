"""Each group of quotes listed once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Quote, QuoteWording


def newest_quote(session: Session) -> int:
    """The highest number of a quote; 0 when there is none."""
    return session.scalar(select(func.max(Quote.id))) or 0


def appears_first(matching: Sequence[ColumnElement[bool]], newest: int) -> ColumnElement[bool]:
    """The condition of the quotes that are in no group, or published first of those in it that match.

    `matching` are conditions on Quote. Only quotes up to the number `newest` count: else one that is added while
    somebody goes from page to page would take the place of another that was shown already.
    """
    own, other = aliased(QuoteWording), aliased(QuoteWording)
    is_earlier = or_(
        other.said_at < own.said_at,
        and_(other.said_at.is_not(None), own.said_at.is_(None)),
        and_(other.said_at.is_not_distinct_from(own.said_at), other.quote_id < own.quote_id),
    )
    # The conditions are those of the other quote, which the statement's own table of quotes must not stand in for. In an
    # EXISTS of their own they are asked only of the few quotes that the group's index finds: beside it, SQLite would go
    # through all that fit the conditions, for each quote of the list.
    fits = select(Quote.id).where(Quote.id == other.quote_id, *matching).correlate(other)
    earlier = (
        select(other.quote_id)
        .where(other.group_id == own.group_id, other.quote_id <= newest, is_earlier, exists(fits))
        .correlate(own)
    )
    later = select(own.quote_id).where(own.quote_id == Quote.id, exists(earlier)).correlate(Quote)
    return and_(Quote.id <= newest, ~exists(later))
