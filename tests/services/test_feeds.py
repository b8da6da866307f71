"""Feeds are added, changed and removed, and the history says by whom."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Feed, HistoryEvent, SessionFactory, current_moment
from services.errors import (
    AddressNotAllowed,
    Conflict,
    Gone,
    InvalidCursor,
    InvalidInput,
    NotFound,
    VersionMismatch,
)
from services.feeds import create_feed, get_feed, list_feeds, remove_feed, update_feed
from services.outbound_addresses import OutboundRules
from services.paging import PageRequest

URL = "https://news.example/politics.rss"
RULES = OutboundRules()


def add(sessions: SessionFactory, url: str = URL) -> int:
    with sessions.begin() as session:
        return create_feed(session, url=url, rules=RULES, actor="key:abc", name="Politics").id


def test_a_feed_is_due_at_once(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    feed_id = add(writing_sessions, "HTTPS://News.Example:443/politics.rss#x")
    with sessions() as session:
        feed = get_feed(session, feed_id)
        assert (feed.url, feed.name, feed.active, feed.version) == (URL, "Politics", True, 1)
        assert feed.next_poll_at <= current_moment()


def test_an_address_is_there_once(writing_sessions: SessionFactory) -> None:
    add(writing_sessions)
    with pytest.raises(Conflict):
        add(writing_sessions)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/feed", "http://news.example:22/feed", "http://0x7f.1/", "http://[::1]/"]
)
def test_an_address_that_would_never_be_fetched_is_refused(
    writing_sessions: SessionFactory, url: str
) -> None:
    with pytest.raises(AddressNotAllowed):
        add(writing_sessions, url)


@pytest.mark.parametrize("url", ["", "news.example", "ftp://news.example/", "https://a:b@news.example/"])
def test_what_is_no_address_is_refused(writing_sessions: SessionFactory, url: str) -> None:
    with pytest.raises(InvalidInput):
        add(writing_sessions, url)


def test_a_change_keeps_what_is_left_out(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    feed_id = add(writing_sessions)
    with writing_sessions.begin() as session:
        update_feed(
            session, feed_id, actor="key:abc", expected_version=1, active=False, publisher=" The  Courier "
        )
    with sessions() as session:
        feed = get_feed(session, feed_id)
        assert (feed.name, feed.publisher, feed.active, feed.version) == ("Politics", "The Courier", False, 2)
    with writing_sessions.begin() as session, pytest.raises(VersionMismatch):
        update_feed(session, feed_id, actor="key:abc", expected_version=1, active=True)
    with writing_sessions.begin() as session:
        assert update_feed(session, feed_id, actor="key:abc", expected_version=2, active=False).version == 2


def test_a_removed_feed_leaves_a_tombstone_and_its_address_free(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    feed_id = add(writing_sessions)
    with writing_sessions.begin() as session:
        remove_feed(session, feed_id, reason="It moved", actor="key:abc", expected_version=None)
    with sessions() as session:
        with pytest.raises(Gone) as gone:
            get_feed(session, feed_id)
        assert gone.value.members["reason"] == "It moved"
        assert list_feeds(session, page=PageRequest()).items == []
    with writing_sessions.begin() as session, pytest.raises(Gone):
        remove_feed(session, feed_id, reason=None, actor="key:abc", expected_version=None)
    assert add(writing_sessions) != feed_id
    with sessions() as session:
        events = session.scalars(select(HistoryEvent).order_by(HistoryEvent.id)).all()
        assert [(event.action, event.actor, event.subject_kind) for event in events] == [
            ("created", "key:abc", "feed"),
            ("removed", "key:abc", "feed"),
            ("created", "key:abc", "feed"),
        ]
        assert events[1].before == {"url": URL, "name": "Politics", "publisher": None, "active": True}


def test_the_list_has_pages(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    for number in range(3):
        add(writing_sessions, f"{URL}?{number}")
    with sessions() as session:
        first = list_feeds(session, page=PageRequest(limit=2))
        rest = list_feeds(session, page=PageRequest(limit=2, cursor=first.next))
        assert [feed.url[-1] for feed in (*first.items, *rest.items)] == ["0", "1", "2"]
        assert rest.next is None
        with pytest.raises(InvalidCursor):
            list_feeds(session, page=PageRequest(cursor="WyJx"))
        with pytest.raises(NotFound):
            get_feed(session, 99)


def test_the_database_itself_keeps_an_address_from_being_there_twice(
    writing_sessions: SessionFactory,
) -> None:
    add(writing_sessions)
    with pytest.raises(IntegrityError), writing_sessions.begin() as session:
        session.add(Feed(url=URL, next_poll_at=current_moment()))
