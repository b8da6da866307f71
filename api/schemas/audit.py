"""Forms of the history."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import LARGEST_ID, patterned_text, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quote_queries import moment_filter

_WORD = "^[a-z][a-z_]*$"


class AuditQuerySchema(PageQuerySchema):
    """Which events are wanted."""

    actor = visible_text(
        longest=200,
        description="Who did it: `key:` and a key's prefix, `engine:name@version`, or `command-line`.",
        example="command-line",
    )
    action = patterned_text(_WORD, longest=40, description="What was done.", example="revoked")
    subject_kind = patterned_text(
        _WORD, longest=40, description="To what kind of thing it was done.", example="api_key"
    )
    subject_id = fields.Integer(
        validate=validate.Range(min=1, max=LARGEST_ID),
        metadata={"description": "To which one of that kind."},
    )
    since = moment_filter("Only what was done at or after this; a date alone is its midnight in UTC.")
    until = moment_filter("Only what was done before this; a date alone is its midnight in UTC.")


class AuditSubjectSchema(Schema):
    """What was changed."""

    kind = fields.String(required=True, metadata={"example": "api_key"})
    id = fields.Integer(required=True)


class AuditEventSchema(Schema):
    """One change to one thing."""

    id = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    actor = fields.String(
        required=True,
        metadata={
            "description": "`key:` and a key's prefix, `engine:name@version`, or `command-line`.",
            "example": "key:5f0c21d9ab34",
        },
    )
    action = fields.String(required=True, metadata={"example": "revoked"})
    subject = fields.Nested(AuditSubjectSchema, required=True)
    before = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "What changed, as it was; null for what was not there."},
    )
    after = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "The same as it became; null for what is there no more."},
    )
    reason = fields.String(required=True, allow_none=True)


class AuditEventListSchema(Schema):
    """A page of events, newest first."""

    items = fields.List(fields.Nested(AuditEventSchema), required=True)
    next = next_cursor()
