"""How feeds look to a client."""

from __future__ import annotations

from typing import Any

from api.conditional import Version
from models import Feed


def represent_feed(feed: Feed) -> dict[str, Any]:
    """A feed."""
    return {
        "id": feed.id,
        "url": feed.url,
        "name": feed.name,
        "publisher": feed.publisher,
        "active": feed.active,
        "version": feed.version,
        "created_at": feed.created_at,
        "polled_at": feed.polled_at,
        "next_poll_at": feed.next_poll_at if feed.active else None,
        "error_count": feed.error_count,
        "error": feed.error,
        "links": {"self": f"/v1/feeds/{feed.id}"},
    }


def feed_versions(feed: Feed) -> list[Version]:
    """The versions of everything that a feed's representation shows."""
    return [("feed", feed.id, feed.version), ("polls", feed.id, feed.polls)]
