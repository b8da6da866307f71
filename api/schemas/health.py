"""Forms of what the service says about itself."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class HealthSchema(Schema):
    """The process answers."""

    status = fields.String(required=True, validate=validate.Equal("ok"))


class ReadinessSchema(Schema):
    """Every part that an answer needs is there."""

    status = fields.String(required=True, validate=validate.Equal("ready"))
    checks = fields.Dict(required=True, metadata={"description": "What was looked at, and what was found."})


class ProblemTypeSchema(Schema):
    """One kind of problem that this API answers with."""

    type = fields.String(required=True, metadata={"example": "/problems/not-found"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    description = fields.String(required=True)
