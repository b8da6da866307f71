"""Where a quote appeared: the same words of the same speaker, in however many articles."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Quote, QuoteWording
from services.paging import Page, PageRequest
from services.quotes import get_quote, load_quotes
from services.search.ordering import QuoteOrder


@dataclass(frozen=True, slots=True)
class Appearances:
    """The quotes of a group, one page of them, and the one published first."""

    first: Quote
    page: Page[Quote]


def list_appearances(session: Session, quote_id: int, *, page: PageRequest) -> Appearances:
    """Where a quote appeared, itself included: by when the articles were published, those without a date last.

    Raises NotFound, Gone for a quote that is not active, and InvalidCursor.
    """
    quote = get_quote(session, quote_id)
    order = QuoteOrder(f"appearances:{quote_id}", oldest_first=True)
    members = select(Quote.id, Quote.said_at).order_by(*order.columns()).limit(page.limit + 1)
    if quote.group is None:
        members = members.where(Quote.id == quote_id)
    else:
        members = members.join(QuoteWording, QuoteWording.quote_id == Quote.id).where(
            QuoteWording.group_id == quote.group.id
        )
    if page.cursor is not None:
        members = members.where(order.after(page.cursor))
    rows = session.execute(members).all()
    shown = rows[: page.limit]
    first_id = quote_id if quote.group is None else quote.group.first_quote_id
    quotes = load_quotes(session, [first_id, *(number for number, _ in shown)])
    following = None
    if len(rows) > page.limit:
        last = shown[-1]
        following = order.cursor(last.id, last.said_at, points=1)
    return Appearances(quotes[first_id], Page([quotes[number] for number, _ in shown], following))
