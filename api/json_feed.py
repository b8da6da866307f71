"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

from api.feed_entries import Feed, FeedEntry

CONTENT_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def represent_feed(feed: Feed) -> dict[str, Any]:
    """The document. Texts are `content_text`, never `content_html`: mark-up in them is shown, never followed."""
    following = {} if feed.next is None else {"next_url": feed.next}
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.list,
        "feed_url": feed.this,
        **following,
        "items": [_represent_entry(entry) for entry in feed.entries],
    }


def _represent_entry(entry: FeedEntry) -> dict[str, Any]:
    published = {} if entry.published is None else {"date_published": entry.published}
    article = {} if entry.article_url is None else {"external_url": entry.article_url}
    return {
        "id": entry.id,
        "url": entry.id,
        **article,
        "title": entry.title,
        "content_text": entry.text,
        "summary": entry.citation,
        **published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}],
        "tags": [f"{target}:{label}" for target, label in entry.stances],
        "language": entry.language,
    }
