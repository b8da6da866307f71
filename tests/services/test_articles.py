"""Articles are listed newest first, and leave a tombstone when they go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.event import listen

from models import (
    ArticleState,
    HistoryEvent,
    Quote,
    QuoteState,
    SessionFactory,
)
from services.articles import (
    Ingested,
    NewArticle,
    get_article,
    ingest_article,
    list_articles,
    withdraw_article,
)
from services.errors import Gone, InvalidCursor, NotFound, VersionMismatch
from services.paging import PageRequest

TEXT = "“The quay will stay shut,” Mara Velden, the foreign minister of Torland, said on Tuesday."
ARTICLE = NewArticle(
    text=TEXT,
    title="Quay stays shut",
    url="https://courier.example/quay",
    publisher="The Courier",
    byline="Jo Reed",
    published_at=datetime(2025, 3, 4, 10, tzinfo=UTC),
)


def ingest(sessions: SessionFactory, article: NewArticle = ARTICLE) -> Ingested:
    return ingest_article(sessions, article, actor="key:abc", max_characters=10_000)


def count(sessions: SessionFactory, table: type) -> int:
    with sessions() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_a_withdrawn_article_and_its_quotes_leave_tombstones(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions)
    with writing_sessions.begin() as session:
        version = get_article(session, 1).version
        withdraw_article(session, 1, reason="retracted", actor="key:abc", expected_version=version)
    with sessions() as session:
        with pytest.raises(Gone) as gone:
            get_article(session, 1)
        assert gone.value.members["reason"] == "retracted"
        assert datetime.fromisoformat(gone.value.members["withdrawn_at"]).tzinfo is not None
        quote = session.scalars(select(Quote)).one()
        assert (quote.state, quote.state_reason) == (QuoteState.WITHDRAWN, "retracted")
        assert list_articles(session, page=PageRequest()).items == []
        events = session.scalars(select(HistoryEvent).where(HistoryEvent.action == "withdrawn")).all()
        assert {(event.subject_kind, event.reason, event.actor) for event in events} == {
            ("article", "retracted", "key:abc"),
            ("quote", "retracted", "key:abc"),
        }


def test_a_withdrawn_article_stays_withdrawn(writing_sessions: SessionFactory) -> None:
    ingest(writing_sessions)
    with writing_sessions.begin() as session:
        withdraw_article(session, 1, reason=None, actor="key:abc", expected_version=None)
    with pytest.raises(Gone):
        ingest(writing_sessions)
    with pytest.raises(Gone):
        ingest(writing_sessions, replace(ARTICLE, text="Something else."))
    with pytest.raises(Gone), writing_sessions.begin() as session:
        withdraw_article(session, 1, reason=None, actor="key:abc", expected_version=None)


def test_an_article_that_somebody_else_changed_is_not_withdrawn(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions)
    with pytest.raises(VersionMismatch), writing_sessions.begin() as session:
        withdraw_article(session, 1, reason=None, actor="key:abc", expected_version=1)
    with sessions() as session:
        assert get_article(session, 1).state == ArticleState.READY


def test_an_article_that_never_was_is_not_found(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        with pytest.raises(NotFound):
            get_article(session, 1)
        with pytest.raises(NotFound):
            withdraw_article(session, 1, reason=None, actor="key:abc", expected_version=None)


def archive(writing_sessions: SessionFactory) -> None:
    """Articles 1 to 5; 2 and 4 have no date, 3 and 5 the same one."""
    days = (date(2025, 3, 1), None, date(2025, 3, 5), None, date(2025, 3, 5))
    for number, day in enumerate(days, 1):
        publisher = "The Courier" if number < 4 else "Météo Soir"
        ingest(writing_sessions, NewArticle(text=f"Text {number}.", published_at=day, publisher=publisher))


def date(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def test_articles_are_listed_newest_first_and_those_without_a_date_last(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    archive(writing_sessions)
    seen: list[int] = []
    cursor = None
    with sessions() as session:
        while True:
            page = list_articles(session, page=PageRequest(limit=2, cursor=cursor))
            seen += [article.id for article in page.items]
            cursor = page.next
            if cursor is None:
                break
    assert seen == [5, 3, 1, 4, 2]


def test_an_article_that_comes_in_meanwhile_does_not_shift_the_pages(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    archive(writing_sessions)
    with sessions() as session:
        first = list_articles(session, page=PageRequest(limit=2))
    ingest(writing_sessions, NewArticle(text="News.", published_at=date(2025, 3, 9)))
    with sessions() as session:
        second = list_articles(session, page=PageRequest(limit=2, cursor=first.next))
    assert [article.id for article in second.items] == [1, 4]


def test_articles_are_listed_by_publisher_and_date(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    archive(writing_sessions)
    with sessions() as session:
        by_publisher = list_articles(session, publisher="meteo soir", page=PageRequest())
        after = list_articles(session, published_after=date(2025, 3, 5), page=PageRequest())
        before = list_articles(session, published_before=date(2025, 3, 5), page=PageRequest())
    assert [article.id for article in by_publisher.items] == [5, 4]
    assert [article.id for article in after.items] == [5, 3]
    assert [article.id for article in before.items] == [1]


def test_a_cursor_of_another_list_is_refused(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    archive(writing_sessions)
    with sessions() as session:
        cursor = list_articles(session, page=PageRequest(limit=1)).next
        with pytest.raises(InvalidCursor):
            list_articles(session, publisher="The Courier", page=PageRequest(limit=1, cursor=cursor))


def test_the_titles_of_a_page_are_read_at_once(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    for number in range(12):
        ingest(writing_sessions, replace(ARTICLE, url=f"https://courier.example/{number}"))
    counts = []
    for limit in (2, 12):
        with sessions() as session:
            statements: list[str] = []
            listen(
                session.connection(),
                "before_cursor_execute",
                lambda _c, _k, statement, *_, statements=statements: statements.append(statement),
            )
            page = list_articles(session, page=PageRequest(limit=limit))
            assert [article.current_revision.title for article in page.items] == [ARTICLE.title] * limit
            counts.append(len(statements))
    assert counts[0] == counts[1] <= 3
