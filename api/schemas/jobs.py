"""Forms of jobs."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import patterned_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.targets import SLUG_LENGTH, SLUG_PATTERN

JOB_KINDS = ("extract_revision", "tag_target")
JOB_STATES = ("queued", "running", "done", "failed")


class JobQuerySchema(PageQuerySchema):
    """Filters of the list of jobs; each one narrows."""

    state = fields.String(
        validate=validate.OneOf(JOB_STATES), metadata={"description": "Only jobs in this state."}
    )
    kind = fields.String(
        validate=validate.OneOf(JOB_KINDS), metadata={"description": "Only jobs of this kind."}
    )
    target = patterned_text(
        SLUG_PATTERN, longest=SLUG_LENGTH, description="The slug of a target: only jobs that tag for it."
    )


class JobProgressSchema(Schema):
    """How much is done: quotes looked at for a target, or one extraction."""

    done = fields.Integer(required=True)
    total = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "How many there are as far as is known; null until they have been counted."},
    )


class JobLinksSchema(Schema):
    """Where to go from a job."""

    self = fields.String(required=True)
    target = fields.String(required=True, allow_none=True)
    article = fields.String(required=True, allow_none=True)


class JobSchema(Schema):
    """Work that was promised and may outlive the process that promised it."""

    id = fields.Integer(required=True)
    kind = fields.String(
        required=True,
        validate=validate.OneOf(JOB_KINDS),
        metadata={
            "description": "`extract_revision` finds the quotes of an article, `tag_target` the stances toward a target."
        },
    )
    state = fields.String(required=True, validate=validate.OneOf(JOB_STATES))
    progress = fields.Nested(JobProgressSchema, required=True)
    attempts = fields.Integer(required=True, metadata={"description": "How often it was begun."})
    error = fields.String(
        required=True, allow_none=True, metadata={"description": "What the last attempt failed by."}
    )
    superseded_by = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "The newest job of the same target, which was reworded: it does what this one left."
        },
    )
    created_at = fields.DateTime(required=True)
    started_at = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "The last sign of life while it is at work, which starts the last batch."},
    )
    finished_at = fields.DateTime(required=True, allow_none=True)
    links = fields.Nested(JobLinksSchema, required=True)


class JobListSchema(Schema):
    """A page of jobs, newest first."""

    items = fields.List(fields.Nested(JobSchema), required=True)
    next = next_cursor()
