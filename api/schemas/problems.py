"""The form of every error (RFC 9457)."""

from __future__ import annotations

from marshmallow import INCLUDE, Schema, fields


class ProblemErrorSchema(Schema):
    """One value that cannot be accepted."""

    pointer = fields.String(metadata={"description": "Where it is in the body, as a JSON pointer."})
    parameter = fields.String(metadata={"description": "Which query parameter it is."})
    header = fields.String(metadata={"description": "Which header it is."})
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """What went wrong and what would be right. Further members depend on the type."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(
        required=True,
        metadata={"description": "Names the kind of problem; it is also where it is explained."},
    )
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    request_id = fields.String(required=True, metadata={"description": "As in the header X-Request-Id."})
    errors = fields.List(fields.Nested(ProblemErrorSchema))
