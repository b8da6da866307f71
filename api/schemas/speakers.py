"""Forms of speakers."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas.fields import visible_text
from api.schemas.paging import PageQuerySchema, next_cursor

KINDS = ("person", "organization", "group", "unknown")


class SpeakerReferenceSchema(Schema):
    """Who said it."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    wikidata_qid = fields.String(required=True, allow_none=True)


class NameReadingSchema(Schema):
    """A name that nobody goes by, and whose name is nearest."""

    name = fields.String(required=True, metadata={"description": "As it was asked for."})
    speakers = fields.List(
        fields.Nested(SpeakerReferenceSchema),
        required=True,
        metadata={"description": "At least one. Several are equally near: it cannot be told who is meant."},
    )


def name_readings() -> fields.List[Any]:
    """The `read_as` member of an answer to a name."""
    return fields.List(
        fields.Nested(NameReadingSchema),
        required=True,
        metadata={
            "description": "Names that nobody goes by and that were read as the nearest ones: mistyped, transliterated, or "
            "with other initials or given names. Empty where every name stands for whoever goes by it, and where "
            "nobody's is near."
        },
    )


class SpeakerQuerySchema(PageQuerySchema):
    """Filters of the list of speakers."""

    q = visible_text(
        longest=300,
        description="Only speakers with this in a name, or called so without titles; if there is nobody, those whose "
        "name is nearest, which `read_as` says.",
        example="Macron",
    )
    kind = fields.String(
        validate=validate.OneOf(KINDS), metadata={"description": "Only speakers of this kind."}
    )


class SpeakerLinksSchema(Schema):
    """Where to go from a speaker."""

    self = fields.String(required=True)
    quotes = fields.String(required=True)
    positions = fields.String(required=True)


class SpeakerSchema(Schema):
    """The person, organization or group behind mentions, one across all articles."""

    id = fields.Integer(required=True)
    name = fields.String(required=True, metadata={"description": "The fullest name known."})
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    wikidata_qid = fields.String(required=True, allow_none=True, metadata={"example": "Q3052772"})
    description = fields.String(required=True, allow_none=True)
    aliases = fields.List(fields.String(), required=True, metadata={"description": "Every name it goes by."})
    quote_count = fields.Integer(required=True)
    links = fields.Nested(SpeakerLinksSchema, required=True)


class SpeakerListSchema(Schema):
    """A page of speakers, by name."""

    items = fields.List(fields.Nested(SpeakerSchema), required=True)
    next = next_cursor()
    read_as = name_readings()
