"""What can be seen of jobs: how far they are, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy.exc
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from models import ArticleRevision, Job, JobState, Target
from services.errors import NotFound
from services.paging import Page, PageRequest, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True)
class JobReport:
    """A job, what it is about, and how much of it is done.

    A target is tagged quote by quote; an extraction is one piece. `total` is None until somebody has counted.
    """

    job: Job
    target: str | None
    """The target's slug."""
    article_id: int | None
    superseded_by: int | None
    """The newest job for the same target, to which the rest is left."""

    @property
    def done(self) -> int:
        """How many pieces are done."""
        return self.job.done if self.job.target_id is not None else int(self.job.state == JobState.DONE)

    @property
    def total(self) -> int | None:
        """How many pieces there are."""
        return self.job.total if self.job.target_id is not None else 1

    @property
    def error(self) -> str | None:
        """What the last attempt failed by. Of a database's error only its kind: the rest tells statements and addresses."""
        if self.job.error is None:
            return None
        kind, _, _ = self.job.error.partition(":")
        return kind if hasattr(sqlalchemy.exc, kind) else self.job.error


def get_job(session: Session, job_id: int) -> JobReport:
    """The job. Raises NotFound."""
    row = session.execute(_reports().where(Job.id == job_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no job {job_id}.")
    return JobReport(*row)


def list_jobs(
    session: Session,
    *,
    state: str | None = None,
    kind: str | None = None,
    target_id: int | None = None,
    page: PageRequest,
) -> Page[JobReport]:
    """Jobs, newest first. Raises InvalidCursor."""
    list_name = f"jobs:{state}:{kind}:{target_id}"
    query = _reports().order_by(Job.id.desc()).limit(page.limit + 1)
    for column, value in ((Job.state, state), (Job.kind, kind), (Job.target_id, target_id)):
        if value is not None:
            query = query.where(column == value)
    if page.cursor is not None:
        query = query.where(Job.id < decode_cursor(list_name, page.cursor, [int])[0])
    found = [JobReport(*row) for row in session.execute(query)]
    items = found[: page.limit]
    return Page(items, encode_cursor(list_name, [items[-1].job.id]) if len(found) > page.limit else None)


def _reports() -> Select[Any]:
    newer = aliased(Job)
    superseded_by = (
        select(func.max(newer.id))
        .where(newer.target_id == Job.target_id, newer.id > Job.id)
        .correlate(Job)
        .scalar_subquery()
    )
    return (
        select(Job, Target.slug, ArticleRevision.article_id, superseded_by)
        .outerjoin(Target, Target.id == Job.target_id)
        .outerjoin(ArticleRevision, ArticleRevision.id == Job.revision_id)
    )
