"""The whole archive is tagged for one target, batch by batch, and each batch knows where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from models import ArticleRevision, Job, JobState, Quote, QuoteState, SessionFactory, Target, current_moment
from services.locks import wait_for_storing
from services.stance_engines import Pair, ReadingAhead, Readings
from services.stances import pair_of, tag_stances

# Small enough that on SQLite other writers wait a fraction of a second for each batch.
_BATCH = 100


class KeepClaim(Protocol):
    """Changes the job that is being done, and raises when it is somebody else's by now."""

    def __call__(self, session: Session, **values: object) -> None: ...


def tag_archive(sessions: SessionFactory, job_id: int, ahead: ReadingAhead, keep: KeepClaim) -> None:
    """Tag all active quotes for the job's target, from where an earlier attempt ended.

    Each batch is stored in one transaction with the job's progress. When the target was reworded meanwhile, the rest is
    left to the newer job, which starts with the first quote.
    """
    _count(sessions, job_id, keep)
    has_more = True
    while has_more:
        readings = ahead.read(_pairs_of_batch(sessions, job_id))
        has_more = _tag_batch(sessions, job_id, readings, keep)


def newer_job(session: Session, job: Job) -> int | None:
    """The number of the newest job for the same target if it is newer than this one."""
    newest = select(func.max(Job.id)).where(Job.target_id == job.target_id, Job.id > job.id)
    return session.scalar(newest)


def _count(sessions: SessionFactory, job_id: int, keep: KeepClaim) -> None:
    with sessions.begin() as session:
        keep(session, started_at=current_moment())
        wait_for_storing(session)
        job = session.get_one(Job, job_id)
        left = session.scalar(
            select(func.count())
            .select_from(Quote)
            .where(Quote.state == QuoteState.ACTIVE, Quote.id > job.last_quote_id)
        )
        keep(session, total=job.done + (left or 0))


def _tag_batch(sessions: SessionFactory, job_id: int, readings: Readings, keep: KeepClaim) -> bool:
    """Tag the quotes after the last one; answers whether there are more."""
    with sessions.begin() as session:
        # A sign of life for each batch: a large archive takes longer than the timeout of a job.
        keep(session, started_at=current_moment())
        wait_for_storing(session)
        job = session.get_one(Job, job_id)
        if newer_job(session, job) is not None:
            keep(session, state=JobState.DONE, error=None, finished_at=current_moment())
            return False
        target = session.get_one(Target, job.target_id)
        batch = _batch(session, job.last_quote_id)
        for quote in batch:
            tag_stances(session, quote, [target], readings)
        done = job.done + len(batch)
        if len(batch) < _BATCH:
            keep(
                session, state=JobState.DONE, error=None, finished_at=current_moment(), done=done, total=done
            )
            return False
        # Quotes that were added meanwhile make the total grow, those that were withdrawn leave it too large until the end.
        keep(
            session,
            done=done,
            total=max(job.total or 0, done),
            last_quote_id=batch[-1].id,
            fruitful_attempt=job.attempts,
            error=None,
        )
        return True


def _pairs_of_batch(sessions: SessionFactory, job_id: int) -> Sequence[Pair]:
    """What is to be read about the next quotes; not what a person decided."""
    with sessions() as session:
        job = session.get_one(Job, job_id)
        target = session.get_one(Target, job.target_id)
        return [
            pair_of(quote.text, quote.context, target)
            for quote in _batch(session, job.last_quote_id)
            if not any(
                stance.target_id == target.id and stance.decided_by == "human" for stance in quote.stances
            )
            and not any(decision.target_id == target.id for decision in quote.unrelated)
        ]


def _batch(session: Session, last_id: int) -> Sequence[Quote]:
    return session.scalars(
        select(Quote)
        .where(Quote.state == QuoteState.ACTIVE, Quote.id > last_id)
        .order_by(Quote.id)
        .limit(_BATCH)
        # Its warnings are weighed; its text is not needed.
        .options(selectinload(Quote.revision).defer(ArticleRevision.text))
    ).all()
