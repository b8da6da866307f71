"""One pass over the feeds whose time has come: what is new in them is fetched and stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models import Feed, FeedEntry
from services.errors import ServiceError
from services.feed_documents import MOST_BYTES, FeedItem, NotAFeed, read_feed
from services.feed_visits import Intake, due_entries, visit_entry
from services.fetching import Conditions, Fetched
from services.held_rows import hold_stored_row

_ACCEPT: Final = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
_LONGEST_PAUSE: Final = timedelta(days=1)
# 2 to the 10th of the shortest pause is above the longest one.
_MOST_DOUBLINGS: Final = 11
_LONGEST_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class Polled:
    """What a pass found in one feed. `error` is why the feed could not be read, `failures` what became of which page."""

    feed_id: int
    name: str
    new: int
    revised: int
    known: int
    failures: tuple[tuple[str, str], ...]
    error: str | None


def poll_feeds(intake: Intake) -> Iterator[Polled]:
    """Ask every active feed whose time has come, and store what it leads to; one result for each, as it is done.

    No page and no feed stops the others. Two passes at once share the work, and a pass that is killed loses nothing:
    what it had found out is stored, and what it was at is done again. Raises sqlalchemy.exc.SQLAlchemyError.
    """
    with intake.sessions() as session:
        due = select(Feed.id).where(_is_due(intake.clock())).order_by(Feed.next_poll_at, Feed.id)
        feed_ids = list(session.scalars(due))
    for feed_id in feed_ids:
        if _claim(intake, feed_id):
            yield _poll(intake, feed_id)


def next_poll(session: Session) -> datetime | None:
    """When the next feed is due; None without an active one."""
    return session.scalar(
        select(Feed.next_poll_at)
        .where(Feed.active, Feed.removed_at.is_(None))
        .order_by(Feed.next_poll_at)
        .limit(1)
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(Feed.active, Feed.removed_at.is_(None), Feed.next_poll_at <= now)


def _claim(intake: Intake, feed_id: int) -> bool:
    now = intake.clock()
    with intake.sessions.begin() as session:
        # One statement, so that of two processes only one changes the row.
        claimed = session.execute(
            update(Feed)
            .where(Feed.id == feed_id, _is_due(now))
            .values(next_poll_at=now + timedelta(minutes=intake.poll_minutes))
            .execution_options(synchronize_session=False)
        )
        return isinstance(claimed, CursorResult) and claimed.rowcount == 1


def _poll(intake: Intake, feed_id: int) -> Polled:
    with intake.sessions() as session:
        feed = session.get_one(Feed, feed_id)
        name, url, conditions = feed.name or feed.url, feed.url, Conditions(feed.etag, feed.last_modified)
    error: str | None = None
    try:
        fetcher = replace(intake.fetcher, most_bytes=min(MOST_BYTES, intake.fetcher.most_bytes))
        fetched = fetcher.fetch(url, accept=_ACCEPT, conditions=conditions)
        items = () if fetched.content is None else _read(fetched)
    except (ServiceError, NotAFeed) as refusal:
        error = refusal.detail if isinstance(refusal, ServiceError) else str(refusal)
        _note_failure(intake, feed_id, error)
    else:
        _note_items(intake, feed_id, fetched, items)
    outcomes: Counter[str] = Counter()
    failures = []
    # Also where the feed failed: its pages may be elsewhere, and their time has come.
    for entry_id in due_entries(intake, feed_id):
        visit = visit_entry(intake, entry_id)
        if visit is not None:
            outcomes[visit.outcome] += 1
            failures += [(visit.url, visit.error)] if visit.error is not None else []
    return Polled(
        feed_id, name, outcomes["new"], outcomes["revised"], outcomes["known"], tuple(failures), error
    )


def _read(fetched: Fetched) -> tuple[FeedItem, ...]:
    return read_feed(fetched.content or b"", fetched.url, fetched.content_type)


def _note_items(intake: Intake, feed_id: int, fetched: Fetched, items: tuple[FeedItem, ...]) -> None:
    """Keep the new entries together with what says that the feed has not changed since."""
    now = intake.clock()
    digests = {hashlib.sha256(item.url.encode()).hexdigest(): item for item in items}
    with intake.sessions.begin() as session:
        feed = hold_stored_row(session, Feed, Feed.id == feed_id)
        known = set(
            session.scalars(
                select(FeedEntry.url_digest).where(
                    FeedEntry.feed_id == feed_id, FeedEntry.url_digest.in_(digests)
                )
            )
        )
        # The oldest first, so that articles come in in the order in which they appeared.
        for digest, item in reversed(digests.items()):
            if digest not in known:
                session.add(
                    FeedEntry(
                        feed_id=feed_id,
                        url_digest=digest,
                        url=item.url,
                        title=item.title,
                        published_at=item.published_at,
                        next_visit_at=now,
                    )
                )
        if fetched.content is not None:
            feed.etag, feed.last_modified = fetched.conditions.etag, fetched.conditions.last_modified
        feed.error, feed.error_count = None, 0
        feed.polled_at = now
        feed.polls += 1


def _note_failure(intake: Intake, feed_id: int, error: str) -> None:
    """Ask again after twice the time of before, a day at most."""
    now = intake.clock()
    with intake.sessions.begin() as session:
        feed = hold_stored_row(session, Feed, Feed.id == feed_id)
        feed.error = error[:_LONGEST_ERROR]
        feed.error_count += 1
        feed.polled_at = now
        feed.polls += 1
        doublings = min(feed.error_count, _MOST_DOUBLINGS)
        feed.next_poll_at = now + min(timedelta(minutes=intake.poll_minutes) * 2**doublings, _LONGEST_PAUSE)
