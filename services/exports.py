"""All quotes that fit a query, however many, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models import QuoteState, SessionFactory
from services.search.matching import FoundNumber, QuoteMatch, QuoteSearch, prepare_search
from services.search.query import QuoteQuery

NUMBERS_AT_A_TIME = 20_000
"""How many quotes are looked for at once. Where relevance is asked for each look scores all candidates anew, so they
should be few; what one finds is only numbers."""
QUOTES_AT_A_TIME = 100
"""How many quotes are in the memory at once: as many as on the longest page of a list."""


def export_quotes(sessions: SessionFactory, query: QuoteQuery) -> Iterator[list[QuoteMatch]]:
    """Every quote that fits, in the order of the list, in batches of at most QUOTES_AT_A_TIME.

    Each batch is read in a transaction of its own that is over before the batch is handed out, so a slow reader holds
    neither SQLite's log nor a connection. Quotes that are added meanwhile come if their place in the order is still
    ahead, those that are withdrawn before their turn do not, and none comes twice.

    Raises as `search_quotes` does, at the first batch, and what the database raises at any.
    """
    cursor: str | None = None
    while True:
        with sessions() as session:
            search = prepare_search(session, query)
            found = [] if search is None else search.find(session, cursor, NUMBERS_AT_A_TIME)
        if search is None or not found:
            return
        for numbers in _batches(found, QUOTES_AT_A_TIME):
            matches = _read(sessions, search, numbers)
            if matches:
                yield matches
        if len(found) < NUMBERS_AT_A_TIME:
            return
        cursor = search.cursor_after(found[-1])


def _read(sessions: SessionFactory, search: QuoteSearch, numbers: Sequence[FoundNumber]) -> list[QuoteMatch]:
    with sessions() as session:
        matches = search.load(session, numbers)
    return [match for match in matches if match.quote.state == QuoteState.ACTIVE]


def _batches(found: Sequence[FoundNumber], size: int) -> Iterator[Sequence[FoundNumber]]:
    return (found[start : start + size] for start in range(0, len(found), size))
