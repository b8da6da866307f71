"""Forms of targets."""

from __future__ import annotations

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.fields import patterned_text, visible_text
from api.schemas.paging import next_cursor

SLUG_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_LENGTH = 80
PROPOSITION_LENGTH = 500
NOTES_LENGTH = 2000


def _proposition(*, example: str, required: bool = False) -> fields.String:
    return visible_text(
        required=required,
        longest=PROPOSITION_LENGTH,
        description="A sentence that one can favour or oppose.",
        example=example,
    )


def _inverse() -> fields.String:
    return visible_text(
        allow_none=True,
        longest=PROPOSITION_LENGTH,
        description="The opposite proposition: who is for it is against the target. Quotes in its words are found too.",
        example="The state should not pay for the island ferries",
    )


def _notes() -> fields.String:
    return visible_text(
        allow_none=True,
        longest=NOTES_LENGTH,
        description="What counts and what does not, for people who decide on stances.",
        example="Fares count only where somebody says who should bear them.",
    )


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
    proposition = _proposition(required=True, example="The state should pay for the island ferries")
    inverse = _inverse()
    terms = _terms()
    notes = _notes()


class TargetChangeSchema(Schema):
    """What to change in a target; what is left out stays, and null empties inverse or notes."""

    class Meta:
        unknown = RAISE

    proposition = _proposition(example="The state should pay for the island ferries in winter")
    inverse = _inverse()
    terms = _terms()
    notes = _notes()

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of proposition, inverse, terms and notes.")


class TargetLinksSchema(Schema):
    """Where to go from a target."""

    self = fields.String(required=True)
    quotes = fields.String(required=True)
    positions = fields.String(required=True)
    jobs = fields.String(
        required=True, metadata={"description": "The jobs that tag the archive for it, newest first."}
    )


class TargetSchema(Schema):
    """What a stance is about, written as a proposition one can favour or oppose."""

    slug = fields.String(required=True, metadata={"example": "sanctions-on-russia"})
    proposition = fields.String(required=True)
    inverse = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The opposite proposition, if one was given."},
    )
    terms = fields.List(fields.String(), required=True)
    notes = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What counts and what does not, for people who decide on stances."},
    )
    version = fields.Integer(
        required=True,
        metadata={
            "description": "Goes up with every change of proposition, inverse or terms, which decides all stances anew. "
            "New notes change the ETag alone."
        },
    )
    links = fields.Nested(TargetLinksSchema, required=True)


class TargetProposalQuerySchema(Schema):
    """The proposition of a target to be."""

    class Meta:
        unknown = RAISE

    proposition = _proposition(required=True, example="The island ferries should be subsidised")


class TargetProposalSchema(Schema):
    """What a new target could be, for a person to look at and change."""

    proposition = fields.String(required=True)
    slug = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "One that no target has yet; null if the proposition has no letters for one."
        },
    )
    object = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "What the proposition is about, as it is read.",
            "example": "island ferries",
        },
    )
    direction = fields.String(
        required=True,
        validate=validate.OneOf(("promote", "curb")),
        metadata={
            "description": "Whether the proposition wants its object to be, to stay or to grow, or the contrary."
        },
    )
    action = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The words that give the direction.", "example": "subsidised"},
    )
    opposites = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Words that in the place of the action would turn the proposition round."},
    )
    inverse = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "An opposite proposition that is read as the opposite; null if none was found."
        },
    )
    terms = fields.List(
        fields.String(), required=True, metadata={"description": "Other names of the object."}
    )


class TargetListSchema(Schema):
    """A page of targets, by slug."""

    items = fields.List(fields.Nested(TargetSchema), required=True)
    next = next_cursor()
