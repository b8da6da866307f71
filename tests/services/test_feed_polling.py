"""Feeds are asked when it is their time, each entry becomes one article, and nothing stops the others."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

import services.feed_visits
from models import Article, ArticleState, EntryState, Feed, FeedEntry, SessionFactory
from services.articles import withdraw_article
from services.feed_polling import Polled, next_poll, poll_feeds
from services.feed_visits import LOOKS_AGAIN, TRIES_AGAIN, Intake
from services.feeds import create_feed, remove_feed, update_feed
from tests.services.local_server import reply
from tests.services.page_server import PageServerFake, page, page_server, unless_known

START = datetime(2030, 3, 4, 10, tzinfo=UTC)
TEXT = "“The bridge stays open,” said Mara Velden, the transport minister of Torland."


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Newsroom:
    """A feed on a server, and what polls it."""

    server: PageServerFake
    intake: Intake
    clock: Clock
    sessions: SessionFactory

    def publish(self, *names: str) -> None:
        """A feed with these entries, the newest first, and the pages."""
        items = "".join(
            f"<item><title>{name}</title><link>/{name}?utm_source=rss</link>"
            "<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate></item>"
            for name in names
        )
        feed = f"<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>"
        self.server.pages["/feed"] = reply(200, feed.encode(), Content_Type="application/rss+xml")
        for name in names:
            self.server.pages.setdefault(f"/{name}", page(html(name)))

    def poll(self, after: timedelta = timedelta()) -> list[Polled]:
        self.clock.now += after
        return list(poll_feeds(self.intake))

    def entries(self) -> list[FeedEntry]:
        with self.sessions() as session:
            return list(session.scalars(select(FeedEntry).order_by(FeedEntry.id)))

    def articles(self) -> list[Article]:
        with self.sessions() as session:
            return list(session.scalars(select(Article).order_by(Article.id)))

    def feed(self) -> Feed:
        with self.sessions() as session:
            return session.scalars(select(Feed)).one()

    def asked(self, path: str) -> int:
        return sum(asked.path == path for asked in self.server.asked)


def html(name: str, text: str = TEXT) -> str:
    return f"<html lang='en'><head><title>{name} news</title></head><body><article><p>{text}</p></article></body></html>"


def counts(polled: list[Polled]) -> tuple[int, int, int, int]:
    (one,) = polled
    return one.new, one.revised, one.known, len(one.failures)


@pytest.fixture
def newsroom(writing_sessions: SessionFactory, sessions: SessionFactory) -> Iterator[Newsroom]:
    with page_server() as server:
        clock = Clock()
        fetcher = server.fetcher()
        intake = Intake(writing_sessions, fetcher, max_characters=10_000, poll_minutes=15, clock=clock)
        with writing_sessions.begin() as session:
            create_feed(
                session,
                url=server.address("/feed"),
                rules=fetcher.rules,
                actor="key:abc",
                publisher="The Courier",
            )
        yield Newsroom(server, intake, clock, sessions)


def test_entries_become_articles_the_oldest_first(newsroom: Newsroom) -> None:
    newsroom.publish("bridge", "quay")
    assert counts(newsroom.poll()) == (2, 0, 0, 0)
    quay, bridge = newsroom.articles()
    assert (quay.url, bridge.url) == (newsroom.server.address("/quay"), newsroom.server.address("/bridge"))
    assert bridge.publisher is not None
    assert bridge.publisher.name == "The Courier"
    assert bridge.published_at == datetime(2025, 3, 4, 10, tzinfo=UTC)
    assert bridge.state == ArticleState.READY
    assert [entry.article_id for entry in newsroom.entries()] == [1, 2]


def test_a_feed_is_asked_when_it_is_its_time(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    newsroom.poll()
    assert newsroom.poll(timedelta(minutes=14)) == []
    assert newsroom.asked("/feed") == 1
    with newsroom.sessions() as session:
        assert next_poll(session) == START + timedelta(minutes=15)
    newsroom.publish("quay", "bridge")
    assert counts(newsroom.poll(timedelta(minutes=1))) == (1, 0, 0, 0)
    assert newsroom.asked("/bridge") == 1


def test_a_feed_that_has_not_changed_is_not_sent_again(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    whole = newsroom.server.pages["/feed"]
    newsroom.server.pages["/feed"] = unless_known(
        '"1"', reply(200, b"<rss version='2.0'><channel/></rss>", ETag='"1"', Last_Modified="then")
    )
    newsroom.poll()
    assert counts(newsroom.poll(timedelta(minutes=15))) == (0, 0, 0, 0)
    assert newsroom.server.asked[-1].headers["If-None-Match"] == '"1"'
    assert newsroom.server.asked[-1].headers["If-Modified-Since"] == "then"
    assert newsroom.feed().polls == 2
    newsroom.server.pages["/feed"] = whole
    assert counts(newsroom.poll(timedelta(minutes=15))) == (1, 0, 0, 0)


def test_a_changed_page_becomes_a_revision_within_the_days_it_is_looked_at(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    newsroom.poll()
    newsroom.server.pages["/bridge"] = page(html("bridge", TEXT.replace("open", "shut")))
    assert counts(newsroom.poll(LOOKS_AGAIN[0])) == (0, 1, 0, 0)
    for pause in LOOKS_AGAIN[1:]:
        assert counts(newsroom.poll(pause)) == (0, 0, 1, 0)
    newsroom.server.pages["/bridge"] = page(html("bridge", "Nobody said a word."))
    assert counts(newsroom.poll(timedelta(days=30))) == (0, 0, 0, 0)
    assert newsroom.asked("/bridge") == 1 + len(LOOKS_AGAIN)


def test_a_page_that_says_it_has_not_changed_is_known(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    newsroom.server.pages["/bridge"] = unless_known('"1"', page(html("bridge"), ETag='"1"'))
    newsroom.poll()
    assert counts(newsroom.poll(LOOKS_AGAIN[0])) == (0, 0, 1, 0)
    assert newsroom.server.asked[-1].headers["If-None-Match"] == '"1"'
    assert newsroom.entries()[0].article_id == 1


def test_a_broken_entry_stops_no_other_and_is_tried_again(newsroom: Newsroom) -> None:
    newsroom.server.pages["/quay"] = reply(503)
    newsroom.publish("bridge", "quay", "toll")
    (polled,) = newsroom.poll()
    assert (polled.new, polled.error) == (2, None)
    assert polled.failures == (
        (newsroom.server.address("/quay"), "The page's server answered with status 503, not 200."),
    )
    newsroom.server.pages["/quay"] = page(html("quay"))
    assert counts(newsroom.poll(TRIES_AGAIN[0])) == (1, 0, 0, 0)
    assert newsroom.entries()[1].error is None


def test_an_entry_that_stays_broken_is_given_up(newsroom: Newsroom) -> None:
    newsroom.server.pages["/quay"] = reply(404)
    newsroom.publish("quay")
    newsroom.poll()
    for pause in TRIES_AGAIN:
        assert counts(newsroom.poll(pause)) == (0, 0, 0, 1)
    (entry,) = newsroom.entries()
    assert (entry.state, entry.next_visit_at) == (EntryState.GIVEN_UP, None)
    assert counts(newsroom.poll(timedelta(days=30))) == (0, 0, 0, 0)


def test_an_entry_that_leads_inside_is_given_up_at_once(newsroom: Newsroom) -> None:
    newsroom.publish("quay")
    newsroom.server.pages["/quay"] = reply(302, Location="http://169.254.169.254/latest/meta-data/")
    (polled,) = newsroom.poll()
    assert "not fetched from" in polled.failures[0][1]
    assert newsroom.entries()[0].state == EntryState.GIVEN_UP


def test_a_crash_in_one_page_stops_no_other(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = services.feed_visits.fetch_changed_article

    def crash(fetcher: object, url: str, *arguments: object, **options: object) -> object:
        if url.endswith("quay"):
            raise RuntimeError("the secret of the house")
        return whole(fetcher, url, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("services.feed_visits.fetch_changed_article", crash)
    newsroom.publish("bridge", "quay")
    (polled,) = newsroom.poll()
    assert (polled.new, polled.failures[0][1]) == (1, "It could not be read (RuntimeError).")


def test_a_withdrawn_article_stays_so(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    newsroom.poll()
    with newsroom.intake.sessions.begin() as session:
        withdraw_article(session, 1, reason="A mistake", actor="key:abc", expected_version=None)
    newsroom.server.pages["/bridge"] = page(html("bridge", "Another text entirely."))
    assert counts(newsroom.poll(LOOKS_AGAIN[0])) == (0, 0, 0, 1)
    assert newsroom.entries()[0].next_visit_at is None
    assert newsroom.articles()[0].state == ArticleState.WITHDRAWN


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(newsroom: Newsroom) -> None:
    newsroom.server.pages["/feed"] = reply(200, b"<html>no feed</html>", Content_Type="text/html")
    pauses = []
    for _ in range(9):
        (polled,) = newsroom.poll()
        assert polled.error == "What is at the address is neither RSS nor Atom."
        pauses.append(newsroom.feed().next_poll_at - newsroom.clock.now)
        newsroom.clock.now = newsroom.feed().next_poll_at
    assert pauses[:3] == [timedelta(minutes=30), timedelta(minutes=60), timedelta(minutes=120)]
    assert pauses[-1] == timedelta(days=1)
    newsroom.publish("bridge")
    assert counts(newsroom.poll()) == (1, 0, 0, 0)
    assert (newsroom.feed().error_count, newsroom.feed().error) == (0, None)


def test_pages_are_looked_at_though_their_feed_fails(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    newsroom.poll()
    newsroom.server.pages["/feed"] = reply(500)
    newsroom.server.pages["/bridge"] = page(html("bridge", "Nobody said a word."))
    (polled,) = newsroom.poll(LOOKS_AGAIN[0])
    assert (polled.revised, polled.error) == (1, "The page's server answered with status 500, not 200.")


def test_one_that_is_not_active_or_was_removed_is_not_asked(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    with newsroom.intake.sessions.begin() as session:
        update_feed(session, 1, actor="key:abc", expected_version=1, active=False)
    assert newsroom.poll() == []
    with newsroom.intake.sessions.begin() as session:
        update_feed(session, 1, actor="key:abc", expected_version=2, active=True)
        remove_feed(session, 1, reason=None, actor="key:abc", expected_version=None)
    assert newsroom.poll() == []
    assert newsroom.server.asked == []


def test_two_passes_at_once_share_the_work(newsroom: Newsroom) -> None:
    newsroom.publish("bridge", "quay")
    with ThreadPoolExecutor(2) as pool:
        passes = list(pool.map(lambda _: list(poll_feeds(newsroom.intake)), range(2)))
    assert sum(polled.new for each in passes for polled in each) == 2
    assert (newsroom.asked("/feed"), newsroom.asked("/bridge")) == (1, 1)


def test_what_a_killed_pass_was_at_is_done_again(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def kill(*_arguments: object, **_options: object) -> object:
        raise Killed

    newsroom.publish("bridge", "quay")
    with monkeypatch.context() as patch:
        patch.setattr("services.feed_visits.fetch_changed_article", kill)
        with pytest.raises(Killed):
            newsroom.poll()
    assert [entry.state for entry in newsroom.entries()] == [EntryState.WAITING] * 2
    assert counts(newsroom.poll(timedelta(minutes=15))) == (2, 0, 0, 0)


def test_the_same_page_in_two_feeds_is_one_article(newsroom: Newsroom) -> None:
    newsroom.publish("bridge")
    newsroom.server.pages["/other"] = newsroom.server.pages["/feed"]
    rules = newsroom.intake.fetcher.rules
    with newsroom.intake.sessions.begin() as session:
        create_feed(
            session,
            url=newsroom.server.address("/other"),
            rules=rules,
            actor="key:abc",
            publisher="The Courier",
        )
    assert [(polled.new, polled.known) for polled in newsroom.poll()] == [(1, 0), (0, 1)]
    assert len(newsroom.articles()) == 1


def test_a_page_in_another_language_is_stored_and_says_that_it_was_not_read(newsroom: Newsroom) -> None:
    french = "« Le pont restera ouvert tout l'été », a déclaré lundi Mara Velden, la ministre des Transports du Torland."
    newsroom.server.pages["/pont"] = page(html("pont", french))
    newsroom.publish("pont")
    assert counts(newsroom.poll()) == (1, 0, 0, 0)
    with newsroom.sessions() as session:
        article = session.scalars(select(Article)).one()
        assert (article.language, article.state) == ("fr", ArticleState.READY)
        assert article.current_revision.warnings[0].startswith("language_not_read: ")
        # The page says lang="en", as templates do; the text says otherwise, and more surely.
        assert article.current_revision.language_detection is not None


def test_a_long_text_fails_alone(newsroom: Newsroom) -> None:
    newsroom.intake = replace(newsroom.intake, max_characters=200)
    newsroom.server.pages["/long"] = page(html("long", TEXT * 10))
    newsroom.publish("long", "bridge")
    assert counts(newsroom.poll()) == (1, 0, 0, 1)
