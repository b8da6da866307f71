"""Quotes of several speakers in turn, so that a page shows all of them however much one has said."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import NoneType

from sqlalchemy.orm import Session

from services.errors import InvalidCursor
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.quotes import QuoteMatch, QuoteQuery
from services.search.matching import prepare_search


def search_quotes_in_turn(
    session: Session, queries: Sequence[QuoteQuery], page: PageRequest
) -> Page[QuoteMatch]:
    """One page of the best quote of each query, then the second best of each, and so on.

    The queries must find no quote in common. Raises InvalidInput and InvalidCursor.
    """
    list_name = _list_name(queries)
    turn, cursors = _read_cursor(list_name, len(queries), page.cursor)
    searches = [prepare_search(session, query) for query in queries]
    found = [
        [] if search is None else search.find(session, cursor, page.limit + 1)
        for search, cursor in zip(searches, cursors, strict=True)
    ]
    taken = [0] * len(queries)
    order: list[int] = []
    while len(order) < page.limit and any(
        count < len(each) for count, each in zip(taken, found, strict=True)
    ):
        if taken[turn] < len(found[turn]):
            order.append(found[turn][taken[turn]].number)
            taken[turn] += 1
        turn = (turn + 1) % len(queries)
    matches: dict[int, QuoteMatch] = {}
    for number, (search, each) in enumerate(zip(searches, found, strict=True)):
        if search is not None and taken[number]:
            shown = each[: taken[number]]
            matches |= {match.quote.id: match for match in search.load(session, shown)}
            cursors[number] = search.cursor_after(shown[-1])
    items = [matches[number] for number in order if number in matches]
    more = any(count < len(each) for count, each in zip(taken, found, strict=True))
    return Page(items, encode_cursor(list_name, [turn, *cursors]) if more else None)


def finds_any(session: Session, query: QuoteQuery) -> bool:
    """Whether a query finds a quote. Raises InvalidInput."""
    search = prepare_search(session, query)
    return search is not None and bool(search.find(session, None, 1))


def _list_name(queries: Sequence[QuoteQuery]) -> str:
    names = "\n".join(query.list_name for query in queries)
    return "turns:" + hashlib.sha256(names.encode()).hexdigest()[:24]


def _read_cursor(list_name: str, count: int, cursor: str | None) -> tuple[int, list[str | None]]:
    if cursor is None:
        return 0, [None] * count
    turn, *cursors = decode_cursor(list_name, cursor, [int, *[(str, NoneType)] * count])
    if not isinstance(turn, int) or not 0 <= turn < count:
        raise InvalidCursor("Use the `next` value of a page of this same list.")
    return turn, [None if each is None else str(each) for each in cursors]
