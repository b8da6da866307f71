"""/v1/feeds: the RSS and Atom feeds that `onrecord poll` asks for articles."""

from __future__ import annotations

from typing import Any

from api.authentication import caller
from api.conditional import answer_with_tag, entity_tag, require_match
from api.database import database, reading_session
from api.feed_representations import feed_versions, represent_feed
from api.fetching import fetcher
from api.paging import page_answer, page_request
from api.refusals import PreconditionRequired
from api.resource import Resource
from api.schemas.articles import WithdrawalQuerySchema
from api.schemas.feeds import FeedChangeSchema, FeedListSchema, FeedSchema, NewFeedSchema
from api.schemas.paging import PageQuerySchema
from models import Feed
from services.errors import AddressNotAllowed, Conflict, Gone, InvalidCursor, NotFound, VersionMismatch
from services.feeds import create_feed, get_feed, list_feeds, remove_feed, update_feed

resource = Resource("Feeds", "RSS and Atom feeds that `onrecord poll` asks for articles")


@resource.operation(
    "GET", "/v1/feeds", FeedListSchema, query=PageQuerySchema, refuses=[InvalidCursor], headers=["Link"]
)
def list_feeds_page(query: dict[str, Any]) -> dict[str, Any]:
    """List feeds in the order in which they were added"""
    page = list_feeds(reading_session(), page=page_request(query))
    return page_answer(page, [represent_feed(feed) for feed in page.items])


@resource.operation(
    "POST",
    "/v1/feeds",
    FeedSchema,
    status=201,
    meaning="Added; `onrecord poll` will ask it",
    scope="admin",
    body=NewFeedSchema,
    refuses=[Conflict, AddressNotAllowed],
    headers=["Location", "ETag", "Idempotency-Replayed"],
    creates=True,
    links={
        "getFeed": {"operationId": "get_feed_by_id", "parameters": {"feed_id": "$response.body#/id"}},
        "changeFeed": {
            "operationId": "change_feed_by_id",
            "parameters": {
                "path.feed_id": "$response.body#/id",
                "header.If-Match": "$response.header.ETag",
            },
        },
        "removeFeed": {"operationId": "remove_feed_by_id", "parameters": {"feed_id": "$response.body#/id"}},
    },
)
def add_feed(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Add a feed

    Nothing is fetched now, so an address that holds no feed is told by `error` after the first poll.
    """
    with database().writing.begin() as session:
        feed = create_feed(session, rules=fetcher().rules, actor=caller().actor, **body)
    return _show(feed), 201, {"Location": f"/v1/feeds/{feed.id}"}


@resource.operation(
    "GET",
    "/v1/feeds/<id:feed_id>",
    FeedSchema,
    also_status={304: "The client has it already"},
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_feed_by_id(feed_id: int) -> dict[str, Any]:
    """Show a feed, and how polling it goes"""
    return _show(get_feed(reading_session(), feed_id))


@resource.operation(
    "PATCH",
    "/v1/feeds/<id:feed_id>",
    FeedSchema,
    meaning="Changed",
    scope="admin",
    body=FeedChangeSchema,
    refuses=[NotFound, Gone, PreconditionRequired, VersionMismatch],
    headers=["ETag"],
    request_headers=["Required-If-Match"],
)
def change_feed_by_id(body: dict[str, Any], feed_id: int) -> dict[str, Any]:
    """Change a feed, stop polling it, or begin again

    Its address stays: another address is another feed.
    """
    with database().writing.begin() as session:
        current = get_feed(session, feed_id)
        require_match(entity_tag(feed_versions(current)), required=True)
        feed = update_feed(session, feed_id, actor=caller().actor, expected_version=current.version, **body)
    return _show(feed)


@resource.operation(
    "DELETE",
    "/v1/feeds/<id:feed_id>",
    None,
    status=204,
    meaning="Removed",
    scope="admin",
    query=WithdrawalQuerySchema,
    refuses=[NotFound, Gone, VersionMismatch],
    request_headers=["If-Match"],
)
def remove_feed_by_id(query: dict[str, Any], feed_id: int) -> None:
    """Remove a feed; its articles stay

    Afterwards it answers 410 with `removed_at` and `reason`, and the history keeps it.
    """
    with database().writing.begin() as session:
        feed = get_feed(session, feed_id)
        is_matched = require_match(entity_tag(feed_versions(feed)), required=False)
        remove_feed(
            session,
            feed_id,
            reason=query.get("reason"),
            actor=caller().actor,
            expected_version=feed.version if is_matched else None,
        )


def _show(feed: Feed) -> dict[str, Any]:
    answer_with_tag(entity_tag(feed_versions(feed)))
    return represent_feed(feed)
