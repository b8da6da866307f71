"""Forms of facets: what a search would find, counted."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from api.schemas.quote_queries import QuoteFilterSchema
from api.schemas.quotes import STANCE_LABELS
from api.schemas.speakers import SpeakerReferenceSchema, name_readings

MOST_VALUES = 50


class FacetQuerySchema(QuoteFilterSchema):
    """Filters of the list of quotes, and how much of each facet is wanted."""

    class Meta:
        unknown = RAISE
        exclude = ("sort", "distinct")

    limit = fields.Integer(
        load_default=10,
        validate=validate.Range(min=1, max=MOST_VALUES),
        metadata={"description": "How many values of each facet are told at most."},
    )


class FacetLinksSchema(Schema):
    """Where to go from a value of a facet."""

    quotes = fields.String(
        required=True,
        metadata={
            "description": "The same search narrowed by the value.",
            "example": "/v1/quotes?about=troops&speaker=3",
        },
    )


class FacetValueSchema(Schema):
    """A value of a facet."""

    quotes = fields.Integer(
        required=True, metadata={"description": "As many as the search narrowed by the value finds."}
    )
    links = fields.Nested(FacetLinksSchema, required=True)


class SpeakerValueSchema(FacetValueSchema):
    """How many of the quotes one speaker said."""

    speaker = fields.Nested(SpeakerReferenceSchema, required=True)


class TargetValueSchema(FacetValueSchema):
    """How many of the quotes have a stance toward one target."""

    target = fields.String(required=True, metadata={"description": "The target's slug."})


class StanceValueSchema(TargetValueSchema):
    """How many of the quotes have one stance toward one target."""

    stance = fields.String(required=True, validate=validate.OneOf(STANCE_LABELS))


class PublisherValueSchema(FacetValueSchema):
    """How many of the quotes are in articles of one publisher."""

    publisher = fields.String(required=True)


class MonthValueSchema(FacetValueSchema):
    """How many of the quotes were said in one month, in UTC."""

    month = fields.String(required=True, metadata={"example": "2025-03"})


class FacetSchema(Schema):
    """The quotes by one of their properties: the most frequent values first."""

    other_values = fields.Integer(
        required=True, metadata={"description": "How many further values there are."}
    )
    other_quotes = fields.Integer(required=True, metadata={"description": "The sum of their numbers."})
    without = fields.Integer(
        required=True, metadata={"description": "How many of the quotes have no value at all."}
    )


class SpeakerFacetSchema(FacetSchema):
    """The quotes by speaker."""

    values = fields.List(fields.Nested(SpeakerValueSchema), required=True)


class TargetFacetSchema(FacetSchema):
    """The quotes by target; one with stances toward several counts for each."""

    values = fields.List(fields.Nested(TargetValueSchema), required=True)


class StanceFacetSchema(FacetSchema):
    """The quotes by stance toward each target."""

    values = fields.List(fields.Nested(StanceValueSchema), required=True)


class PublisherFacetSchema(FacetSchema):
    """The quotes by publisher."""

    values = fields.List(fields.Nested(PublisherValueSchema), required=True)


class MonthFacetSchema(FacetSchema):
    """The quotes by month, newest first."""

    values = fields.List(fields.Nested(MonthValueSchema), required=True)


class QuoteFacetsSchema(Schema):
    """What a search finds, counted."""

    quotes = fields.Integer(
        required=True, metadata={"description": "How many quotes the search finds in all."}
    )
    speakers = fields.Nested(SpeakerFacetSchema, required=True)
    targets = fields.Nested(TargetFacetSchema, required=True)
    stances = fields.Nested(StanceFacetSchema, required=True)
    publishers = fields.Nested(PublisherFacetSchema, required=True)
    months = fields.Nested(MonthFacetSchema, required=True)
    read_as = name_readings()
