"""/v1/articles: articles come in, are read, and are withdrawn."""

from __future__ import annotations

from typing import Any

from api.article_intake import article_intake, conflict_of
from api.authentication import caller
from api.conditional import answer_with_tag, entity_tag, require_match
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.representations import article_versions, represent_article, represent_article_summary
from api.resource import Resource
from api.schemas.articles import (
    ArticleListSchema,
    ArticleQuerySchema,
    ArticleSchema,
    NewArticleSchema,
    WithdrawalQuerySchema,
)
from services.articles import (
    article_quotes,
    get_article,
    list_articles,
    withdraw_article,
)
from services.errors import (
    AddressNotAllowed,
    Conflict,
    FetchingOff,
    Gone,
    InvalidCursor,
    NoArticleText,
    NotAPage,
    NotFound,
    PageRefused,
    PageTimedOut,
    PageTooLarge,
    PageUnreachable,
    TooLarge,
    VersionMismatch,
)

resource = Resource("Articles", "Articles come in, are read, and are withdrawn")

_FETCHING = (
    FetchingOff,
    AddressNotAllowed,
    PageUnreachable,
    PageTimedOut,
    PageRefused,
    PageTooLarge,
    NotAPage,
    NoArticleText,
)
_EXAMPLES = {
    "text": {
        "summary": "A text",
        "value": {
            "url": "https://news.example/bridge",
            "publisher": "Torland Courier",
            "published_at": "2025-03-27T18:00:00Z",
            "text": "“The bridge stays open,” Mara Velden, foreign minister of Torland, said on Monday.",
        },
    },
    "address": {"summary": "A page to be fetched", "value": {"url": "https://news.example/bridge"}},
}


@resource.operation(
    "POST",
    "/v1/articles",
    ArticleSchema,
    status=201,
    meaning="The article is new",
    also_status={200: "The article was there already; another text or title under its url is a new revision"},
    scope="ingest",
    body=NewArticleSchema,
    examples=_EXAMPLES,
    refuses=[TooLarge, Conflict, *_FETCHING],
    headers=["Location", "ETag", "Idempotency-Replayed"],
    creates=True,
    links={
        "getArticle": {
            "operationId": "get_article_by_id",
            "parameters": {"article_id": "$response.body#/id"},
        },
        "withdrawArticle": {
            "operationId": "withdraw_article_by_id",
            "parameters": {"article_id": "$response.body#/id"},
        },
    },
)
def add_article(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Store an article and extract its quotes

    With `url` alone the page is fetched, and the article is known by the address that the page names as its own on
    the same host. What is given besides counts more than what the page says.

    The same url and text (or, without url, the same publisher, title and text) again is the same article and
    changes nothing; another text or title under the same url becomes a new revision, and the quotes of the old
    one are superseded. An article that was withdrawn stays so: sending it again is a conflict.
    """
    try:
        ingested = article_intake().store(body)
        answer = _show_article(ingested.article_id)
    except Gone as error:
        raise conflict_of(error) from error
    location = f"/v1/articles/{ingested.article_id}"
    return answer, 201 if ingested.created else 200, {"Location": location}


@resource.operation(
    "GET",
    "/v1/articles",
    ArticleListSchema,
    query=ArticleQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_articles_page(query: dict[str, Any]) -> dict[str, Any]:
    """List articles, newest first

    Withdrawn articles are not in the list; those without a date come last.
    """
    page = list_articles(
        reading_session(),
        publisher=query.get("publisher"),
        published_after=query.get("published_after"),
        published_before=query.get("published_before"),
        page=page_request(query),
    )
    return page_answer(page, [represent_article_summary(article) for article in page.items])


@resource.operation(
    "GET",
    "/v1/articles/<id:article_id>",
    ArticleSchema,
    also_status={304: "The client has it already"},
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_article_by_id(article_id: int) -> dict[str, Any]:
    """Show an article with its text and quotes

    Every offset of its quotes counts in `text`, the text of its newest revision.
    """
    return _show_article(article_id)


@resource.operation(
    "DELETE",
    "/v1/articles/<id:article_id>",
    None,
    status=204,
    meaning="Withdrawn",
    scope="review",
    query=WithdrawalQuerySchema,
    refuses=[NotFound, Gone, VersionMismatch],
    request_headers=["If-Match"],
)
def withdraw_article_by_id(query: dict[str, Any], article_id: int) -> None:
    """Withdraw an article and its quotes

    Nothing vanishes: afterwards both answer 410 with `withdrawn_at` and `reason`, and the history keeps them.
    """
    with database().writing.begin() as session:
        article = get_article(session, article_id)
        current = entity_tag(article_versions(article, article_quotes(session, article)))
        is_matched = require_match(current, required=False)
        withdraw_article(
            session,
            article_id,
            reason=query.get("reason"),
            actor=caller().actor,
            expected_version=article.version if is_matched else None,
        )


def _show_article(article_id: int) -> dict[str, Any]:
    article = get_article(reading_session(), article_id)
    quotes = article_quotes(reading_session(), article)
    answer_with_tag(entity_tag(article_versions(article, quotes)))
    return represent_article(article, quotes)
