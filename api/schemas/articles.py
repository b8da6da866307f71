"""Forms of articles."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.fields import NO_NUL, Moment, optional_line, patterned_text, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quote_queries import moment_filter
from api.schemas.quotes import QuoteSchema
from api.schemas.revisions import RevisionSchema
from models import current_moment
from services.validation import MOST_AHEAD

LONGEST_TEXT = 1_000_000
"""Of a text or a page in a request; a setting may allow less."""
_PORT = "([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3})"
URL_PATTERN = f"^[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:{_PORT})?([/?#][!-~]*)?$"
LANGUAGE_PATTERN = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def text_field() -> fields.String:
    """A plain text to be read."""
    return visible_text(
        longest=LONGEST_TEXT,
        description="The plain text; paragraphs are separated by a blank line.",
        example="“The bridge stays open,” Mara Velden, foreign minister of Torland, said on Monday.",
    )


def html_field() -> fields.String:
    """A web page to be read."""
    return visible_text(
        longest=LONGEST_TEXT, description="A web page; the article's text is taken out of it."
    )


def url_field() -> fields.String:
    """The address of a page."""
    field = patterned_text(
        URL_PATTERN,
        longest=1999,
        description="Where it was published; in ASCII, as browsers send it.",
        example="https://news.example/bridge",
    )
    field.allow_none = True
    return field


class TextOrPageSchema(Schema):
    """Something to read: a plain text or a web page, exactly one of the two."""

    class Meta:
        unknown = RAISE

    text = text_field()
    html = html_field()
    url = url_field()

    @validates_schema
    def _require_one(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if ("text" in data) == ("html" in data) and not self._is_address(data):
            raise ValidationError(self._NEEDED)

    _NEEDED = "Give exactly one of text and html."

    def _is_address(self, data: dict[str, Any]) -> bool:
        """Whether the address alone will do."""
        return False


class NewArticleSchema(TextOrPageSchema):
    """An article to store: a text, a web page, or `url` alone, which is fetched.

    What is left out is taken from the page, if there is one and it says it.
    """

    title = optional_line(longest=500, description="Its headline.", example="Bridge stays open")
    publisher = optional_line(longest=200, description="Who published it.", example="Torland Courier")
    byline = optional_line(longest=500, description="Who wrote it.")
    published_at = Moment(
        allow_none=True,
        metadata={
            "description": "When it was published, with the offset from UTC; at most two days ahead.",
            "example": "2025-03-27T18:00:00Z",
        },
    )
    language = patterned_text(
        LANGUAGE_PATTERN,
        longest=35,
        description="Its language as a BCP 47 tag; found in the text if left out. Quotes are extracted from English only.",
        example="en",
    )

    _NEEDED = "Give exactly one of text and html, or url alone."

    def _is_address(self, data: dict[str, Any]) -> bool:
        return data.get("url") is not None and data.keys().isdisjoint({"text", "html"})

    @validates_schema
    def _refuse_far_future(self, data: dict[str, Any], **_kwargs: Any) -> None:
        published_at = data.get("published_at")
        # Some send articles before they appear, but a later date is a mistake that would put it first for years.
        if published_at is not None and published_at > current_moment() + MOST_AHEAD:
            raise ValidationError("Must not be more than two days ahead.", "published_at")


class ArticleQuerySchema(PageQuerySchema):
    """Filters of the list of articles."""

    publisher = visible_text(longest=200, description="Only articles from this publisher.")
    published_after = moment_filter(
        "Only articles published at or after this; a date is its midnight in UTC."
    )
    published_before = moment_filter("Only articles published before this; a date is its midnight in UTC.")


class WithdrawalQuerySchema(Schema):
    """Why something is withdrawn."""

    class Meta:
        unknown = RAISE

    reason = fields.String(
        validate=validate.Length(max=2000),
        metadata={"description": "Kept in the history and shown afterwards.", "pattern": NO_NUL},
    )


class ArticleLinksSchema(Schema):
    """Where to go from an article."""

    self = fields.String(required=True)
    quotes = fields.String(required=True)
    revisions = fields.String(required=True)


class ArticleSummarySchema(Schema):
    """An article without its text."""

    id = fields.Integer(required=True)
    title = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    publisher = fields.String(required=True, allow_none=True)
    byline = fields.String(required=True, allow_none=True)
    language = fields.String(required=True)
    published_at = fields.DateTime(required=True, allow_none=True)
    state = fields.String(
        required=True,
        validate=validate.OneOf(("queued", "ready", "failed")),
        metadata={"description": "`queued` until its quotes are stored."},
    )
    revision = fields.Integer(required=True, metadata={"description": "Number of the newest revision."})
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    links = fields.Nested(ArticleLinksSchema, required=True)


class ArticleSchema(ArticleSummarySchema):
    """An article with the text of its newest revision and the quotes found in it."""

    text = fields.String(
        required=True, metadata={"description": "Every offset of its quotes counts in this text."}
    )
    revisions = fields.List(fields.Nested(RevisionSchema), required=True)
    quotes = fields.List(
        fields.Nested(QuoteSchema), required=True, metadata={"description": "In the order of the text."}
    )


class ArticleListSchema(Schema):
    """A page of articles, newest first."""

    items = fields.List(fields.Nested(ArticleSummarySchema), required=True)
    next = next_cursor()
