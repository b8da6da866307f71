"""Saved searches: filters of the list of quotes, under a name and of one API key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import SavedSearch, current_moment
from services.errors import Conflict, Gone, InvalidInput, NotFound, VersionMismatch
from services.history import record_event
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.search.fitting import fitting_quotes
from services.search.query import QuoteQuery
from services.validation import check_line

MOST_SEARCHES: Final = 100
"""How many one key may have."""

_LIST: Final = "saved-searches"
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
    own = select(func.count()).where(SavedSearch.api_key_id == api_key_id, SavedSearch.deleted_at.is_(None))
    if session.scalar(own) == MOST_SEARCHES:
        raise Conflict(f"This key has {MOST_SEARCHES} saved searches, as many as a key may have; delete one.")
    session.add(search)
    session.flush()
    _record(session, search, "created", None, _describe(search), actor)
    return search


def get_search(session: Session, search_id: int, *, api_key_id: int | None) -> SavedSearch:
    """A saved search of this key, or with None of any.

    Raises NotFound, also for somebody else's, and Gone (with `withdrawn_at`) for one that was deleted.
    """
    search = session.get(SavedSearch, search_id)
    return _checked(search, search_id, api_key_id)


def list_searches(session: Session, *, api_key_id: int | None, page: PageRequest) -> Page[SavedSearch]:
    """The saved searches of this key, or with None of all, oldest first. Raises InvalidCursor."""
    query = select(SavedSearch).where(SavedSearch.deleted_at.is_(None)).order_by(SavedSearch.id)
    if api_key_id is not None:
        query = query.where(SavedSearch.api_key_id == api_key_id)
    if page.cursor is not None:
        query = query.where(SavedSearch.id > decode_cursor(_LIST, page.cursor, [int])[0])
    found = session.scalars(query.limit(page.limit + 1)).all()
    items = found[: page.limit]
    return Page(items, encode_cursor(_LIST, [items[-1].id]) if len(found) > page.limit else None)


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
    search = _hold(session, search_id, api_key_id, expected_version)
    before = _describe(search)
    _write(session, search, change)
    if _describe(search) != before:
        _record(session, search, "updated", before, _describe(search), actor)
    session.flush()
    return search


def delete_search(
    session: Session, search_id: int, *, api_key_id: int | None, actor: str, expected_version: int | None
) -> None:
    """Delete a saved search, for webhooks too. Raises NotFound, Gone, and VersionMismatch."""
    search = _hold(session, search_id, api_key_id, expected_version)
    search.deleted_at = current_moment()
    _record(session, search, "deleted", _describe(search), None, actor)
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


def _hold(
    session: Session, search_id: int, api_key_id: int | None, expected_version: int | None
) -> SavedSearch:
    held = (
        select(SavedSearch)
        .where(SavedSearch.id == search_id)
        .with_for_update(of=SavedSearch)
        .execution_options(populate_existing=True)
    )
    search = _checked(session.scalar(held), search_id, api_key_id)
    if expected_version is not None and search.version != expected_version:
        raise VersionMismatch(
            f"Saved search {search_id} is at version {search.version}, not {expected_version}."
        )
    return search


def _checked(search: SavedSearch | None, search_id: int, api_key_id: int | None) -> SavedSearch:
    if search is None or api_key_id not in {None, search.api_key_id}:
        raise NotFound(f"There is no saved search {search_id} of yours.")
    if search.deleted_at is not None:
        raise Gone(
            f"Saved search {search_id} was deleted.", withdrawn_at=search.deleted_at.isoformat(), reason=None
        )
    return search


def _describe(search: SavedSearch) -> dict[str, Any]:
    return {"name": search.name, "query": dict(search.query)}


def _record(
    session: Session,
    search: SavedSearch,
    action: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    actor: str,
) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="saved_search",
        subject_id=search.id,
        before=before,
        after=after,
        reason=None,
    )
