"""Promised work is done once: in the call that promised it, or by a sweep after a crash."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

import attribution
from models import (
    ArticleRevision,
    ArticleState,
    Job,
    JobState,
    SessionFactory,
    current_moment,
)
from services.extraction import Extract, pairs_to_read, read_revision, store_extraction
from services.meanings import embed_found
from services.metrics import metrics
from services.stance_engines import SHIPPED, ReadingAhead, StanceEngine
from services.target_tagging import tag_archive

_ATTEMPTS = 3
# A job in the background that failed is not begun again by the very next sweep, a few seconds later.
_PAUSE_AFTER_FAILURE = timedelta(seconds=60)
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Claim:
    """The right to do a job: lost when another process has claimed it since (then its attempts are more)."""

    job_id: int
    attempt: int
    fruitful_attempt: int
    revision_id: int | None
    target_id: int | None


class _ClaimLost(Exception):
    """Another process took the job over; what this one did must not be stored."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What a job is done with."""

    sessions: SessionFactory
    extract: Extract
    stance_engine: StanceEngine


def run_job(
    sessions: SessionFactory,
    job_id: int,
    *,
    extract: Extract = attribution.extract,
    stance_engine: StanceEngine = SHIPPED,
) -> None:
    """Do a queued job; does nothing when it is done or somebody else is at it.

    What the job does is stored in one transaction, or for a target in one for each batch of quotes, after which the
    next attempt goes on. An error puts the job back in the queue, the third one in a row without anything stored makes
    it fail; it is logged and noted in the job, not raised.
    """
    _run(_Work(sessions, extract, stance_engine), job_id, older_than=None)


def sweep_jobs(
    sessions: SessionFactory,
    *,
    timeout_seconds: int,
    queued_seconds: int = 0,
    background: bool | None = None,
    extract: Extract = attribution.extract,
    stance_engine: StanceEngine = SHIPPED,
) -> int:
    """Do all queued jobs, and the running ones that began more than `timeout_seconds` ago: their process died.

    Jobs made less than `queued_seconds` ago are left to the call that promised them. With `background` only those are
    done that nobody waits for, or only the others; of those, one that failed rests for a minute. Answers how many were
    taken up. Two sweeps at once share the work.
    """
    timeout = timedelta(seconds=timeout_seconds)
    with sessions() as session:
        now = current_moment()
        left = and_(Job.state == JobState.QUEUED, Job.created_at <= now - timedelta(seconds=queued_seconds))
        stale = and_(Job.state == JobState.RUNNING, Job.started_at < now - timeout)
        waiting = select(Job.id).where(or_(left, stale)).order_by(Job.id)
        if background is not None:
            waiting = waiting.where(Job.is_background == background)
        if background:
            rested = or_(Job.started_at.is_(None), Job.started_at <= now - _PAUSE_AFTER_FAILURE)
            waiting = waiting.where(rested)
        job_ids = session.scalars(waiting).all()
    work = _Work(sessions, extract, stance_engine)
    return sum(_run(work, job_id, older_than=timeout) for job_id in job_ids)


def _run(work: _Work, job_id: int, *, older_than: timedelta | None) -> bool:
    claim = _claim(work.sessions, job_id, older_than)
    if claim is None:
        return False
    try:
        if claim.attempt - claim.fruitful_attempt > _ATTEMPTS:
            # Nothing was noted by the attempts before: the process died in each of them.
            raise RuntimeError(f"the process ended in the middle {_ATTEMPTS} times")
        if claim.revision_id is not None:
            _extract_revision(work, claim, claim.revision_id)
        elif claim.target_id is not None:
            _tag_target(work, claim)
        metrics().jobs.labels("done").inc()
    except _ClaimLost:
        metrics().jobs.labels("lost").inc()
        _logger.warning("job %d was taken over by another process", job_id)
    except Exception as error:
        # Whatever it was, the article must not be lost, and other jobs must go on.
        _logger.exception("job %d failed at attempt %d", job_id, claim.attempt)
        _note_failure(work.sessions, claim, error)
    return True


def _claim(sessions: SessionFactory, job_id: int, older_than: timedelta | None) -> _Claim | None:
    free = Job.state == JobState.QUEUED
    if older_than is not None:
        stale = and_(Job.state == JobState.RUNNING, Job.started_at < current_moment() - older_than)
        free = or_(free, stale)
    with sessions.begin() as session:
        # One statement, so that of two processes only one changes the row.
        claimed = session.execute(
            update(Job)
            .where(Job.id == job_id, free)
            .values(state=JobState.RUNNING, attempts=Job.attempts + 1, started_at=current_moment())
            .execution_options(synchronize_session=False)
        )
        if not _changed_one(claimed):
            return None
        job = session.get_one(Job, job_id)
        return _Claim(job.id, job.attempts, job.fruitful_attempt, job.revision_id, job.target_id)


def _keep_claim(session: Session, claim: _Claim, **values: object) -> None:
    """Change the claimed job, and hold it until the transaction ends. Raises _ClaimLost."""
    changed = session.execute(
        update(Job)
        .where(Job.id == claim.job_id, Job.state == JobState.RUNNING, Job.attempts == claim.attempt)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if not _changed_one(changed):
        raise _ClaimLost


def _changed_one(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1


def _reading_ahead(work: _Work, claim: _Claim) -> ReadingAhead:
    def show_life() -> None:
        # Reading for long must not make this job look like one whose process died.
        try:
            with work.sessions.begin() as session:
                _keep_claim(session, claim, started_at=current_moment())
        except OperationalError as error:
            # Somebody held the lock for too long. The next sign may get through, and storing finds out what is lost.
            _logger.warning("job %d gave no sign of life (%s)", claim.job_id, type(error).__name__)

    return ReadingAhead(work.stance_engine, subject=f"job {claim.job_id}", sign_of_life=show_life)


def _extract_revision(work: _Work, claim: _Claim, revision_id: int) -> None:
    with work.sessions() as session:
        revision = session.get_one(ArticleRevision, revision_id)
    # After the session, which on SQLite keeps every other writer out while it is open.
    extraction = read_revision(revision, work.extract)
    with work.sessions() as session:
        pairs = pairs_to_read(session, revision_id, extraction)
    # Before the transaction for the same reason: reading stances may take long.
    with _reading_ahead(work, claim) as ahead:
        readings = ahead.read(pairs)
    meanings = embed_found(revision.text, extraction)
    with work.sessions.begin() as session:
        _keep_claim(session, claim, state=JobState.DONE, error=None, finished_at=current_moment())
        revision = session.get_one(ArticleRevision, revision_id)
        quotes = store_extraction(session, revision, extraction, readings, meanings)
    # After the commit: what was not stored was not found.
    for quote in quotes:
        metrics().quotes.labels(quote.type).inc()


def _tag_target(work: _Work, claim: _Claim) -> None:
    def keep(session: Session, **values: object) -> None:
        _keep_claim(session, claim, **values)

    with _reading_ahead(work, claim) as ahead:
        tag_archive(work.sessions, claim.job_id, ahead, keep)


def _note_failure(sessions: SessionFactory, claim: _Claim, error: Exception) -> None:
    told = f"{type(error).__name__}: {error}"
    try:
        with sessions.begin() as session:
            fruitless = claim.attempt - session.get_one(Job, claim.job_id).fruitful_attempt
            final = fruitless >= _ATTEMPTS
            _keep_claim(
                session,
                claim,
                state=JobState.FAILED if final else JobState.QUEUED,
                error=told,
                finished_at=current_moment() if final else None,
            )
            metrics().jobs.labels("failed" if final else "retry").inc()
            if final and claim.revision_id is not None:
                revision = session.get_one(ArticleRevision, claim.revision_id)
                article = revision.article
                if article.state == ArticleState.QUEUED and revision is article.current_revision:
                    article.state = ArticleState.FAILED
                    # Warnings are served to everybody, and a database's error tells statements and addresses.
                    shown = type(error).__name__ if isinstance(error, SQLAlchemyError) else told
                    revision.warnings = [*revision.warnings, f"The quotes could not be extracted. {shown}"]
    except _ClaimLost:
        _logger.warning("job %d was taken over by another process", claim.job_id)
