"""Forms of extractions: quotes of a text that is not stored."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.articles import TextOrPageSchema
from api.schemas.quotes import EngineSchema, QuoteContentSchema
from api.schemas.speakers import KINDS


class NewExtractionSchema(TextOrPageSchema):
    """What to extract quotes from."""


class ExtractedSpeakerSchema(Schema):
    """Who said it, as this one text names them."""

    name = fields.String(required=True, metadata={"description": "The fullest name in the text."})
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    aliases = fields.List(fields.String(), required=True)
    description = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What the text says the speaker is, verbatim."},
    )


class ExtractedQuoteSchema(QuoteContentSchema):
    """One attribution found in the text."""

    speaker = fields.Nested(ExtractedSpeakerSchema, required=True, allow_none=True)


class WarningSpanSchema(Schema):
    """Where in the text a warning belongs."""

    start = fields.Integer(required=True)
    end = fields.Integer(required=True)


class ExtractionWarningSchema(Schema):
    """Something that may have cost quotes."""

    code = fields.String(required=True, metadata={"example": "unbalanced_quotation_mark"})
    message = fields.String(required=True)
    span = fields.Nested(WarningSpanSchema, required=True, allow_none=True)


class ExtractionSchema(Schema):
    """The quotes of one text, in its order."""

    text = fields.String(
        required=True,
        metadata={
            "description": "The plain text that all offsets count in, as sent or taken out of the page."
        },
    )
    quotes = fields.List(fields.Nested(ExtractedQuoteSchema), required=True)
    warnings = fields.List(fields.Nested(ExtractionWarningSchema), required=True)
    engines = fields.List(
        fields.Nested(EngineSchema), required=True, metadata={"description": "What found quotes and stances."}
    )
