"""Feeds that articles come from: adding, changing and removing them."""

from __future__ import annotations

from typing import Final, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Feed, current_moment
from services.errors import AddressNotAllowed, Conflict, Gone, NotFound
from services.held_rows import hold_row, require_version
from services.history import record_event
from services.outbound_addresses import AddressRefused, OutboundRules, read_destination
from services.paging import Page, PageRequest, page_by
from services.validation import check_optional_line, normalise_url

_LIST: Final = "feeds"


class FeedChange(TypedDict, total=False):
    """What to change in a feed; what has no key stays, and None empties what may be empty."""

    name: str | None
    publisher: str | None
    active: bool


def create_feed(
    session: Session, *, url: str, rules: OutboundRules, actor: str, **given: Unpack[FeedChange]
) -> Feed:
    """Add a feed, to be polled from now on unless `active` is False.

    Raises InvalidInput, AddressNotAllowed for an address that would never be fetched from, and Conflict when there is
    a feed with this address. One that was removed may be added anew, as another feed.
    """
    url = normalise_url("url", url)
    try:
        read_destination(url, rules)
    except AddressRefused as error:
        raise AddressNotAllowed(f"This address is not fetched from: {error}.") from error
    feed = Feed(url=url, active=True, next_poll_at=current_moment())
    _write(feed, given)
    taken = "There is a feed with this address already."
    if session.scalar(select(Feed.id).where(Feed.url == url, Feed.removed_at.is_(None))) is not None:
        raise Conflict(taken)
    try:
        with session.begin_nested():
            session.add(feed)
    except IntegrityError as error:
        raise Conflict(taken) from error
    _record(session, feed, actor, "created", before=None, after=_describe(feed))
    return feed


def update_feed(
    session: Session, feed_id: int, *, actor: str, expected_version: int, **change: Unpack[FeedChange]
) -> Feed:
    """Change a feed; one that becomes active is polled at the next opportunity.

    Raises InvalidInput, NotFound, Gone, and VersionMismatch when `expected_version` is not its version.
    """
    feed = _hold(session, feed_id)
    require_version(f"Feed {feed_id}", feed.version, expected_version)
    before, was_active = _describe(feed), feed.active
    _write(feed, change)
    after = _describe(feed)
    if after == before:
        return feed
    feed.version += 1
    if feed.active and not was_active:
        feed.next_poll_at = current_moment()
    _record(session, feed, actor, "updated", before=before, after=after)
    session.flush()
    return feed


def remove_feed(
    session: Session, feed_id: int, *, reason: str | None, actor: str, expected_version: int | None
) -> None:
    """Poll a feed no more; its articles stay. Raises NotFound, Gone when it already is, and VersionMismatch."""
    reason = check_optional_line("reason", reason, 2000)
    feed = _hold(session, feed_id)
    require_version(f"Feed {feed_id}", feed.version, expected_version)
    feed.removed_at = current_moment()
    feed.removed_reason = reason
    feed.version += 1
    _record(session, feed, actor, "removed", before=_describe(feed), after=None, reason=reason)
    session.flush()


def get_feed(session: Session, feed_id: int) -> Feed:
    """The feed. Raises NotFound, and Gone (with `removed_at` and `reason`) for a removed one."""
    feed = session.get(Feed, feed_id)
    if feed is None:
        raise NotFound(f"There is no feed {feed_id}.")
    if feed.removed_at is not None:
        raise Gone(
            f"Feed {feed_id} was removed.", removed_at=feed.removed_at.isoformat(), reason=feed.removed_reason
        )
    return feed


def list_feeds(session: Session, *, page: PageRequest) -> Page[Feed]:
    """Feeds that were not removed, in the order in which they were added. Raises InvalidCursor."""
    return page_by(session, select(Feed).where(Feed.removed_at.is_(None)), Feed.id, _LIST, page)


def _hold(session: Session, feed_id: int) -> Feed:
    hold_row(session, Feed, Feed.id == feed_id)
    return get_feed(session, feed_id)


def _write(feed: Feed, change: FeedChange) -> None:
    if "name" in change:
        feed.name = check_optional_line("name", change["name"], 200)
    if "publisher" in change:
        feed.publisher = check_optional_line("publisher", change["publisher"], 200)
    if "active" in change:
        feed.active = change["active"]


def _describe(feed: Feed) -> dict[str, object]:
    return {"url": feed.url, "name": feed.name, "publisher": feed.publisher, "active": feed.active}


def _record(
    session: Session,
    feed: Feed,
    actor: str,
    action: str,
    *,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    reason: str | None = None,
) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="feed",
        subject_id=feed.id,
        before=before,
        after=after,
        reason=reason,
    )
