"""What is asked of the stored quotes."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.fields import LARGEST_ID, MOMENT_OR_DATE_PATTERN, MomentOrDate, patterned_text, visible_text
from api.schemas.paging import PageQuerySchema
from api.schemas.quotes import QUOTE_TYPES, STANCE_LABELS
from api.schemas.targets import SLUG_LENGTH, SLUG_PATTERN

SORTS = ("newest", "oldest", "relevance")


def moment_filter(description: str) -> MomentOrDate:
    """A query parameter that compares with a moment."""
    return MomentOrDate(
        # A format could promise dates or date-times, but not either.
        metadata={
            "description": description,
            "type": "string",
            "pattern": MOMENT_OR_DATE_PATTERN,
            "example": "2025-03-27",
        }
    )


class QuoteFilterSchema(Schema):
    """Which quotes are wanted, and in which order; each filter narrows."""

    speaker = visible_text(
        longest=300,
        description="A speaker's name, with or without titles and accents, or id as a number.",
        example="Macron",
    )
    about = visible_text(
        longest=300,
        description="A subject: its words in any form, in the quote or around it, a stance toward a target "
        'they speak of, or the same meaning in other words. A "phrase" in quotation marks must stand in the quote itself.',
        example="deployment",
    )
    target = patterned_text(
        SLUG_PATTERN,
        longest=SLUG_LENGTH,
        description="The slug of a target: only quotes with a stance toward it.",
    )
    stance = fields.String(
        validate=validate.OneOf(STANCE_LABELS),
        metadata={"description": "Only quotes with this stance: toward `target`, or without it toward any."},
    )
    type = fields.String(
        validate=validate.OneOf(QUOTE_TYPES), metadata={"description": "Only quotes of this type."}
    )
    publisher = visible_text(longest=200, description="Only quotes from this publisher's articles.")
    said_after = moment_filter("Only quotes said at or after this; a date alone is its midnight in UTC.")
    said_before = moment_filter("Only quotes said before this; a date alone is its midnight in UTC.")
    q = visible_text(longest=300, description='Words, and "phrases", in the quote\'s own text.')
    min_confidence = fields.Float(
        validate=validate.Range(min=0, max=1), metadata={"description": "Only quotes at least this sure."}
    )
    article = fields.Integer(
        validate=validate.Range(min=1, max=LARGEST_ID),
        metadata={"description": "Only quotes of this article."},
    )
    sort = fields.String(
        validate=validate.OneOf(SORTS),
        metadata={
            "description": "Order of the list. Without it `relevance` if there is `about` or `q`, else `newest`. "
            "What is equally relevant goes newest first, which without `about` and `q` is everything."
        },
    )
    distinct = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata={
            "description": "Whether a quote that several articles carry is listed once: the one published first of those "
            "that fit the filters."
        },
    )


class QuoteQuerySchema(QuoteFilterSchema, PageQuerySchema):
    """Filters of the list of quotes, and which page of it is wanted."""
