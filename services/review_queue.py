"""The quotes that nobody has decided on, most doubtful first."""

from __future__ import annotations

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models import Quote
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.quotes import QuoteQuery, load_quotes
from services.search.query import quote_conditions


def list_review_queue(
    session: Session,
    *,
    speaker: str | None = None,
    publisher: str | None = None,
    target: str | None = None,
    page: PageRequest,
) -> Page[Quote]:
    """Active quotes that are still the machine's, by their doubt, the newest of equally doubtful ones first.

    The filters mean what they mean for `services.quotes.search_quotes`. Raises InvalidInput and InvalidCursor.
    """
    query = QuoteQuery(speaker=speaker, publisher=publisher, target=target)
    conditions = quote_conditions(session, query)
    if conditions is None:
        return Page([], None)
    list_name = f"review-{query.list_name}"
    # Only numbers are sorted: an archive's texts would fill the memory.
    statement = (
        select(Quote.id, Quote.doubt)
        .where(*conditions, Quote.decided_by == "machine")
        .order_by(Quote.doubt.desc(), Quote.id.desc())
        .limit(page.limit + 1)
    )
    if page.cursor is not None:
        doubt, last_id = decode_cursor(list_name, page.cursor, [int, int])
        statement = statement.where(tuple_(Quote.doubt, Quote.id) < tuple_(doubt, last_id))
    found = session.execute(statement).all()
    shown = found[: page.limit]
    quotes = load_quotes(session, [number for number, _ in shown])
    items = [quotes[number] for number, _ in shown]
    if len(found) <= page.limit:
        return Page(items, None)
    return Page(items, encode_cursor(list_name, [shown[-1].doubt, shown[-1].id]))
