"""A web page becomes an article: its text in paragraphs, and what the page says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from services.errors import InvalidInput, TooLarge
from services.page_dates import page_moment
from services.page_text import element_text, keep_quoting_captions, parse_page, write_out_quotation_elements
from services.validation import check_characters, invalid, is_language

MOST_CHARACTERS = 4_000_000
# Below this trafilatura widens its search to the menus of the page.
_SHORT = 600


@dataclass(frozen=True, slots=True)
class PageContent:
    """An article as a page has it: paragraphs of `text` are separated by a blank line.

    `published_at` is in UTC, at midnight where the page gives only a day. What the page does not say is None.
    """

    text: str
    title: str | None
    byline: str | None
    published_at: datetime | None
    language: str | None
    publisher: str | None


def read_page(html: str, url: str | None) -> PageContent:
    """Find the article in a page, or in a fragment without `<html>`, all of which counts as the article.

    Nothing is fetched. Characters stay as they are on the page, but for runs of spaces, which become one.
    Raises InvalidInput when there is no article text, and TooLarge above MOST_CHARACTERS.
    """
    if len(html) > MOST_CHARACTERS:
        raise TooLarge(f"The page has {len(html)} characters; at most {MOST_CHARACTERS} are read.")
    check_characters("html", html)
    if _looks_binary(html):
        raise invalid("html", "is not text; a PDF or a picture cannot be read.")
    try:
        page = parse_page(html)
        if page is None:
            raise _no_text()
        write_out_quotation_elements(page)
        keep_quoting_captions(page)
        return _read_fragment(page) if _is_fragment(html) else _read_document(page, url)
    except (LxmlError, RecursionError) as error:
        raise _no_text() from error


def _read_fragment(page: HtmlElement) -> PageContent:
    text = element_text(page)
    if not text:
        raise _no_text()
    return PageContent(text, None, None, None, None, None)


def _read_document(page: HtmlElement, url: str | None) -> PageContent:
    moment = page_moment(page)
    language = (page.get("lang") or "").strip().replace("_", "-")
    found = bare_extraction(
        page,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},
    )
    about = found if isinstance(found, Document) else Document()
    text = element_text(about.body) if about.body is not None else ""
    articles = page.findall(".//article")
    if len(text) < _SHORT:
        # Too little to tell the article from the page around it, unless the page itself does.
        text = (element_text(articles[0]) if len(articles) == 1 else text) or element_text(page)
    if not text:
        raise _no_text()
    title = _short_line(about.title, 500)
    return PageContent(
        text=_without_headline(text, title),
        title=title,
        byline=_short_line(about.author, 500),
        published_at=moment,
        language=language if is_language(language) else None,
        publisher=_short_line(about.sitename, 200),
    )


def _without_headline(text: str, title: str | None) -> str:
    """The text without its first paragraph where that is the title, which is not part of what was written."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and title is not None and first.casefold() == title.casefold() else text


def _short_line(value: str | None, longest: int) -> str | None:
    """The value on one line; None for nothing, and for what is too long to be what it was taken for."""
    line = " ".join((value or "").split())
    return line if 0 < len(line) <= longest else None


def _looks_binary(html: str) -> bool:
    start = html[:4000]
    return sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\f") for c in start) > len(start) // 20


def _is_fragment(html: str) -> bool:
    start = html[:4000].lower()
    return not any(mark in start for mark in ("<html", "<body", "<head", "<!doctype"))


def _no_text() -> InvalidInput:
    return invalid("html", "has no article text that could be found; send it as `text` instead.")
