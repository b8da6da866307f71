"""Forms of reports."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import patterned_text, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quote_queries import moment_filter
from api.schemas.speakers import SpeakerReferenceSchema
from api.schemas.targets import SLUG_LENGTH, SLUG_PATTERN

REPORT_PERIODS = ("month", "year", "none")
REPORT_SORTS = ("quotes", "name")


class SourceReportQuerySchema(PageQuerySchema):
    """Which quotes are counted, and how."""

    publisher = visible_text(longest=200, description="Only quotes from this publisher's articles.")
    published_after = moment_filter(
        "Only quotes of articles published at or after this; a date alone is its midnight in UTC."
    )
    published_before = moment_filter("Only quotes of articles published before this.")
    target = patterned_text(
        SLUG_PATTERN,
        longest=SLUG_LENGTH,
        description="The slug of a target: only quotes with a stance toward it.",
    )
    about = visible_text(
        longest=300, description="A subject, found as in `GET /v1/quotes`.", example="deployment"
    )
    period = fields.String(
        load_default="none",
        validate=validate.OneOf(REPORT_PERIODS),
        metadata={"description": "Count by month or year of publication, in UTC, or all together."},
    )
    sort = fields.String(
        load_default="quotes",
        validate=validate.OneOf(REPORT_SORTS),
        metadata={"description": "Speakers within a period: the most quoted first, or by name."},
    )


class PeriodCountSchema(Schema):
    """All quotes of one period."""

    period = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "Null for quotes without a date, and where nothing is counted by period.",
            "example": "2025-03",
        },
    )
    quotes = fields.Integer(required=True)
    quotes_without_speaker = fields.Integer(
        required=True, metadata={"description": "Quotes that nobody is known to have said."}
    )
    speakers = fields.Integer(required=True, metadata={"description": "How many speakers are quoted."})


class PublisherCountSchema(Schema):
    """How many of the quotes are in articles of one publisher."""

    name = fields.String(
        required=True, allow_none=True, metadata={"description": "Null where no publisher is known."}
    )
    quotes = fields.Integer(required=True)


class QuotedSourceSchema(Schema):
    """How often one speaker is quoted in one period."""

    period = fields.String(required=True, allow_none=True)
    speaker = fields.Nested(SpeakerReferenceSchema, required=True)
    total = fields.Integer(required=True, metadata={"description": "Quotes of all three types."})
    direct = fields.Integer(required=True)
    mixed = fields.Integer(required=True)
    indirect = fields.Integer(required=True)
    share = fields.Float(
        required=True,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "`total` over all quotes of the period, those without a speaker included."},
    )
    publishers = fields.List(
        fields.Nested(PublisherCountSchema),
        required=True,
        metadata={"description": "The ten with the most of these quotes."},
    )
    other_publishers = fields.Integer(
        required=True, metadata={"description": "Quotes in articles of further publishers."}
    )
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class SourceReportSchema(Schema):
    """Who is quoted: all periods, newest first, and a page of speakers in the order of the periods."""

    periods = fields.List(fields.Nested(PeriodCountSchema), required=True)
    items = fields.List(fields.Nested(QuotedSourceSchema), required=True)
    next = next_cursor()
