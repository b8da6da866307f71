"""An archive is tagged batch by batch, and a process that ends leaves its place behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from attribution import WeightsUnavailable
from attribution import stance as shipped
from attribution.extraction import Span
from models import Job, JobState, Quote, SessionFactory, Stance, current_moment
from services.job_reports import JobReport, get_job, list_jobs
from services.jobs import run_job, sweep_jobs
from services.paging import PageRequest
from services.targets import create_target, tagging_job, update_target
from tests.services.search.archive import Archive

QUAY = "The quay of Aldermoor should reopen"


class ByHand:
    """An engine that reads "favor" from everything, and notes what it read; `trouble` comes before each reading."""

    name, version = "by-hand", "1"

    def __init__(self, trouble: Callable[[int], None] = lambda number: None) -> None:
        self.read_texts: list[str] = []
        self._trouble = trouble

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        self._trouble(len(self.read_texts))
        self.read_texts.append(text)
        return shipped.Stance("favor", 0.9, Span(0, 1))


def die_at(number: int) -> Callable[[int], None]:
    def die(read: int) -> None:
        if read == number:
            raise SystemExit

    return die


@pytest.fixture(autouse=True)
def archive(writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven quotes, to be tagged two by two."""
    monkeypatch.setattr("services.target_tagging._BATCH", 2)
    with writing_sessions.begin() as session:
        archive = Archive(session)
        for number in range(1, 8):
            archive.quote(f"Open the quay, number {number}.", speaker="Mara Velden")


@pytest.fixture
def job_id(writing_sessions: SessionFactory) -> int:
    with writing_sessions.begin() as session:
        target = create_target(
            session, slug="quay", proposition=QUAY, terms=(), actor="key:abc", tag_at_once=3
        )
        return tagging_job(session, target).id


def report(sessions: SessionFactory, job_id: int) -> JobReport:
    with sessions() as session:
        return get_job(session, job_id)


def progress(sessions: SessionFactory, job_id: int) -> tuple[str, int, int | None]:
    found = report(sessions, job_id)
    return found.job.state, found.done, found.total


def let_time_pass(sessions: SessionFactory) -> None:
    with sessions.begin() as session:
        session.execute(update(Job).values(started_at=current_moment() - timedelta(hours=1)))


def tagged(sessions: SessionFactory) -> list[tuple[int, int]]:
    """The number of each quote with a stance, and the wording it was read for."""
    with sessions() as session:
        return [
            (stance.quote_id, stance.target_version)
            for stance in session.scalars(select(Stance).order_by(Stance.quote_id))
        ]


def test_progress_is_counted_in_quotes(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    assert progress(sessions, job_id) == (JobState.QUEUED, 0, None)
    seen = []
    engine = ByHand(lambda read: seen.append(progress(sessions, job_id)))
    run_job(writing_sessions, job_id, stance_engine=engine)
    assert seen[::2] == [(JobState.RUNNING, done, 7) for done in (0, 2, 4, 6)]
    assert progress(sessions, job_id) == (JobState.DONE, 7, 7)
    assert tagged(sessions) == [(number, 1) for number in range(1, 8)]


def test_a_killed_process_is_followed_by_one_that_goes_on_where_it_was(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    with pytest.raises(SystemExit):
        run_job(writing_sessions, job_id, stance_engine=ByHand(die_at(5)))
    assert progress(sessions, job_id) == (JobState.RUNNING, 4, 7)
    assert [number for number, _ in tagged(sessions)] == [1, 2, 3, 4]
    assert sweep_jobs(writing_sessions, timeout_seconds=300) == 0
    let_time_pass(writing_sessions)
    engine = ByHand()
    assert sweep_jobs(writing_sessions, timeout_seconds=300, stance_engine=engine) == 1
    assert [text[-2] for text in engine.read_texts] == ["5", "6", "7"]
    assert progress(sessions, job_id) == (JobState.DONE, 7, 7)


def test_a_job_that_gets_on_is_not_given_up_however_often_it_is_cut_off(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    def cut_off(read: int) -> None:
        if read == 2:
            raise WeightsUnavailable("the file is gone")

    for _ in range(3):
        sweep_jobs(writing_sessions, timeout_seconds=300, stance_engine=ByHand(cut_off))
    assert progress(sessions, job_id) == (JobState.QUEUED, 6, 7)
    sweep_jobs(writing_sessions, timeout_seconds=300, stance_engine=ByHand())
    assert progress(sessions, job_id) == (JobState.DONE, 7, 7)


def test_a_job_that_does_not_get_on_fails_the_third_time(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    def fail(read: int) -> None:
        raise WeightsUnavailable("the file is gone")

    for _ in range(4):
        sweep_jobs(writing_sessions, timeout_seconds=300, stance_engine=ByHand(fail))
    found = report(sessions, job_id)
    assert (found.job.state, found.job.attempts, found.error) == (
        JobState.FAILED,
        3,
        "WeightsUnavailable: the file is gone",
    )


def test_what_is_reworded_meanwhile_is_left_to_the_newer_job(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    newer = []

    def reword(read: int) -> None:
        if read == 2:
            with writing_sessions.begin() as session:
                target = update_target(
                    session, "quay", proposition="The pier should go", actor="key:abc", expected_version=1
                )
                session.flush()
                newer.append(tagging_job(session, target).id)

    run_job(writing_sessions, job_id, stance_engine=ByHand(reword))
    found = report(sessions, job_id)
    assert (found.job.state, found.done, found.superseded_by) == (JobState.DONE, 2, newer[0])
    assert tagged(sessions) == [(1, 1), (2, 1)]
    run_job(writing_sessions, newer[0], stance_engine=ByHand())
    assert tagged(sessions) == [(number, 2) for number in range(1, 8)]
    assert report(sessions, newer[0]).superseded_by is None


def test_only_what_nobody_can_wait_for_is_left_to_the_background(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        made = [
            tagging_job(
                session,
                create_target(
                    session,
                    slug=f"quay-{number}",
                    proposition=QUAY,
                    terms=(),
                    actor="key:abc",
                    tag_at_once=most,
                ),
            ).is_background
            for number, most in enumerate((0, 6, 7, 10**30, None))
        ]
    assert made == [True, True, False, False, False]


def test_each_sweep_does_its_own_kind_of_jobs(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    assert sweep_jobs(writing_sessions, timeout_seconds=300, background=False) == 0
    assert sweep_jobs(writing_sessions, timeout_seconds=300, background=True, stance_engine=ByHand()) == 1
    assert progress(sessions, job_id) == (JobState.DONE, 7, 7)


def test_a_job_in_the_background_rests_after_it_failed(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    with writing_sessions.begin() as session:
        session.execute(update(Job).values(attempts=1, error="OSError", started_at=current_moment()))
    assert sweep_jobs(writing_sessions, timeout_seconds=300, background=True) == 0
    let_time_pass(writing_sessions)
    assert sweep_jobs(writing_sessions, timeout_seconds=300, background=True, stance_engine=ByHand()) == 1


def test_jobs_are_listed_newest_first_and_narrowed(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    with writing_sessions.begin() as session:
        for slug in ("pier", "tolls"):
            create_target(session, slug=slug, proposition=QUAY, terms=(), actor="key:abc")
        session.execute(update(Job).where(Job.id == job_id).values(state=JobState.DONE))
    with sessions() as session:
        first = list_jobs(session, page=PageRequest(limit=2))
        second = list_jobs(session, page=PageRequest(limit=2, cursor=first.next))
        assert [each.target for each in (*first.items, *second.items)] == ["tolls", "pier", "quay"]
        assert [each.target for each in list_jobs(session, state="done", page=PageRequest()).items] == [
            "quay"
        ]
        assert list_jobs(session, kind="extract_revision", page=PageRequest()).items == []
        (only,) = list_jobs(session, target_id=first.items[0].job.target_id, page=PageRequest()).items
        assert only.target == "tolls"


def test_what_a_database_says_of_itself_is_not_shown(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    with writing_sessions.begin() as session:
        session.execute(
            update(Job).values(error="OperationalError: (x) no route to 10.1.2.3 [SQL: SELECT 1]")
        )
    assert report(sessions, job_id).error == "OperationalError"


def test_withdrawn_quotes_are_neither_read_nor_counted(
    writing_sessions: SessionFactory, sessions: SessionFactory, job_id: int
) -> None:
    with writing_sessions.begin() as session:
        session.get_one(Quote, 3).state = "withdrawn"
    run_job(writing_sessions, job_id, stance_engine=ByHand())
    assert progress(sessions, job_id) == (JobState.DONE, 6, 6)
    assert [number for number, _ in tagged(sessions)] == [1, 2, 4, 5, 6, 7]
