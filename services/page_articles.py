"""An article to store from a web page: what the sender says of it, completed by what the page says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from models import current_moment
from services.pages import read_page
from services.submissions import NewArticle
from services.validation import MOST_AHEAD

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class GivenDetails(TypedDict, total=False):
    """What the sender of a page says of its article; None is as good as nothing."""

    title: str | None
    publisher: str | None
    byline: str | None
    published_at: datetime | None
    language: str | None


def read_article_page(html: str, *, url: str | None = None, **given: Unpack[GivenDetails]) -> NewArticle:
    """The article of a page. What is given counts; the rest is the page's, as far as it can be stored.

    A page's own claims never make it refused: what is too long, and a language or date that cannot be, is left out. Raises InvalidInput when the page has no article text, and TooLarge.
    """
    page = read_page(html, url)
    said = page.language or ""
    title, publisher, byline = given.get("title"), given.get("publisher"), given.get("byline")
    article = NewArticle(
        text=page.text,
        title=title if title is not None else page.title,
        url=url,
        publisher=publisher if publisher is not None else page.publisher,
        byline=byline if byline is not None else page.byline,
        language=given.get("language"),
        page_language=said if _LANGUAGE.fullmatch(said) else None,
    )
    moment = given.get("published_at")
    if (
        moment is None
        and page.published_at is not None
        and page.published_at <= current_moment() + MOST_AHEAD
    ):
        moment = page.published_at
    return replace(article, published_at=moment)
