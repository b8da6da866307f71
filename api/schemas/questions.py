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
        description="Who said what about what, when and where; who is for or against it; whether somebody changed sides; two "
        "speakers side by side; how often somebody spoke of it.",
        examples=(
            "what did Macron say about deployment",
            "has Tusk ever opposed sending troops to Ukraine",
            "Macron vs Costa on sanctions since March 2025",
            "how has Starmer's position on sanctions changed",
            "who talks most about deployment",
        ),
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
    order = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(("newest", "oldest", None)),
        metadata={
            "description": "What comes first; null: the best match, or the newest where no subject is asked for."
        },
    )
    publisher = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Only quotes from this publisher's articles."},
    )
    form = fields.String(required=True, metadata={"description": "The kind of question it was taken for."})
    notes = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "What the answer could not heed, and names that nobody goes by or more than one speaker does."
        },
    )


class ChangeStatementSchema(Schema):
    """A statement on one side."""

    quote_id = fields.Integer(required=True)
    said_at = fields.DateTime(required=True, allow_none=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ChangeSchema(Schema):
    """A speaker went from one side of a target to the other."""

    speaker = fields.Nested(SpeakerReferenceSchema, required=True)
    target = fields.String(required=True, metadata={"description": "The slug."})
    from_ = fields.String(required=True, data_key="from", validate=validate.OneOf(("favor", "against")))
    to = fields.String(required=True, validate=validate.OneOf(("favor", "against")))
    before = fields.Nested(
        ChangeStatementSchema, required=True, metadata={"description": "The last statement on the old side."}
    )
    after = fields.Nested(
        ChangeStatementSchema,
        required=True,
        metadata={"description": "The first one after it on the new side."},
    )


class MostQuotedSchema(Schema):
    """How often a speaker is quoted."""

    speaker = fields.Nested(SpeakerReferenceSchema, required=True)
    total = fields.Integer(required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class AnswerSchema(Schema):
    """The quotes that answer a question, best and newest first unless it asks for another order."""

    question = fields.Nested(QuestionSchema, required=True)
    speakers = fields.List(
        fields.Nested(SpeakerReferenceSchema),
        required=True,
        metadata={"description": "Every stored speaker that the name in the question may mean."},
    )
    read_as = name_readings()
    summary = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "What was found, in one sentence, for questions that a list alone does not answer."
        },
    )
    count = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "How many quotes fit, on all pages; null unless the question asks how often."
        },
    )
    changes = fields.List(
        fields.Nested(ChangeSchema),
        required=True,
        metadata={
            "description": "Where the question asks whether somebody changed sides: each change as in `GET "
            "/v1/speakers/{id}/positions`, oldest first, the last 50; `items` are their quotes."
        },
    )
    sources = fields.List(
        fields.Nested(MostQuotedSchema),
        required=True,
        metadata={
            "description": "Where the question asks who speaks most: the ten who are quoted most often, as in `GET "
            "/v1/reports/sources`; `links.quotes` leads to their quotes, `items` are anybody's."
        },
    )
    items = fields.List(fields.Nested(FoundQuoteSchema), required=True)
    next = next_cursor()
