"""Promised work is done once, and what fails is tried again, but not for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from attribution import Extraction
from models import (
    Article,
    ArticleRevision,
    ArticleState,
    Job,
    JobState,
    Quote,
    SessionFactory,
    Stance,
    current_moment,
)
from services.articles import NewArticle, ingest_article
from services.extraction import store_extraction
from services.jobs import run_job, sweep_jobs
from services.submissions import store_submission
from services.targets import create_target, tagging_job
from tests.services.readings import Said, person, reader

TEXT = "“Sanctions must stay,” said Mara Velden."
ENGINE = reader(Said("Sanctions must stay,", person("Mara Velden"), cue="said", source="Mara Velden"))


@pytest.fixture
def queued(writing_sessions: SessionFactory) -> int:
    """The number of the queued job of article 1."""
    with writing_sessions.begin() as session:
        _, job_id = store_submission(session, NewArticle(text=TEXT), "key:abc")
    assert job_id is not None
    return job_id


def state_of(sessions: SessionFactory, job_id: int) -> tuple[str, int, str | None]:
    with sessions() as session:
        job = session.get_one(Job, job_id)
        return job.state, job.attempts, job.error


def broken(text: str) -> Extraction:
    raise OSError("the engine's weights are missing")


def test_a_job_is_done_once(writing_sessions: SessionFactory, sessions: SessionFactory, queued: int) -> None:
    run_job(writing_sessions, queued, extract=ENGINE)
    run_job(writing_sessions, queued, extract=broken)
    assert state_of(sessions, queued) == (JobState.DONE, 1, None)
    with sessions() as session:
        assert len(session.scalars(select(Quote)).all()) == 1


def test_a_job_that_is_not_there_is_nobodys(writing_sessions: SessionFactory) -> None:
    run_job(writing_sessions, 99, extract=broken)


def test_a_failing_job_goes_back_into_the_queue(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    run_job(writing_sessions, queued, extract=broken)
    error = "OSError: the engine's weights are missing"
    assert state_of(sessions, queued) == (JobState.QUEUED, 1, error)
    assert sweep_jobs(writing_sessions, timeout_seconds=300, extract=ENGINE) == 1
    assert state_of(sessions, queued) == (JobState.DONE, 2, None)
    with sessions() as session:
        assert session.get_one(Article, 1).state == ArticleState.READY


def test_the_third_failure_is_the_last(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    for _ in range(4):
        sweep_jobs(writing_sessions, timeout_seconds=300, extract=broken)
    error = "OSError: the engine's weights are missing"
    assert state_of(sessions, queued) == (JobState.FAILED, 3, error)
    with sessions() as session:
        article = session.get_one(Article, 1)
        assert article.state == ArticleState.FAILED
        assert article.current_revision.warnings == [f"The quotes could not be extracted. {error}"]


def test_an_article_that_failed_is_tried_anew_when_it_is_sent_again(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    for _ in range(3):
        sweep_jobs(writing_sessions, timeout_seconds=300, extract=broken)
    ingested = ingest_article(writing_sessions, NewArticle(text=TEXT), actor="key:abc", max_characters=1000)
    assert not ingested.created
    with sessions() as session:
        article = session.get_one(Article, 1)
        assert article.state == ArticleState.READY
        assert article.current_revision.warnings == []


def test_one_failing_job_does_not_stop_a_sweep(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    with writing_sessions.begin() as session:
        _, second = store_submission(session, NewArticle(text=TEXT, title="Again"), "key:abc")

    engines = iter((broken, ENGINE))
    assert sweep_jobs(writing_sessions, timeout_seconds=300, extract=lambda text: next(engines)(text)) == 2
    assert second is not None
    assert state_of(sessions, queued)[0] == JobState.QUEUED
    assert state_of(sessions, second)[0] == JobState.DONE


def test_an_error_while_storing_leaves_nothing_behind(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    queued: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("services.extraction.tag_stances", fail)
    run_job(writing_sessions, queued, extract=ENGINE)
    assert state_of(sessions, queued) == (JobState.QUEUED, 1, "RuntimeError: in the middle")
    with sessions() as session:
        assert session.scalars(select(Quote)).all() == []
        assert session.get_one(Article, 1).state == ArticleState.QUEUED


def let_time_pass(sessions: SessionFactory, job_id: int) -> None:
    with sessions.begin() as session:
        an_hour_ago = current_moment() - timedelta(hours=1)
        session.execute(update(Job).where(Job.id == job_id).values(started_at=an_hour_ago))


def test_of_two_sweeps_at_once_one_does_the_job(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(text: str) -> Extraction:
        begun.set()
        go_on.wait(20)
        return ENGINE(text)

    first = threading.Thread(target=run_job, args=(writing_sessions, queued), kwargs={"extract": wait})
    first.start()
    begun.wait(20)
    assert sweep_jobs(writing_sessions, timeout_seconds=300, extract=broken) == 0
    go_on.set()
    first.join()
    assert state_of(sessions, queued) == (JobState.DONE, 1, None)


@pytest.mark.parametrize("ending", [ENGINE, broken], ids=["succeeds", "fails"])
def test_a_slow_worker_whose_job_was_taken_over_stores_nothing(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    queued: int,
    ending: Callable[[str], Extraction],
) -> None:
    def taken_over(text: str) -> Extraction:
        let_time_pass(writing_sessions, queued)
        assert sweep_jobs(writing_sessions, timeout_seconds=300, extract=reader()) == 1
        return ending(text)

    run_job(writing_sessions, queued, extract=taken_over)
    assert state_of(sessions, queued) == (JobState.DONE, 2, None)
    with sessions() as session:
        assert session.scalars(select(Quote)).all() == []


def test_a_slow_worker_does_not_store_while_another_is_still_at_its_job(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(text: str) -> Extraction:
        begun.set()
        go_on.wait(20)
        return reader(version="2")(text)

    second = threading.Thread(
        target=sweep_jobs, args=(writing_sessions,), kwargs={"timeout_seconds": 300, "extract": wait}
    )

    def taken_over(text: str) -> Extraction:
        let_time_pass(writing_sessions, queued)
        second.start()
        begun.wait(20)
        return ENGINE(text)

    run_job(writing_sessions, queued, extract=taken_over)
    assert state_of(sessions, queued) == (JobState.RUNNING, 2, None)
    go_on.set()
    second.join()
    assert state_of(sessions, queued) == (JobState.DONE, 2, None)
    with sessions() as session:
        assert session.scalars(select(ArticleRevision.engine_version)).one() == "2"


def test_a_job_that_kills_its_process_each_time_is_given_up(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    def die(text: str) -> Extraction:
        raise SystemExit

    for _ in range(3):
        with pytest.raises(SystemExit):
            sweep_jobs(writing_sessions, timeout_seconds=300, extract=die)
        let_time_pass(writing_sessions, queued)
    assert sweep_jobs(writing_sessions, timeout_seconds=300, extract=die) == 1
    state, _, error = state_of(sessions, queued)
    assert state == JobState.FAILED
    assert error == "RuntimeError: the process ended in the middle 3 times"


def test_what_was_revised_meanwhile_is_not_stored_under_the_old_text(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    first = NewArticle(text=TEXT, url="https://courier.example/a")
    with writing_sessions.begin() as session:
        _, old = store_submission(session, first, "key:abc")
    with writing_sessions.begin() as session:
        newer = NewArticle(text="Nothing was said.", url="https://courier.example/a")
        store_submission(session, newer, "key:abc")
    assert old is not None
    run_job(writing_sessions, old, extract=ENGINE)
    with sessions() as session:
        assert session.scalars(select(Quote)).all() == []
        assert session.get_one(Article, 1).state == ArticleState.QUEUED


def test_a_new_target_is_tagged_in_all_quotes(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    queued: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.target_tagging._BATCH", 2)
    run_job(writing_sessions, queued, extract=ENGINE)
    for number in range(4):
        article = NewArticle(text=TEXT, title=f"Edition {number}")
        ingest_article(writing_sessions, article, actor="key:abc", max_characters=1000)
    with writing_sessions.begin() as session:
        target = create_target(
            session,
            slug="sanctions",
            proposition="Sanctions on Kestria should be kept",
            terms=["sanctions"],
            actor="key:abc",
        )
        job_id = tagging_job(session, target).id
    run_job(writing_sessions, job_id)
    assert state_of(sessions, job_id) == (JobState.DONE, 1, None)
    with sessions() as session:
        tagged = session.scalars(select(Stance)).all()
        assert sorted(stance.quote_id for stance in tagged) == [1, 2, 3, 4, 5]
        assert {stance.label for stance in tagged} == {"favor"}


def test_a_quote_that_is_stored_while_a_target_is_made_is_tagged_for_it(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    stored, tagged = threading.Event(), threading.Event()

    def store() -> None:
        with writing_sessions.begin() as session:
            store_extraction(session, session.get_one(ArticleRevision, 1), ENGINE(TEXT))
            stored.set()
            # Long enough for the tagging to be over, were it not made to wait for this transaction.
            tagged.wait(1)

    storing = threading.Thread(target=store)
    storing.start()
    stored.wait(20)
    with writing_sessions.begin() as session:
        target = create_target(
            session, slug="sanctions", proposition="Sanctions should be kept", terms=[], actor="key:abc"
        )
        job_id = tagging_job(session, target).id
    run_job(writing_sessions, job_id)
    tagged.set()
    storing.join()
    with sessions() as session:
        assert session.scalars(select(Stance.label)).all() == ["favor"]


def test_a_sweep_leaves_new_jobs_to_those_who_promised_them(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    assert sweep_jobs(writing_sessions, timeout_seconds=300, queued_seconds=300, extract=ENGINE) == 0
    with writing_sessions.begin() as session:
        earlier = current_moment() - timedelta(seconds=301)
        session.execute(update(Job).where(Job.id == queued).values(created_at=earlier))
    assert sweep_jobs(writing_sessions, timeout_seconds=300, queued_seconds=300, extract=ENGINE) == 1
    assert state_of(sessions, queued) == (JobState.DONE, 1, None)


def test_what_a_database_says_of_itself_is_not_shown_to_readers(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    def lose_connection(text: str) -> Extraction:
        raise OperationalError("SELECT secret", {}, Exception("no route to 10.1.2.3"))

    for _ in range(3):
        sweep_jobs(writing_sessions, timeout_seconds=300, extract=lose_connection)
    with sessions() as session:
        revision = session.get_one(ArticleRevision, 1)
    assert revision.warnings == ["The quotes could not be extracted. OperationalError"]
    assert "10.1.2.3" in (state_of(sessions, queued)[2] or "")


def test_an_article_that_is_revised_while_its_storing_waits_is_no_error(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    first = NewArticle(text=TEXT, url="https://courier.example/a")
    with writing_sessions.begin() as session:
        _, old = store_submission(session, first, "key:abc")
    assert old is not None
    looked, revised = threading.Event(), threading.Event()

    def store_late() -> None:
        with writing_sessions.begin() as session:
            revision = session.get_one(ArticleRevision, 1)
            looked.set()
            revised.wait(20)
            store_extraction(session, revision, ENGINE(TEXT))

    with writing_sessions() as session:
        is_sqlite = session.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        pytest.skip("on SQLite nobody can revise it while another writes")
    storing = threading.Thread(target=store_late)
    storing.start()
    looked.wait(20)
    with writing_sessions.begin() as session:
        # The byline makes it another version of the article's row.
        newer = NewArticle(text="Nothing was said.", url=first.url, byline="Ines Sarkov")
        store_submission(session, newer, "key:abc")
    revised.set()
    storing.join()
    with sessions() as session:
        assert session.scalars(select(Quote)).all() == []
        assert session.get_one(Article, 1).version == 2


def test_revisions_wait_in_the_order_they_came(
    writing_sessions: SessionFactory, sessions: SessionFactory, queued: int
) -> None:
    read: list[str] = []

    def note(text: str) -> Extraction:
        read.append(text)
        return reader()(text)

    with writing_sessions.begin() as session:
        store_submission(session, NewArticle(text="A second article."), "key:abc")
    assert sweep_jobs(writing_sessions, timeout_seconds=300, extract=note) == 2
    assert read == [TEXT, "A second article."]
    with sessions() as session:
        engines = session.scalars(select(ArticleRevision.engine)).all()
    assert engines == ["by-hand", "by-hand"]
