"""Forms of questions and their answers."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quotes import STANCE_LABELS, FoundQuoteSchema
from api.schemas.speakers import SpeakerReferenceSchema, name_readings


class AskQuerySchema(PageQuerySchema):
    """A question in English."""

    q = visible_text(
        required=True,
        longest=300,
        description="Who said what about what, and when.",
        example="what did Macron say about deployment",
    )


class TargetAskedSchema(Schema):
    """A target that the subject of a question about a stance speaks of."""

    slug = fields.String(required=True)
    stance = fields.String(
        required=True,
        validate=validate.OneOf(("favor", "against")),
        metadata={
            "description": "The stance toward it that answers the question: against, where somebody supports lifting "
            "what the target wants kept."
        },
    )


class QuestionSchema(Schema):
    """How the question was understood."""

    text = fields.String(required=True)
    speaker = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True, allow_none=True)
    after = fields.DateTime(required=True, allow_none=True)
    before = fields.DateTime(required=True, allow_none=True)
    stance = fields.String(required=True, allow_none=True, validate=validate.OneOf((*STANCE_LABELS, None)))
    targets = fields.List(fields.Nested(TargetAskedSchema), required=True)
    form = fields.String(required=True, metadata={"description": "The kind of question it was taken for."})
    notes = fields.List(
        fields.String(), required=True, metadata={"description": "What the answer could not heed."}
    )


class AnswerSchema(Schema):
    """The quotes that answer a question, best and newest first."""

    question = fields.Nested(QuestionSchema, required=True)
    speakers = fields.List(
        fields.Nested(SpeakerReferenceSchema),
        required=True,
        metadata={"description": "Every stored speaker that the name in the question may mean."},
    )
    read_as = name_readings()
    items = fields.List(fields.Nested(FoundQuoteSchema), required=True)
    next = next_cursor()
