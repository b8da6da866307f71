"""Which of some quotes fit a search: the question of the list, asked the other way round."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models import Quote
from services.search.about import score_about
from services.search.query import QuoteQuery, quote_conditions


def fitting_quotes(session: Session, query: QuoteQuery, quote_ids: Collection[int]) -> set[int]:
    """Those of these quotes that `search_quotes` would find, on whatever page.

    Raises InvalidInput (unknown target, too many words).
    """
    statement = select_fitting(session, query, Quote.id.in_(quote_ids))
    return set() if statement is None else set(session.scalars(statement))


def select_fitting(session: Session, query: QuoteQuery, *within: ColumnElement[bool]) -> Select[int] | None:
    """The numbers of all quotes that `search_quotes` would find, of those `within` conditions; None when nothing can fit.

    Raises InvalidInput (unknown target, too many words).
    """
    conditions = quote_conditions(session, query)
    if conditions is None:
        return None
    conditions = [*conditions, *within]
    statement = select(Quote.id)
    if query.about is not None:
        about = score_about(session, query.about, conditions, share=query.share)
        if about is None:
            return None
        conditions = [*about.conditions]
        statement = statement.join(about.scores.rows, about.scores.rows.c.quote_id == Quote.id)
    return statement.where(*conditions)
