"""Forms of speakers."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import visible_text
from api.schemas.paging import PageQuerySchema, next_cursor

KINDS = ("person", "organization", "group", "unknown")


class SpeakerQuerySchema(PageQuerySchema):
    """Filters of the list of speakers."""

    q = visible_text(longest=300, description="Only speakers with this in a name.", example="Macron")
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
