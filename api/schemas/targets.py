"""Forms of targets."""

from __future__ import annotations

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.fields import patterned_text, visible_text
from api.schemas.paging import next_cursor

SLUG_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_LENGTH = 80


def _terms() -> fields.List[str]:
    return fields.List(
        visible_text(longest=100, description="A word or phrase."),
        validate=validate.Length(max=50),
        metadata={
            "description": "Other words for what the proposition is about.",
            "example": ["sanctions", "restrictive measures"],
        },
    )


class NewTargetSchema(Schema):
    """What a stance can be about."""

    class Meta:
        unknown = RAISE

    slug = patterned_text(
        SLUG_PATTERN,
        longest=SLUG_LENGTH,
        description="Its name in addresses; made from the proposition if left out.",
        example="ferry-subsidy",
    )
    proposition = visible_text(
        required=True,
        longest=500,
        description="A sentence that one can favour or oppose.",
        example="The state should pay for the island ferries",
    )
    terms = _terms()


class TargetChangeSchema(Schema):
    """What to change in a target; what is left out stays."""

    class Meta:
        unknown = RAISE

    proposition = visible_text(
        longest=500,
        description="A sentence that one can favour or oppose.",
        example="The state should pay for the island ferries in winter",
    )
    terms = _terms()

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give proposition, terms, or both.")


class TargetLinksSchema(Schema):
    """Where to go from a target."""

    self = fields.String(required=True)
    quotes = fields.String(required=True)


class TargetSchema(Schema):
    """What a stance is about, written as a proposition one can favour or oppose."""

    slug = fields.String(required=True, metadata={"example": "sanctions-on-russia"})
    proposition = fields.String(required=True)
    terms = fields.List(fields.String(), required=True)
    version = fields.Integer(
        required=True, metadata={"description": "Goes up with every change of proposition or terms."}
    )
    links = fields.Nested(TargetLinksSchema, required=True)


class TargetListSchema(Schema):
    """A page of targets, by slug."""

    items = fields.List(fields.Nested(TargetSchema), required=True)
    next = next_cursor()
