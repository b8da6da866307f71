"""A page of quotes as any kind of feed tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import request

from api.addresses import quote_address
from models import Quote
from services.citations import cite_quote, name_of_source
from services.paging import Page
from services.quotes import QuoteMatch, last_change

_LONGEST_HEADLINE = 120
# A feed must say when it changed, and one without quotes never did.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One quote in a feed; all of it is plain text, whatever it looks like."""

    id: str
    """The quote's permanent address, which no other quote will ever have."""
    title: str
    text: str
    citation: str
    author: str
    published: datetime | None
    updated: datetime
    article_url: str | None
    language: str
    stances: Sequence[tuple[str, str]]
    """Target and label of each."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed. `first` and `this` are addresses of pages, `next` is None on the last."""

    id: str
    """The address without page and its length, so that all pages are of one feed."""
    title: str
    first: str
    this: str
    next: str | None
    list: str
    """The same quotes as `GET /v1/quotes` has them."""
    updated: datetime
    entries: Sequence[FeedEntry]


def make_feed(page: Page[QuoteMatch], root: str) -> Feed:
    """The feed that the current request asked for, with this page of quotes."""
    entries = [_entry(match.quote, root) for match in page.items]
    asked = request.args.to_dict()
    filters = {name: value for name, value in asked.items() if name not in {"cursor", "limit"}}
    without_cursor = {name: value for name, value in asked.items() if name != "cursor"}
    following = None if page.next is None else {**without_cursor, "cursor": page.next}
    path = f"{root}{request.path.rstrip('/')}"
    described = ", ".join(f"{name}: {value}" for name, value in filters.items() if name != "sort")
    return Feed(
        id=_address(path, filters),
        title=f"Quotes ({described})" if described else "Quotes",
        first=_address(path, without_cursor),
        this=_address(path, asked),
        next=None if following is None else _address(path, following),
        list=_address(f"{root}/v1/quotes", filters),
        updated=max((entry.updated for entry in entries), default=_NEVER),
        entries=entries,
    )


def _entry(quote: Quote, root: str) -> FeedEntry:
    permalink = quote_address(root, quote.id)
    author = name_of_source(quote)
    return FeedEntry(
        id=permalink,
        title=_headline(author, quote.text),
        text=quote.text,
        citation=cite_quote(quote, permalink),
        author=author,
        published=quote.said_at,
        updated=last_change(quote),
        article_url=quote.article.url,
        language=quote.article.language,
        stances=[(stance.target.slug, stance.label) for stance in quote.stances],
    )


def _headline(author: str, text: str) -> str:
    words = " ".join(text.split())
    if len(words) > _LONGEST_HEADLINE:
        words = words[:_LONGEST_HEADLINE].rsplit(" ", 1)[0] + " …"
    return f"{author}: {words}"


def _address(path: str, parameters: dict[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
