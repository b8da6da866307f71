"""When a page says it was published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml.html import HtmlElement

from services.validation import is_plausible

_NAMES = (
    "article:published_time og:published_time og:article:published_time datepublished date pubdate publishdate "
    "publish-date publication_date dc.date dc.date.issued dcterms.created dcterms.issued sailthru.date "
    "parsely-pub-date"
)
_META_NAMES = frozenset(_NAMES.split())


def page_moment(page: HtmlElement) -> datetime | None:
    """The moment of publication that the page gives in its metadata, in UTC; midnight for a day, None for none.

    A moment without a time zone is taken as UTC. Dates in running text are not guessed at.
    """
    for value in (*_meta_values(page), *_linked_data_values(page), *_time_values(page)):
        moment = _read(value)
        if moment is not None and is_plausible(moment):
            return moment
    return None


def _meta_values(page: HtmlElement) -> Iterator[str]:
    for element in page.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        if any(name is not None and name.strip().lower() in _META_NAMES for name in names):
            yield element.get("content") or ""


def _linked_data_values(page: HtmlElement) -> Iterator[str]:
    for element in page.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(element.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                published = value.get("datePublished")
                if isinstance(published, str):
                    yield published
                waiting += [inner for inner in value.values() if isinstance(inner, list | dict)]


def _time_values(page: HtmlElement) -> Iterator[str]:
    for element in page.iter("time"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if element.get("pubdate") is not None or "publish" in marks or "entry-date" in marks:
            yield element.get("datetime") or ""


def _read(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
