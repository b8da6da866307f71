"""Forms of what people decide about quotes."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.articles import url_field
from api.schemas.fields import LARGEST_ID, Moment, optional_line, patterned_text, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quotes import (
    NO_SPEAKER_REASONS,
    STANCE_LABELS,
    QuoteDetailSchema,
    QuoteSchema,
)
from api.schemas.targets import SLUG_LENGTH, SLUG_PATTERN
from services.corrections import MOST_SPANS
from services.doubt import DOUBT_CODES
from services.replies import LONGEST_AUTHOR, LONGEST_REPLY
from services.review import LONGEST_REASON

DECISIONS = ("confirm", "reject")
MOST_STANCES = 100
_LARGEST_OFFSET = 2**31 - 1


def reason_field() -> fields.String:
    """Why something is decided."""
    return optional_line(
        longest=LONGEST_REASON,
        description="Why; kept in the history, which everybody may read.",
        example="The second sentence is the reporter's.",
    )


class GivenSpanSchema(Schema):
    """A stretch of the article's text, `[start, end)`, counted in characters."""

    class Meta:
        unknown = RAISE

    start = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=0, max=_LARGEST_OFFSET),
        metadata={"example": 1},
    )
    end = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=1, max=_LARGEST_OFFSET),
        metadata={"example": 23},
    )


class StanceDecisionSchema(Schema):
    """Where the quote stands toward one target."""

    class Meta:
        unknown = RAISE

    target = patterned_text(
        SLUG_PATTERN,
        longest=SLUG_LENGTH,
        required=True,
        description="The target's slug.",
        example="ferry-subsidy",
    )
    label = fields.String(
        required=True,
        validate=validate.OneOf((*STANCE_LABELS, "none")),
        metadata={"description": "`none`: the quote is not about this target.", "example": "against"},
    )
    evidence = fields.Nested(
        GivenSpanSchema,
        metadata={
            "description": "The words that show it, within one segment of the quote. Left out, what is stored stays; "
            "a new stance gets the longest segment."
        },
    )


class QuoteChangeSchema(Schema):
    """What a person decides about a quote; what is left out stays."""

    class Meta:
        unknown = RAISE

    content = fields.List(
        fields.Nested(GivenSpanSchema),
        validate=validate.Length(min=1, max=MOST_SPANS),
        metadata={
            "description": "Where the quote is, in the order of the text without overlaps, in the text of the revision "
            "that `article.revision` names. Its text, type and context follow from it."
        },
    )
    speaker = fields.Integer(
        strict=True,
        allow_none=True,
        validate=validate.Range(min=1, max=LARGEST_ID),
        metadata={
            "description": "The number of the speaker; null if nobody can be named, which needs `no_speaker`."
        },
    )
    no_speaker = fields.String(
        validate=validate.OneOf(NO_SPEAKER_REASONS), metadata={"description": "Why there is no speaker."}
    )
    stances = fields.List(
        fields.Nested(StanceDecisionSchema),
        validate=validate.Length(min=1, max=MOST_STANCES),
        metadata={"description": "Toward the targets named here; those toward others stay."},
    )
    decision = fields.String(
        validate=validate.OneOf(DECISIONS),
        metadata={
            "description": "`confirm`: it is a quote, and as it is here. `reject`, only alone: it is none. To confirm a "
            "rejected quote brings it back."
        },
    )
    reason = reason_field()

    @validates_schema
    def _require_change(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if not data.keys() - {"reason"}:
            raise ValidationError("Give at least one of content, speaker, stances and decision.")
        if data.get("decision") == "reject" and data.keys() - {"decision", "reason"}:
            raise ValidationError("Can be reject only alone.", "decision")
        if ("no_speaker" in data) != ("speaker" in data and data["speaker"] is None):
            raise ValidationError("Is needed where speaker is null, and nowhere else.", "no_speaker")


class ReviewedQuoteSchema(QuoteDetailSchema):
    """A quote after a person's decision."""

    state = fields.String(
        required=True,
        validate=validate.OneOf(("active", "rejected")),
        metadata={
            "description": "`rejected`: no longer served, until it is confirmed with this answer's ETag."
        },
    )
    state_reason = fields.String(required=True, allow_none=True)


class NewReplySchema(Schema):
    """A reply to a quote."""

    class Meta:
        unknown = RAISE

    text = visible_text(
        required=True,
        longest=LONGEST_REPLY,
        description="The reply in its author's words.",
        example="I spoke of the old bridge, not of the new one.",
    )
    author = visible_text(
        required=True, longest=LONGEST_AUTHOR, description="Who replies.", example="Mara Velden"
    )
    url = url_field()
    published_at = Moment(
        allow_none=True,
        metadata={
            "description": "When it was published, with the offset from UTC; at most two days ahead.",
            "example": "2025-03-28T09:00:00Z",
        },
    )


class DoubtReasonSchema(Schema):
    """One thing that may be wrong."""

    code = fields.String(required=True, validate=validate.OneOf(DOUBT_CODES))
    points = fields.Integer(required=True, validate=validate.Range(min=1))
    target = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "For `unsure_stance` the slug of the target of the least sure one."},
    )


class DoubtSchema(Schema):
    """How much is left to decide."""

    points = fields.Integer(
        required=True, validate=validate.Range(min=0), metadata={"description": "The order of the queue."}
    )
    reasons = fields.List(fields.Nested(DoubtReasonSchema), required=True)


class QueuedQuoteSchema(QuoteSchema):
    """A quote that nobody has decided on."""

    doubt = fields.Nested(DoubtSchema, required=True)


class ReviewQueueQuerySchema(PageQuerySchema):
    """Filters of the review queue; each one narrows."""

    speaker = visible_text(longest=300, description="A speaker's name, or id as a number.", example="Velden")
    publisher = visible_text(longest=200, description="Only quotes from this publisher's articles.")
    target = patterned_text(
        SLUG_PATTERN,
        longest=SLUG_LENGTH,
        description="The slug of a target: only quotes with a stance toward it.",
    )


class ReviewQueueSchema(Schema):
    """A page of the review queue, most doubtful first."""

    items = fields.List(fields.Nested(QueuedQuoteSchema), required=True)
    next = next_cursor()
