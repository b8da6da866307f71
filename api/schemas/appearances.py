"""Forms of the appearances of a quote."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.paging import next_cursor
from api.schemas.quotes import QUOTE_TYPES, ArticleReferenceSchema
from api.schemas.speakers import SpeakerReferenceSchema


class AppearanceLinksSchema(Schema):
    """Where to go from an appearance."""

    quote = fields.String(required=True)
    article = fields.String(required=True)
    revision = fields.String(required=True, metadata={"description": "The text that `position` counts in."})


class AppearanceSchema(Schema):
    """One place where the words are written."""

    quote = fields.Integer(required=True, metadata={"description": "The id of the quote there."})
    type = fields.String(required=True, validate=validate.OneOf(QUOTE_TYPES))
    text = fields.String(required=True, metadata={"description": "The words as they are written there."})
    position = fields.Integer(
        required=True,
        validate=validate.Range(min=0),
        metadata={"description": "Where they begin in the text of the article, in characters."},
    )
    said_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "When the article was published."}
    )
    article = fields.Nested(ArticleReferenceSchema, required=True)
    links = fields.Nested(AppearanceLinksSchema, required=True)


class AppearanceListSchema(Schema):
    """A page of the places where a quote is written, by when they were published."""

    speaker = fields.Nested(SpeakerReferenceSchema, required=True, allow_none=True)
    size = fields.Integer(
        required=True,
        validate=validate.Range(min=1),
        metadata={"description": "How many places there are, on all pages."},
    )
    first_appearance = fields.Nested(AppearanceSchema, required=True)
    items = fields.List(fields.Nested(AppearanceSchema), required=True)
    next = next_cursor()
