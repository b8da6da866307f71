"""Forms of positions: where people stand, and the quotes that say so."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import patterned_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quote_queries import moment_filter
from api.schemas.quotes import (
    DECIDERS,
    QUOTE_TYPES,
    STANCE_LABELS,
    ArticleReferenceSchema,
    EngineSchema,
    SpanSchema,
)
from api.schemas.speakers import SpeakerReferenceSchema
from api.schemas.targets import SLUG_LENGTH, SLUG_PATTERN

POSITIONS = ("favor", "against", "neutral", "mixed")
PERIODS = ("month", "day")

_POSITION = (
    "`favor` or `against`: the newest statements that take a side all take this one. `mixed`: they take both. "
    "`neutral`: none takes a side surely enough."
)


class PositionQuerySchema(PageQuerySchema):
    """What counts in positions."""

    said_after = moment_filter("Only quotes said at or after this; a date alone is its midnight in UTC.")
    said_before = moment_filter("Only quotes said before this: positions as they were then.")
    min_confidence = fields.Float(
        load_default=0.5,
        validate=validate.Range(min=0, max=1),
        metadata={
            "description": "A side less sure than this makes no position, shift or contradiction; what a person decided "
            "always does."
        },
    )
    window_days = fields.Integer(
        load_default=30,
        validate=validate.Range(min=1, max=366),
        metadata={"description": "How close together opposite statements contradict each other."},
    )


class SpeakerPositionsQuerySchema(PositionQuerySchema):
    """One target in full, or a summary of each."""

    target = patterned_text(
        SLUG_PATTERN,
        longest=SLUG_LENGTH,
        description="The slug of a target: it alone, with the points and what does not count.",
        example="sanctions-on-russia",
    )
    period = fields.String(
        load_default="month",
        validate=validate.OneOf(PERIODS),
        metadata={"description": "What a point holds, in UTC. Only with `target` are there points."},
    )


class TargetPositionsQuerySchema(PositionQuerySchema):
    """Which speakers are wanted."""

    position = fields.String(
        validate=validate.OneOf(POSITIONS),
        metadata={"description": "Only speakers with this position."},
    )


class StatementAppearanceSchema(Schema):
    """One quote with the words."""

    quote_id = fields.Integer(required=True)
    said_at = fields.DateTime(required=True, allow_none=True)
    label = fields.String(required=True, validate=validate.OneOf(STANCE_LABELS))
    confidence = fields.Float(required=True, validate=validate.Range(min=0, max=1))
    decided_by = fields.String(required=True, validate=validate.OneOf(DECIDERS))
    article = fields.Nested(ArticleReferenceSchema, required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class StatementSchema(StatementAppearanceSchema):
    """The same words of one speaker, however many articles carry them, and the stance they show.

    `quote_id` and what belongs to it are of the quote whose stance counts: one that a person decided, else the surest.
    """

    type = fields.String(required=True, validate=validate.OneOf(QUOTE_TYPES))
    text = fields.String(required=True)
    said_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "When the words appeared first."}
    )
    evidence = fields.Nested(
        SpanSchema, required=True, metadata={"description": "The words that carried the stance."}
    )
    engine = fields.Nested(EngineSchema, required=True)
    target_version = fields.Integer(
        required=True, metadata={"description": "The version of the target that the stance is toward."}
    )
    is_sure = fields.Boolean(
        required=True, metadata={"description": "Whether it is as sure as `min_confidence`, or a person's."}
    )
    appearance_count = fields.Integer(required=True)
    appearances = fields.List(
        fields.Nested(StatementAppearanceSchema),
        required=True,
        metadata={"description": "The quotes with these words, by date; the first 20."},
    )


class PositionCountsSchema(Schema):
    """How many statements have each label; sides less sure than `min_confidence` are `unsure`."""

    favor = fields.Integer(required=True)
    against = fields.Integer(required=True)
    neutral = fields.Integer(required=True)
    unsure = fields.Integer(required=True)


class CurrentPositionSchema(Schema):
    """Where the newest statements leave the speaker, and these statements."""

    label = fields.String(
        required=True, validate=validate.OneOf(POSITIONS), metadata={"description": _POSITION}
    )
    as_of = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "The date of the newest of the statements; null where none has one."},
    )
    newer_neutral = fields.Integer(
        required=True, metadata={"description": "How many later statements take no side."}
    )
    statement_count = fields.Integer(required=True)
    statements = fields.List(
        fields.Nested(StatementSchema),
        required=True,
        metadata={"description": "The statements that make the position, newest first; the first 20."},
    )


class ShiftSchema(Schema):
    """The position went from one side to the other, and the two statements that show it."""

    from_ = fields.String(required=True, data_key="from", validate=validate.OneOf(("favor", "against")))
    to = fields.String(required=True, validate=validate.OneOf(("favor", "against")))
    before = fields.Nested(
        StatementSchema, required=True, metadata={"description": "The last statement on the old side."}
    )
    after = fields.Nested(
        StatementSchema, required=True, metadata={"description": "The first one after it on the new side."}
    )


class ContradictionSchema(Schema):
    """Two statements on opposite sides, close together or in one article."""

    days_apart = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Whole days; null where a date is missing."}
    )
    is_in_one_article = fields.Boolean(required=True)
    first = fields.Nested(StatementSchema, required=True)
    second = fields.Nested(StatementSchema, required=True)


class PointSchema(Schema):
    """The statements of one month or day."""

    period = fields.String(required=True, metadata={"example": "2025-03"})
    counts = fields.Nested(PositionCountsSchema, required=True)
    statement_count = fields.Integer(required=True)
    statements = fields.List(
        fields.Nested(StatementSchema),
        required=True,
        metadata={"description": "Oldest first; the first 20."},
    )


class PositionTargetSchema(Schema):
    """What the position is toward, in its wording of today."""

    slug = fields.String(required=True)
    proposition = fields.String(required=True)
    version = fields.Integer(required=True)


class StatementListSchema(Schema):
    """Statements that are set apart: how many, and the first 20 of them."""

    count = fields.Integer(required=True)
    statements = fields.List(fields.Nested(StatementSchema), required=True)


class SpeakerPositionSchema(Schema):
    """Where a speaker stands toward one target."""

    target = fields.Nested(PositionTargetSchema, required=True)
    current = fields.Nested(
        CurrentPositionSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null where there is no statement."},
    )
    counts = fields.Nested(PositionCountsSchema, required=True)
    shift_count = fields.Integer(required=True)
    shifts = fields.List(
        fields.Nested(ShiftSchema),
        required=True,
        metadata={"description": "Oldest first; the last 50."},
    )
    contradiction_count = fields.Integer(required=True)
    contradictions = fields.List(
        fields.Nested(ContradictionSchema),
        required=True,
        metadata={"description": "Oldest first; the last 50."},
    )
    point_count = fields.Integer(required=True)
    points = fields.List(
        fields.Nested(PointSchema),
        required=True,
        allow_none=True,
        metadata={"description": "Oldest first; the last 400. Null without `target`."},
    )
    undated = fields.Nested(
        StatementListSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Statements whose date is not known. Null without `target`."},
    )
    outdated = fields.Nested(
        StatementListSchema,
        required=True,
        allow_none=True,
        metadata={
            "description": "Statements whose stance was decided for an earlier wording of the target; they count for "
            "nothing else here. Null without `target`."
        },
    )
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class SpeakerPositionsSchema(Schema):
    """Where a speaker stands, by target."""

    speaker = fields.Nested(SpeakerReferenceSchema, required=True)
    items = fields.List(fields.Nested(SpeakerPositionSchema), required=True)
    next = next_cursor()


class SpeakerStandingSchema(Schema):
    """One speaker's position toward the target, with the newest statement behind it."""

    speaker = fields.Nested(SpeakerReferenceSchema, required=True)
    position = fields.String(
        required=True, validate=validate.OneOf(POSITIONS), metadata={"description": _POSITION}
    )
    as_of = fields.DateTime(required=True, allow_none=True)
    counts = fields.Nested(PositionCountsSchema, required=True)
    latest = fields.Nested(StatementSchema, required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class SpeakersByPositionSchema(Schema):
    """How many speakers have each position."""

    favor = fields.Integer(required=True)
    against = fields.Integer(required=True)
    neutral = fields.Integer(required=True)
    mixed = fields.Integer(required=True)


class TargetPositionsSchema(Schema):
    """Who stands where, by name."""

    target = fields.Nested(PositionTargetSchema, required=True)
    speakers = fields.Nested(
        SpeakersByPositionSchema,
        required=True,
        metadata={"description": "How many speakers have each position, whatever `position` and page."},
    )
    quotes_without_speaker = fields.Integer(
        required=True, metadata={"description": "Quotes with a stance and nobody known to have said them."}
    )
    outdated_quotes = fields.Integer(
        required=True,
        metadata={
            "description": "Quotes whose stance was decided for an earlier wording of the target; not counted. They are "
            "read anew by the target's newest job, but for what people decided."
        },
    )
    items = fields.List(fields.Nested(SpeakerStandingSchema), required=True)
    next = next_cursor()
