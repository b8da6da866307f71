"""What stands in an RSS or Atom feed."""

from __future__ import annotations

import io
import time
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from models import current_moment
from services.errors import InvalidInput
from services.page_addresses import tidy_address
from services.validation import MOST_AHEAD, is_plausible

# More than any newspaper publishes between two looks; a feed with its whole archive is read from its newest end.
MOST_ITEMS: Final = 200
# Feeds have some 100,000 bytes; to read a longer one, or one made to be slow, would hold up the others for minutes.
MOST_BYTES: Final = 2_000_000
_LONGEST_TITLE: Final = 500


class NotAFeed(Exception):
    """What is there is neither RSS nor Atom; the message says so."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry: the tidied address of its page, and what the feed says of it as far as it can be."""

    url: str
    title: str | None
    published_at: datetime | None


def read_feed(content: bytes, url: str, content_type: str) -> tuple[FeedItem, ...]:
    """The first entries with an address, each address once, at most MOST_ITEMS; `url` is the feed's own.

    An entry that leads to no web page is left out. Raises NotAFeed.
    """
    # As a stream: bytes or text could be taken for an address or a file's name, and be opened.
    parsed = feedparser.parse(
        io.BytesIO(content),
        response_headers={"content-type": content_type or "application/xml", "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeed("What is at the address is neither RSS nor Atom.")
    found: dict[str, FeedItem] = {}
    for entry in parsed.entries:
        item = _read_entry(entry, url)
        if item is not None:
            found.setdefault(item.url, item)
        if len(found) == MOST_ITEMS:
            break
    return tuple(found.values())


def _read_entry(entry: Any, feed_url: str) -> FeedItem | None:
    link = entry.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = tidy_address("link", urljoin(feed_url, link.strip()))
        url.encode("ascii")
    except (InvalidInput, ValueError):
        return None
    return FeedItem(url, _title(entry), _moment(entry))


def _title(entry: Any) -> str | None:
    title = entry.get("title")
    line = " ".join(title.replace("\x00", "").split()) if isinstance(title, str) else ""
    return line if 0 < len(line) <= _LONGEST_TITLE else None


def _moment(entry: Any) -> datetime | None:
    # feedparser's own `get` warns where the first is there but cannot be read.
    parts = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if not isinstance(parts, time.struct_time):
        return None
    try:
        moment = datetime.fromtimestamp(timegm(parts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if is_plausible(moment) and moment <= current_moment() + MOST_AHEAD else None
