"""Forms of an article's revisions."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.paging import next_cursor
from api.schemas.quotes import EngineSchema


class LanguageDetectionSchema(Schema):
    """That the language was found in the text, and how surely."""

    language = fields.String(required=True, metadata={"example": "fr"})
    confidence = fields.Float(required=True)
    engine = fields.Nested(EngineSchema, required=True)


class RevisionLinksSchema(Schema):
    """Where to go from a revision."""

    self = fields.String(required=True)
    article = fields.String(required=True)


class RevisionSchema(Schema):
    """One version of an article's title and text."""

    number = fields.Integer(required=True)
    title = fields.String(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    extracted_at = fields.DateTime(required=True, allow_none=True)
    warnings = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "What may have cost quotes, as a code and a sentence. `language_not_read`: the text is not "
            "in English, and its quotes were not extracted."
        },
    )
    language_detection = fields.Nested(
        LanguageDetectionSchema,
        required=True,
        allow_none=True,
        metadata={
            "description": "Null where sender or page named the language, and for English, the default."
        },
    )
    links = fields.Nested(RevisionLinksSchema, required=True)


class RevisionTextSchema(RevisionSchema):
    """One version of an article with its text, which never changes."""

    text = fields.String(
        required=True,
        metadata={"description": "Every offset of the quotes of this revision counts in this text."},
    )


class RevisionListSchema(Schema):
    """A page of revisions, newest first, without their texts."""

    items = fields.List(fields.Nested(RevisionSchema), required=True)
    next = next_cursor()
