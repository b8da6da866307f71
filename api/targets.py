"""/v1/targets: the propositions that quotes are for or against."""

from __future__ import annotations

from typing import Any

from flask import current_app

from api.authentication import caller
from api.conditional import answer_with_tag, entity_tag, require_match
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.refusals import PreconditionRequired
from api.representations import represent_target, represent_target_proposal, target_versions
from api.resource import Resource
from api.schemas.paging import PageQuerySchema
from api.schemas.targets import (
    NewTargetSchema,
    TargetChangeSchema,
    TargetListSchema,
    TargetProposalQuerySchema,
    TargetProposalSchema,
    TargetSchema,
)
from api.stance_engine import stance_engine
from models import Job, JobState, Target
from services.errors import Conflict, InvalidCursor, NotFound, VersionMismatch
from services.job_reports import get_job
from services.jobs import run_job
from services.targets import (
    create_target,
    get_target,
    list_targets,
    propose_target,
    tagging_job,
    update_target,
)

resource = Resource("Targets", "Propositions that quotes are for or against")


@resource.operation(
    "GET", "/v1/targets", TargetListSchema, query=PageQuerySchema, refuses=[InvalidCursor], headers=["Link"]
)
def list_targets_page(query: dict[str, Any]) -> dict[str, Any]:
    """List targets by slug"""
    page = list_targets(reading_session(), page=page_request(query))
    return page_answer(page, [represent_target(target) for target in page.items])


@resource.operation(
    "POST",
    "/v1/targets",
    TargetSchema,
    status=201,
    meaning="Created; all stored quotes have been tagged for it",
    also_status={
        202: "Created; the archive is tagged in the background, as the job in the Link header tells"
    },
    scope="review",
    body=NewTargetSchema,
    refuses=[Conflict],
    headers=["Location", "ETag", "Link", "Idempotency-Replayed"],
    creates=True,
    links={
        "getTarget": {"operationId": "get_target_by_slug", "parameters": {"slug": "$response.body#/slug"}},
        "changeTarget": {
            "operationId": "change_target_by_slug",
            "parameters": {
                "path.slug": "$response.body#/slug",
                "header.If-Match": "$response.header.ETag",
            },
        },
    },
)
def add_target(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Create a target and tag all stored quotes for it

    An archive of more than a few hundred quotes is tagged in the background.
    """
    with database().writing.begin() as session:
        target = create_target(
            session,
            slug=body.get("slug"),
            proposition=body["proposition"],
            inverse=body.get("inverse"),
            terms=body.get("terms", []),
            notes=body.get("notes"),
            actor=caller().actor,
            tag_at_once=current_app.config["ONRECORD_TAG_AT_ONCE_QUOTES"],
        )
        job = tagging_job(session, target)
    return _show_tagged(target, job, 201, {"Location": f"/v1/targets/{target.slug}"})


@resource.operation(
    "GET",
    "/v1/targets/<slug:slug>",
    TargetSchema,
    also_status={304: "The client has it already"},
    refuses=[NotFound],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_target_by_slug(slug: str) -> dict[str, Any]:
    """Show a target"""
    return _show(get_target(reading_session(), slug))


@resource.operation(
    "PATCH",
    "/v1/targets/<slug:slug>",
    TargetSchema,
    meaning="Changed; unless only notes were, all stored quotes have been tagged anew",
    also_status={
        202: "Changed; the archive is tagged in the background, as the job in the Link header tells"
    },
    scope="review",
    body=TargetChangeSchema,
    refuses=[NotFound, PreconditionRequired, VersionMismatch],
    headers=["ETag", "Link"],
    request_headers=["Required-If-Match"],
)
def change_target_by_slug(body: dict[str, Any], slug: str) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Change a target, and tag all stored quotes anew if its wording changed

    Wording is proposition, inverse and terms. Until a quote has been read anew its stance is outdated. Stances that a
    person decided stay as they are, outdated until somebody decides on them again.
    """
    with database().writing.begin() as session:
        current = get_target(session, slug)
        require_match(entity_tag(target_versions(current)), required=True)
        target = update_target(
            session,
            slug,
            actor=caller().actor,
            expected_version=current.version,
            tag_at_once=current_app.config["ONRECORD_TAG_AT_ONCE_QUOTES"],
            **body,
        )
        session.flush()
        job = tagging_job(session, target)
    return _show_tagged(target, job, 200, {})


@resource.operation(
    "GET",
    "/v1/target-proposal",
    TargetProposalSchema,
    query=TargetProposalQuerySchema,
    meaning="How the proposition is read, and what is proposed for a target of it",
)
def propose_new_target(query: dict[str, Any]) -> dict[str, Any]:
    """Propose slug, inverse and terms for a new target

    Nothing is stored: look at it, change it, and send it with `POST /v1/targets`.
    """
    # Not below /v1/targets/, where it would hide the target that has this name for its slug.
    return represent_target_proposal(propose_target(reading_session(), query["proposition"]))


def _show(target: Target) -> dict[str, Any]:
    answer_with_tag(entity_tag(target_versions(target)))
    return represent_target(target)


def _show_tagged(
    target: Target, job: Job, status: int, headers: dict[str, str]
) -> tuple[dict[str, Any], int, dict[str, str]]:
    if not job.is_background:
        run_job(database().writing, job.id, stance_engine=stance_engine())
    state = get_job(reading_session(), job.id).job.state
    link = f'</v1/jobs/{job.id}>; rel="monitor"'
    return (
        _show(target),
        202 if state in (JobState.QUEUED, JobState.RUNNING) else status,
        {**headers, "Link": link},
    )
