"""What a feed takes, and JSON Feed's form."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.json_feed import VERSION
from api.schemas.quote_queries import SORTS, QuoteQuerySchema

ATOM_EXAMPLE = """\
<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://quotes.example/v1/quotes.atom?speaker=Velden</id>\
<title type="text">Quotes (speaker: Velden)</title><updated>2025-03-27T18:05:00+00:00</updated>\
<link rel="self" href="https://quotes.example/v1/quotes.atom?speaker=Velden"/>\
<entry><id>https://quotes.example/v1/quotes/70</id><title type="text">Mara Velden: The bridge stays open</title>\
<updated>2025-03-27T18:05:00+00:00</updated><author><name>Mara Velden</name></author>\
<content type="text">The bridge stays open</content></entry></feed>
"""


JSON_FEED_EXAMPLE = {
    "version": VERSION,
    "title": "Quotes (speaker: Velden)",
    "home_page_url": "https://quotes.example/v1/quotes?speaker=Velden",
    "feed_url": "https://quotes.example/v1/quotes.json-feed?speaker=Velden",
    "items": [
        {
            "id": "https://quotes.example/v1/quotes/70",
            "url": "https://quotes.example/v1/quotes/70",
            "title": "Mara Velden: The bridge stays open",
            "content_text": "The bridge stays open",
            "summary": "Mara Velden, “The bridge stays open”, Torland Courier, 2025-03-27,"
            " https://quotes.example/v1/quotes/70",
            "date_published": "2025-03-27T18:00:00+00:00",
            "date_modified": "2025-03-27T18:05:00+00:00",
            "authors": [{"name": "Mara Velden"}],
            "tags": ["bridge-open:favor"],
            "language": "en",
        }
    ],
}


def _address(description: str, *, required: bool = True) -> fields.String:
    return fields.String(required=required, metadata={"description": description, "format": "uri"})


class FeedQuerySchema(QuoteQuerySchema):
    """Filters of the quotes in a feed, and which page of it is wanted."""

    sort = fields.String(
        load_default="newest",
        validate=validate.OneOf(SORTS),
        metadata={
            "description": "Order of the feed: as of the list, but `newest` unless it is asked for otherwise."
        },
    )


class FeedAuthorSchema(Schema):
    """Who said it, or how the article names who did."""

    name = fields.String(required=True)


class FeedItemSchema(Schema):
    """A quote in a feed."""

    id = _address("The quote's permanent address.")
    url = _address("The same.")
    external_url = fields.String(metadata={"description": "The article's address."})
    title = fields.String(required=True)
    content_text = fields.String(required=True, metadata={"description": "What was said."})
    summary = fields.String(required=True, metadata={"description": "One line to cite it by."})
    date_published = fields.DateTime(metadata={"description": "When the article was published."})
    date_modified = fields.DateTime(
        required=True, metadata={"description": "When the quote or a decision about it last changed."}
    )
    authors = fields.List(fields.Nested(FeedAuthorSchema), required=True)
    tags = fields.List(
        fields.String(), required=True, metadata={"description": "`target:label` of each stance."}
    )
    language = fields.String(required=True)


class JsonFeedSchema(Schema):
    """A page of a JSON Feed 1.1."""

    version = fields.String(required=True, validate=validate.Equal(VERSION))
    title = fields.String(required=True)
    home_page_url = _address("The same quotes as a list.")
    feed_url = _address("This page.")
    next_url = _address("The following page; missing on the last.", required=False)
    items = fields.List(fields.Nested(FeedItemSchema), required=True)
