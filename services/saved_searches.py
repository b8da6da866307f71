"""Saved searches: filters of the list of quotes, under a name and of one API key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from sqlalchemy.orm import Session

from models import SavedSearch, current_moment
from services.belongings import Belongings
from services.errors import InvalidInput
from services.paging import Page, PageRequest
from services.search.fitting import fitting_quotes
from services.search.query import QuoteQuery
from services.validation import check_line

MOST_SEARCHES: Final = 100
"""How many one key may have."""

_SEARCHES: Final = Belongings(SavedSearch, "saved search", "saved searches", "saved_search")
_LONGEST_NAME: Final = 200
_MOMENTS: Final = frozenset({"said_after", "said_before"})


class SearchChange(TypedDict, total=False):
    """What to change in a saved search; what has no key stays."""

    name: str
    query: Mapping[str, Any]


def create_search(
    session: Session, *, name: str, query: Mapping[str, Any], api_key_id: int, actor: str
) -> SavedSearch:
    """Save a search for a key; `query` has the filters of the list of quotes.

    Raises InvalidInput, also for a target that is not there, and Conflict for one search too many.
    """
    search = SavedSearch(api_key_id=api_key_id)
    _write(session, search, {"name": name, "query": query})
    _SEARCHES.refuse_more(session, api_key_id, MOST_SEARCHES)
    session.add(search)
    session.flush()
    _SEARCHES.record(session, search, "created", None, _describe(search), actor)
    return search


def get_search(session: Session, search_id: int, *, api_key_id: int | None) -> SavedSearch:
    """A saved search of this key, or with None of any.

    Raises NotFound, also for somebody else's, and Gone (with `withdrawn_at`) for one that was deleted.
    """
    return _SEARCHES.find(session, search_id, api_key_id)


def list_searches(session: Session, *, api_key_id: int | None, page: PageRequest) -> Page[SavedSearch]:
    """The saved searches of this key, or with None of all, oldest first. Raises InvalidCursor."""
    return _SEARCHES.list(session, api_key_id, page)


def update_search(
    session: Session,
    search_id: int,
    *,
    api_key_id: int | None,
    actor: str,
    expected_version: int,
    **change: Unpack[SearchChange],
) -> SavedSearch:
    """Change a saved search; a new query holds for quotes that come or change from now on.

    Raises InvalidInput, NotFound, Gone, and VersionMismatch when `expected_version` is not its version.
    """
    search = _SEARCHES.hold(session, search_id, api_key_id, expected_version)
    before = _describe(search)
    _write(session, search, change)
    if _describe(search) != before:
        _SEARCHES.record(session, search, "updated", before, _describe(search), actor)
    session.flush()
    return search


def delete_search(
    session: Session, search_id: int, *, api_key_id: int | None, actor: str, expected_version: int | None
) -> None:
    """Delete a saved search, for webhooks too. Raises NotFound, Gone, and VersionMismatch."""
    search = _SEARCHES.hold(session, search_id, api_key_id, expected_version)
    search.deleted_at = current_moment()
    _SEARCHES.record(session, search, "deleted", _describe(search), None, actor)
    session.flush()


def read_query(filters: Mapping[str, Any]) -> QuoteQuery:
    """The filters, as they were saved, as a question to the archive. Their order plays no part in what fits."""
    values: dict[str, Any] = {
        name: _moment(value) if name in _MOMENTS else value for name, value in filters.items()
    }
    values.pop("sort", None)
    article = values.pop("article", None)
    return QuoteQuery(**values, article_id=article)


def _moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _write(session: Session, search: SavedSearch, change: SearchChange) -> None:
    if "name" in change:
        search.name = check_line("name", change["name"], _LONGEST_NAME)
    if "query" in change:
        search.query = _check_query(session, change["query"])


def _check_query(session: Session, filters: Mapping[str, Any]) -> dict[str, Any]:
    try:
        # It finds nothing; it refuses what cannot be asked.
        fitting_quotes(session, read_query(filters), ())
    except InvalidInput as error:
        errors = {f"query/{field}": details for field, details in error.members["errors"].items()}
        raise InvalidInput(f"query: {error.detail}", errors=errors) from error
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in filters.items()
    }


def _describe(search: SavedSearch) -> dict[str, Any]:
    return {"name": search.name, "query": dict(search.query)}
