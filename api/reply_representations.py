"""How a reply looks beside its quote."""

from __future__ import annotations

from typing import Any

from models import QuoteReply


def represent_reply(reply: QuoteReply) -> dict[str, Any]:
    """A reply."""
    return {
        "text": reply.text,
        "author": reply.author,
        "url": reply.url,
        "published_at": reply.published_at,
        "updated_at": reply.updated_at,
    }
