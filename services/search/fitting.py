"""Which of some quotes fit a search: the question of the list, asked the other way round."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Quote
from services.search.index import search_index
from services.search.query import QuoteQuery, quote_conditions
from services.search.relevance import score_subject
from services.search.subject import find_targets_about
from services.search.words import subject_words


def fitting_quotes(session: Session, query: QuoteQuery, quote_ids: Collection[int]) -> set[int]:
    """Those of these quotes that `search_quotes` would find, on whatever page.

    Raises InvalidInput (unknown target, too many words).
    """
    statement = select_fitting(session, query)
    return set() if statement is None else set(session.scalars(statement.where(Quote.id.in_(quote_ids))))


def select_fitting(session: Session, query: QuoteQuery) -> Select[int] | None:
    """The numbers of all quotes that `search_quotes` would find; None when nothing can fit.

    Raises InvalidInput (unknown target, too many words).
    """
    conditions = quote_conditions(session, query)
    words = () if query.about is None else subject_words(query.about)
    if conditions is None or (query.about is not None and not words):
        return None
    statement = select(Quote.id).where(*conditions)
    if words:
        targets = find_targets_about(session, words)
        scores = score_subject(search_index(session), words, targets, share=query.share)
        statement = statement.join(scores.rows, scores.rows.c.quote_id == Quote.id)
    return statement
