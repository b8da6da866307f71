"""Forms of histories."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quotes import DECIDERS

HISTORY_SORTS = ("newest", "oldest")


class HistoryQuerySchema(PageQuerySchema):
    """Which page of a history is wanted, from which end."""

    sort = fields.String(
        load_default="newest",
        validate=validate.OneOf(HISTORY_SORTS),
        metadata={"description": "Which events come first."},
    )


class HistorySubjectSchema(Schema):
    """What was changed: the thing itself, or a stance of a quote."""

    kind = fields.String(required=True)
    id = fields.Integer(required=True)


class HistoryEventSchema(Schema):
    """One change."""

    id = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    action = fields.String(
        required=True, metadata={"description": "What was done, such as `corrected` or `withdrawn`."}
    )
    subject = fields.Nested(HistorySubjectSchema, required=True)
    decided_by = fields.String(required=True, validate=validate.OneOf(DECIDERS))
    actor = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "`engine:<name>@<version>`. Of people, with the scope `review` alone, `key:<prefix>` or the "
            "program that they used; else null."
        },
    )
    actor_name = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The name of the API key, with the scope `review` alone; else null."},
    )
    before = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "What changed, as it was; null if there was nothing. Empty without the scope `review` where "
            "the thing was withdrawn, and for replies."
        },
    )
    after = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "The same, as it was from then on."},
    )
    reason = fields.String(required=True, allow_none=True)


class HistorySchema(Schema):
    """A page of a history."""

    items = fields.List(fields.Nested(HistoryEventSchema), required=True)
    next = next_cursor()
