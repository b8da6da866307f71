"""/v1/jobs: work that was promised, and how far it is."""

from __future__ import annotations

from typing import Any

from api.database import reading_session
from api.paging import page_answer, page_request
from api.representations import Representation
from api.resource import Resource
from api.schemas.jobs import JobListSchema, JobQuerySchema, JobSchema
from services.errors import InvalidCursor, NotFound
from services.job_reports import JobReport, get_job, list_jobs
from services.targets import get_target

resource = Resource("Jobs", "Work that was promised, and how far it is")

# Those whose requests make jobs. Not for readers: what a job fails by is no part of the archive.
_SCOPES = ("ingest", "review")


@resource.operation(
    "GET",
    "/v1/jobs",
    JobListSchema,
    scope=_SCOPES,
    query=JobQuerySchema,
    refuses=[InvalidCursor, NotFound],
    headers=["Link"],
)
def list_jobs_page(query: dict[str, Any]) -> dict[str, Any]:
    """List jobs, newest first

    A `target` that does not exist is 404.
    """
    session = reading_session()
    page = list_jobs(
        session,
        state=query.get("state"),
        kind=query.get("kind"),
        target_id=get_target(session, query["target"]).id if "target" in query else None,
        page=page_request(query),
    )
    return page_answer(page, [represent_job(report) for report in page.items])


@resource.operation("GET", "/v1/jobs/<id:job_id>", JobSchema, scope=_SCOPES, refuses=[NotFound])
def get_job_by_id(job_id: int) -> dict[str, Any]:
    """Show a job and its progress"""
    return represent_job(get_job(reading_session(), job_id))


def represent_job(report: JobReport) -> Representation:
    """A job and how far it is."""
    job = report.job
    return {
        "id": job.id,
        "kind": job.kind,
        "state": str(job.state),
        "progress": {"done": report.done, "total": report.total},
        "attempts": job.attempts,
        "error": report.error,
        "superseded_by": report.superseded_by,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
        "links": {
            "self": f"/v1/jobs/{job.id}",
            "target": None if report.target is None else f"/v1/targets/{report.target}",
            "article": None if report.article_id is None else f"/v1/articles/{report.article_id}",
        },
    }
