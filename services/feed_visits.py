"""The pages that feeds lead to, looked at when it is their time: each entry once, and again while it may be changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError

from models import EntryState, FeedEntry, SessionFactory, current_moment
from services.articles import ingest_article
from services.errors import AddressNotAllowed, Gone, InvalidInput, NotAPage, ServiceError
from services.fetched_articles import fetch_changed_article
from services.fetching import Conditions, Fetcher
from services.stance_engines import SHIPPED, StanceEngine

LOOKS_AGAIN: Final = (timedelta(hours=1), timedelta(hours=5), timedelta(hours=18), timedelta(days=2))
"""After which times a stored page is looked at again, each counted from the look before: three days in all."""
TRIES_AGAIN: Final = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""After which times a page that could not be stored is tried again; then it is given up."""
# Longer than any visit takes; after it the process that began the visit is taken for dead.
_LEASE: Final = timedelta(minutes=10)
# What no later try would change.
_FINAL: Final = (AddressNotAllowed, NotAPage, Gone, InvalidInput)
_LONGEST_ERROR: Final = 500
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Intake:
    """With what articles are fetched and stored."""

    sessions: SessionFactory
    """Makes sessions that write."""
    fetcher: Fetcher
    max_characters: int
    poll_minutes: int
    stance_engine: StanceEngine = SHIPPED
    clock: Callable[[], datetime] = current_moment


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of one page: `outcome` is new, revised, known or failed, and then `error` says why."""

    url: str
    outcome: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class _Due:
    id: int
    url: str
    published_at: datetime | None
    conditions: Conditions


def due_entries(intake: Intake, feed_id: int) -> list[int]:
    """The numbers of a feed's entries whose time has come, the oldest first."""
    query = select(FeedEntry.id).where(
        FeedEntry.feed_id == feed_id, FeedEntry.next_visit_at <= intake.clock()
    )
    with intake.sessions() as session:
        return list(session.scalars(query.order_by(FeedEntry.id)))


def visit_entry(intake: Intake, entry_id: int) -> Visit | None:
    """Fetch and store an entry's page; None when somebody else is at it.

    A page that cannot be stored is an outcome, not an error: whatever it was, the other entries go on. Raises
    sqlalchemy.exc.SQLAlchemyError when the database fails; then the visit is done anew later.
    """
    due = _claim(intake, entry_id)
    if due is None:
        return None
    try:
        visit, article_id, conditions = _store(intake, due)
    except SQLAlchemyError:
        raise
    except ServiceError as error:
        return _note_failure(intake, due, error.detail, is_final=isinstance(error, _FINAL))
    except Exception as error:
        _logger.exception("entry %d could not be read", due.id)
        return _note_failure(intake, due, f"It could not be read ({type(error).__name__}).", is_final=False)
    _note_success(intake, due, article_id, conditions)
    return visit


def _claim(intake: Intake, entry_id: int) -> _Due | None:
    now = intake.clock()
    with intake.sessions.begin() as session:
        # One statement, so that of two processes only one changes the row.
        claimed = session.execute(
            update(FeedEntry)
            .where(FeedEntry.id == entry_id, FeedEntry.next_visit_at <= now)
            .values(next_visit_at=now + _LEASE)
            .execution_options(synchronize_session=False)
        )
        if not (isinstance(claimed, CursorResult) and claimed.rowcount == 1):
            return None
        entry = session.get_one(FeedEntry, entry_id)
        return _Due(entry.id, entry.url, entry.published_at, Conditions(entry.etag, entry.last_modified))


def _store(intake: Intake, due: _Due) -> tuple[Visit, int | None, Conditions]:
    with intake.sessions() as session:
        entry = session.get_one(FeedEntry, due.id)
        publisher, actor = entry.feed.publisher, f"feed:{entry.feed_id}"
    fetched = fetch_changed_article(intake.fetcher, due.url, due.conditions, publisher=publisher)
    if fetched.article is None:
        return Visit(due.url, "known"), None, fetched.conditions
    article = fetched.article
    if article.published_at is None:
        article = replace(article, published_at=due.published_at)
    ingested = ingest_article(
        intake.sessions,
        article,
        actor=actor,
        max_characters=intake.max_characters,
        stance_engine=intake.stance_engine,
    )
    outcome = "new" if ingested.created else "revised" if ingested.revised else "known"
    return Visit(due.url, outcome), ingested.article_id, fetched.conditions


def _note_success(intake: Intake, due: _Due, article_id: int | None, conditions: Conditions) -> None:
    with intake.sessions.begin() as session:
        entry = session.get_one(FeedEntry, due.id)
        entry.visits = entry.visits + 1 if entry.state == EntryState.STORED else 0
        entry.state = EntryState.STORED
        entry.article_id = article_id or entry.article_id
        entry.etag, entry.last_modified = conditions.etag, conditions.last_modified
        entry.error = None
        entry.next_visit_at = _next(intake.clock(), LOOKS_AGAIN, entry.visits)


def _note_failure(intake: Intake, due: _Due, error: str, *, is_final: bool) -> Visit:
    with intake.sessions.begin() as session:
        entry = session.get_one(FeedEntry, due.id)
        is_stored = entry.state == EntryState.STORED
        entry.visits += 1
        entry.error = error[:_LONGEST_ERROR]
        looks = LOOKS_AGAIN[entry.visits :] if is_stored else TRIES_AGAIN[entry.visits - 1 :]
        entry.next_visit_at = None if is_final or not looks else intake.clock() + looks[0]
        if entry.next_visit_at is None and not is_stored:
            entry.state = EntryState.GIVEN_UP
    return Visit(due.url, "failed", error)


def _next(now: datetime, pauses: tuple[timedelta, ...], number: int) -> datetime | None:
    return now + pauses[number] if number < len(pauses) else None
