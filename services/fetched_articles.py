"""An article to store from the address of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Unpack

from lxml.etree import LxmlError

from services.errors import InvalidInput, NoArticleText, NotAPage, PageTooLarge, TooLarge
from services.fetching import Conditions, Fetched, Fetcher
from services.page_addresses import canonical_address, tidy_address
from services.page_articles import GivenDetails, read_article_page
from services.page_encoding import decode_page
from services.page_text import parse_page
from services.submissions import NewArticle

_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_ACCEPT: Final = "text/html, application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class FetchedArticle:
    """The article of a page, None where the page has not changed; `conditions` are for asking the next time."""

    article: NewArticle | None
    conditions: Conditions


def fetch_article(fetcher: Fetcher, url: str, **given: Unpack[GivenDetails]) -> NewArticle:
    """The article of the page at an address. What is given counts; the rest is the page's, as far as it can be stored.

    Its url is the one that the page is known by (`services.page_addresses.canonical_address`), after redirects.
    Raises InvalidInput for an address that is none, NotAPage, NoArticleText, and what Fetcher.fetch raises.
    """
    return _read(fetcher.fetch(tidy_address("url", url), accept=_ACCEPT), **given)


def fetch_changed_article(
    fetcher: Fetcher, url: str, conditions: Conditions, *, publisher: str | None
) -> FetchedArticle:
    """As `fetch_article`, unless the page's server says that nothing has changed since `conditions`."""
    fetched = fetcher.fetch(tidy_address("url", url), accept=_ACCEPT, conditions=conditions)
    if fetched.content is None:
        return FetchedArticle(None, conditions)
    return FetchedArticle(_read(fetched, publisher=publisher), fetched.conditions)


def _read(fetched: Fetched, **given: Unpack[GivenDetails]) -> NewArticle:
    html = _decode(fetched)
    try:
        page = parse_page(html)
        url = tidy_address("url", fetched.url) if page is None else canonical_address(page, fetched.url)
        return read_article_page(html, url=url, **given)
    except TooLarge as error:
        raise PageTooLarge(error.detail) from error
    except (InvalidInput, LxmlError, RecursionError) as error:
        raise NoArticleText("The page has no article text that could be found; send it as `text`.") from error


def _decode(fetched: Fetched) -> str:
    content = fetched.content or b""
    is_named = fetched.content_type in _PAGE_TYPES
    # A server that names no type: then it is a page if it starts like one.
    if not is_named and (fetched.content_type or not content.lstrip().startswith(b"<")):
        raise NotAPage(f"The address has {fetched.content_type or 'something'} there, not HTML.")
    return decode_page(content, fetched.charset)
