"""/v1/quotes.atom and /v1/quotes.json-feed: any search, to be subscribed to."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import atom, json_feed
from api.addresses import public_root, root_version
from api.conditional import answer_with_tag, entity_tag
from api.database import reading_session
from api.feed_entries import Feed, make_feed
from api.paging import page_answer, page_request
from api.quote_queries import read_quote_query
from api.representations import quote_versions
from api.resource import Resource
from api.schemas.quote_feeds import ATOM_EXAMPLE, JSON_FEED_EXAMPLE, FeedQuerySchema, JsonFeedSchema
from services.errors import InvalidCursor, NotFound
from services.quotes import search_quotes

resource = Resource("Feeds of quotes", "Any search for quotes, to be subscribed to")

# No Last-Modified: when a quote is withdrawn, the newest change among those left lies further back than before, and
# a client that asks by date would go on showing it.
_DECLARATION: dict[str, Any] = {
    "query": FeedQuerySchema,
    "also_status": {304: "The client has it already"},
    "refuses": [InvalidCursor, NotFound],
    "headers": ["ETag", "Link"],
    "request_headers": ["If-None-Match"],
}


@resource.operation(
    "GET", "/v1/quotes.atom", None, content_type=atom.CONTENT_TYPE, example=ATOM_EXAMPLE, **_DECLARATION
)
def get_atom_feed(query: dict[str, Any]) -> Response:
    """Subscribe to quotes with Atom

    The filters are those of `GET /v1/quotes`. Everything in it is plain text. What is withdrawn is no longer in it.
    """
    return Response(atom.render_atom(_read_feed(query)))


@resource.operation(
    "GET",
    "/v1/quotes.json-feed",
    JsonFeedSchema,
    content_type=json_feed.CONTENT_TYPE,
    example=JSON_FEED_EXAMPLE,
    **_DECLARATION,
)
def get_json_feed(query: dict[str, Any]) -> dict[str, Any]:
    """Subscribe to quotes with JSON Feed

    The filters are those of `GET /v1/quotes`. Everything in it is plain text. What is withdrawn is no longer in it.
    """
    return json_feed.represent_feed(_read_feed(query))


def _read_feed(query: dict[str, Any]) -> Feed:
    session, root = reading_session(), public_root()
    page = search_quotes(session, read_quote_query(session, query), page_request(query))
    versions = [version for match in page.items for version in quote_versions(match.quote)]
    answer_with_tag(entity_tag([*versions, root_version(root), ("next", int(page.next is not None), 0)]))
    # For the Link header, which a feed has as a list does.
    page_answer(page, [])
    return make_feed(page, root)
