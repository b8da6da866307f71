"""An article comes in once, whoever sends it, however often, and whatever is killed meanwhile."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select

from models import (
    Article,
    ArticleRevision,
    ArticleState,
    HistoryEvent,
    Job,
    JobState,
    Publisher,
    Quote,
    QuoteState,
    SessionFactory,
)
from services.articles import (
    Ingested,
    NewArticle,
    article_quotes,
    get_article,
    ingest_article,
)
from services.errors import InvalidInput, TooLarge
from services.jobs import sweep_jobs

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


def test_an_article_is_stored_with_its_quotes(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingested = ingest(writing_sessions)
    assert ingested == Ingested(1, created=True, revised=False)
    with sessions() as session:
        article = get_article(session, 1)
        (quote,) = article_quotes(session, article)
        assert article.state == ArticleState.READY
        assert article.publisher is not None
        assert article.publisher.name == "The Courier"
        (span,) = quote.spans_of("content")
        assert TEXT[span.start : span.end] == quote.text == "The quay will stay shut,"
        assert quote.speaker is not None
        assert quote.speaker.name == "Mara Velden"
        assert quote.said_at == ARTICLE.published_at
        assert quote.engine == article.current_revision.engine


def test_the_same_article_again_changes_nothing(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions)
    with sessions() as session:
        version = get_article(session, 1).version
    same = replace(ARTICLE, url="HTTPS://Courier.example:443/quay#comments", title=None)
    assert ingest(writing_sessions, same) == Ingested(1, created=False, revised=False)
    with sessions() as session:
        assert get_article(session, 1).version == version
    assert [count(sessions, table) for table in (ArticleRevision, Quote, Job)] == [1, 1, 1]
    # The article and its speaker were made once.
    assert count(sessions, HistoryEvent) == 2


def test_without_a_url_publisher_title_and_text_say_which_article_it_is(
    writing_sessions: SessionFactory,
) -> None:
    bare = replace(ARTICLE, url=None)
    assert ingest(writing_sessions, bare).created
    assert not ingest(writing_sessions, replace(bare, publisher="THE  COURIER")).created
    assert ingest(writing_sessions, replace(bare, title="Another title")).created
    assert ingest(writing_sessions, replace(bare, publisher="Meridian Wire")).created
    assert ingest(writing_sessions, replace(bare, publisher=None)).created


def test_another_text_under_the_same_url_is_a_new_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions)
    corrected = "Correction. " + TEXT.replace("Tuesday", "Monday")
    ingested = ingest(writing_sessions, replace(ARTICLE, text=corrected, title=None, byline=None))
    assert ingested == Ingested(1, created=False, revised=True)
    with sessions() as session:
        article = get_article(session, 1)
        old, new = article.revisions
        assert (old.text, new.text) == (TEXT, corrected)
        assert new.title == "Quay stays shut"
        assert article.byline == "Jo Reed"
        states = session.execute(select(Quote.revision_id, Quote.state).order_by(Quote.id)).all()
        assert [tuple(row) for row in states] == [
            (old.id, QuoteState.SUPERSEDED),
            (new.id, QuoteState.ACTIVE),
        ]
        (quote,) = article_quotes(session, article)
        (span,) = quote.spans_of("content")
        assert corrected[span.start : span.end] == quote.text
        events = session.execute(
            select(HistoryEvent.action, HistoryEvent.subject_kind).order_by(HistoryEvent.id)
        )
        assert [tuple(row) for row in events] == [
            ("created", "article"),
            ("created", "speaker"),
            ("revised", "article"),
            ("superseded", "quote"),
        ]


def test_a_page_that_is_put_back_is_a_third_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions)
    ingest(writing_sessions, replace(ARTICLE, text="Nothing was said."))
    assert ingest(writing_sessions).revised
    with sessions() as session:
        assert [revision.number for revision in get_article(session, 1).revisions] == [1, 2, 3]
        assert len(article_quotes(session, get_article(session, 1))) == 1


def test_a_text_in_another_language_is_stored_without_quotes(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(
        writing_sessions, replace(ARTICLE, text="« Le quai reste fermé », a dit Mara Velden.", language="fr")
    )
    with sessions() as session:
        article = get_article(session, 1)
        assert article.state == ArticleState.READY
        assert article.current_revision.warnings == [
            "language_not_read: the language is 'fr', and quotes are extracted from English (en) only"
        ]
        assert article_quotes(session, article) == []


FRENCH = "« Le quai restera fermé tout l'hiver », a déclaré mardi Mara Velden, la ministre des Affaires étrangères."


@pytest.mark.parametrize(
    ("article", "language", "is_detected"),
    [
        (replace(ARTICLE, text=FRENCH), "fr", True),
        (replace(ARTICLE, text=FRENCH, page_language="en-US"), "fr", True),
        (replace(ARTICLE, text=FRENCH, page_language="fr-CA"), "fr-CA", False),
        (replace(ARTICLE, text=FRENCH, language="en"), "en", False),
        (replace(ARTICLE, page_language="en-GB"), "en-GB", False),
        (replace(ARTICLE, page_language="fr"), "en", False),
        (replace(ARTICLE, text="Mara Velden.", title=None, page_language="fr"), "fr", False),
        (replace(ARTICLE, text="Mara Velden.", title=None), "en", False),
    ],
)
def test_a_language_is_given_or_seen_or_claimed_by_the_page(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    article: NewArticle,
    language: str,
    is_detected: bool,
) -> None:
    ingest(writing_sessions, article)
    with sessions() as session:
        stored = get_article(session, 1)
        assert stored.language == language
        assert (stored.current_revision.language_detection is not None) == is_detected


def test_a_revision_without_a_language_keeps_the_one_that_was_given(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions, replace(ARTICLE, language="cy"))
    ingest(writing_sessions, replace(ARTICLE, text="Mara Velden."))
    with sessions() as session:
        assert (get_article(session, 1).language, count(sessions, ArticleRevision)) == ("cy", 2)


def test_british_english_is_english(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    ingest(writing_sessions, replace(ARTICLE, language="en-GB"))
    assert count(sessions, Quote) == 1


@pytest.mark.parametrize(
    ("article", "field"),
    [
        (replace(ARTICLE, text=" \n\t"), "text"),
        (replace(ARTICLE, text="a\x00b"), "text"),
        (replace(ARTICLE, text="half a character: \ud83d"), "text"),
        (replace(ARTICLE, title="half a character: \udc00"), "title"),
        (replace(ARTICLE, title="t" * 501), "title"),
        (replace(ARTICLE, publisher="p" * 201), "publisher"),
        (replace(ARTICLE, byline="b\x00"), "byline"),
        (
            replace(ARTICLE, published_at=datetime(2025, 3, 4, tzinfo=UTC).replace(tzinfo=None)),
            "published_at",
        ),
        (
            replace(ARTICLE, published_at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))),
            "published_at",
        ),
        (
            replace(ARTICLE, published_at=datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))),
            "published_at",
        ),
        (replace(ARTICLE, published_at=datetime.now(UTC) + timedelta(days=3)), "published_at"),
        (replace(ARTICLE, language="English!"), "language"),
        (replace(ARTICLE, language=""), "language"),
        (replace(ARTICLE, url="ftp://courier.example/quay"), "url"),
        (replace(ARTICLE, url="courier.example/quay"), "url"),
        (replace(ARTICLE, url="https://user:secret@courier.example/quay"), "url"),
        (replace(ARTICLE, url="https://[::1/quay"), "url"),
        (replace(ARTICLE, url="https://courier.example:99999/quay"), "url"),
        (replace(ARTICLE, url="https://courier.example/a quay"), "url"),
        (replace(ARTICLE, url="https://courier.example/" + "q" * 2000), "url"),
        (replace(ARTICLE, url="javascript:alert(1)"), "url"),
        (replace(ARTICLE, url=""), "url"),
    ],
)
def test_what_cannot_be_an_article_is_refused(
    writing_sessions: SessionFactory, article: NewArticle, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ingest(writing_sessions, article)
    assert list(refusal.value.members["errors"]) == [field]
    assert count(writing_sessions, Article) == 0


def test_a_text_longer_than_the_limit_is_refused(writing_sessions: SessionFactory) -> None:
    with pytest.raises(TooLarge, match="10001 characters; at most 10000"):
        ingest(writing_sessions, replace(ARTICLE, text="a" * 10_001))


def test_empty_titles_and_publishers_are_none(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions, replace(ARTICLE, title=" ", publisher="", byline="\n"))
    with sessions() as session:
        article = get_article(session, 1)
        assert (article.current_revision.title, article.publisher, article.byline) == (None, None, None)


def test_twenty_threads_with_the_same_article_make_one(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: ingest(writing_sessions), range(20)))
    assert sum(answer.created for answer in answers) == 1
    assert {answer.article_id for answer in answers} == {answers[0].article_id}
    tables = (Article, ArticleRevision, Job, Publisher, Quote)
    assert [count(sessions, table) for table in tables] == [1, 1, 1, 1, 1]
    with sessions() as session:
        assert get_article(session, answers[0].article_id).state == ArticleState.READY


def test_threads_with_the_same_correction_make_one_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest(writing_sessions)
    corrected = replace(ARTICLE, text=TEXT + " She left.")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ingest(writing_sessions, corrected), range(8)))
    assert sum(answer.revised for answer in answers) == 1
    with sessions() as session:
        article = get_article(session, 1)
        assert len(article.revisions) == 2
        assert len(article_quotes(session, article)) == 1


def test_threads_with_articles_that_quote_the_same_people_make_each_once(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    def send(number: int) -> None:
        # In turn in one order and in the other, so that locks taken one by one would be taken crosswise.
        lines = [TEXT, "“We will sue,” said Ilse Marovny, who leads the dockers’ union."]
        text = " ".join(lines if number % 2 else reversed(lines)) + f" Edition {number}."
        ingest(writing_sessions, NewArticle(text=text))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    with sessions() as session:
        names = select(Quote.speaker_id, func.count()).group_by(Quote.speaker_id)
        assert [tuple(row)[1] for row in session.execute(names)] == [8, 8]


KILLED = """
import os, sys
from datetime import UTC, datetime
import services.articles
from models import make_writing_session_factory, open_engine
from services.articles import NewArticle

def die(*args, **options):
    os._exit(9)

{die}
sessions = make_writing_session_factory(open_engine(sys.argv[1]))
article = NewArticle(text=sys.argv[2], title="Quay stays shut", url="https://courier.example/quay",
    publisher="The Courier", byline="Jo Reed", published_at=datetime(2025, 3, 4, 10, tzinfo=UTC))
services.articles.ingest_article(sessions, article, actor="key:abc", max_characters=10_000)
"""
BEFORE_THE_JOB = "services.articles.run_job = die"
IN_THE_JOB = "import services.jobs; services.jobs.store_extraction = die"


def kill(database_url: str, die: str) -> None:
    program = KILLED.format(die=die)
    ended = subprocess.run([sys.executable, "-c", program, database_url, TEXT], timeout=60, check=False)
    assert ended.returncode == 9


def test_an_article_whose_process_was_killed_is_read_by_a_sweep(
    database_url: str, writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    kill(database_url, BEFORE_THE_JOB)
    with sessions() as session:
        assert get_article(session, 1).state == ArticleState.QUEUED
    assert sweep_jobs(writing_sessions, timeout_seconds=300) == 1
    assert sweep_jobs(writing_sessions, timeout_seconds=300) == 0
    with sessions() as session:
        assert get_article(session, 1).state == ArticleState.READY
    assert [count(sessions, table) for table in (Article, ArticleRevision, Job, Quote)] == [1, 1, 1, 1]


def test_an_article_whose_process_was_killed_is_read_when_it_is_sent_again(
    database_url: str, writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    kill(database_url, BEFORE_THE_JOB)
    assert ingest(writing_sessions) == Ingested(1, created=False, revised=False)
    with sessions() as session:
        assert get_article(session, 1).state == ArticleState.READY
    assert [count(sessions, table) for table in (Article, ArticleRevision, Job, Quote)] == [1, 1, 1, 1]


def test_a_job_whose_process_was_killed_is_done_once_its_time_is_over(
    database_url: str, writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    kill(database_url, IN_THE_JOB)
    assert sweep_jobs(writing_sessions, timeout_seconds=300) == 0
    assert sweep_jobs(writing_sessions, timeout_seconds=0) == 1
    with sessions() as session:
        job = session.scalars(select(Job)).one()
        assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert [count(sessions, table) for table in (Article, ArticleRevision, Quote)] == [1, 1, 1]
