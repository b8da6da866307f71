"""Right of reply: what somebody whom a quote concerns answers, shown beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Quote, QuoteReply
from services.errors import NotFound
from services.history import record_event
from services.validation import check_line, check_optional_text, check_published, invalid, normalise_url

LONGEST_REPLY = 5000
LONGEST_AUTHOR = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it was sent."""

    text: str
    author: str
    url: str | None = None
    published_at: datetime | None = None


def put_reply(session: Session, quote: Quote, reply: Reply, *, actor: str) -> bool:
    """Put a reply beside a quote that is held (`services.review.hold_quote`), in the place of one that is there.

    Answers whether it is the first. The same again changes nothing. Raises InvalidInput.
    """
    text = check_optional_text("text", reply.text, LONGEST_REPLY)
    if text is None:
        raise invalid("text", "must not be empty.")
    values = {
        "text": text,
        "author": check_line("author", reply.author, LONGEST_AUTHOR),
        "url": None if reply.url is None else normalise_url("url", reply.url),
        "published_at": None
        if reply.published_at is None
        else check_published("published_at", reply.published_at),
    }
    stored = quote.reply
    before = None if stored is None else _describe(stored)
    if stored is None:
        stored = quote.reply = QuoteReply(**values)
    else:
        for name, value in values.items():
            setattr(stored, name, value)
    after = _describe(stored)
    if after != before:
        action = "reply_added" if before is None else "reply_changed"
        _record(session, quote, action, before, after, reason=None, actor=actor)
    session.flush()
    return before is None


def remove_reply(session: Session, quote: Quote, *, reason: str | None, actor: str) -> None:
    """Take the reply away from beside a held quote; the history keeps it. Raises NotFound when there is none."""
    reply = quote.reply
    if reply is None:
        raise NotFound(f"There is no reply to quote {quote.id}.")
    quote.reply = None
    session.delete(reply)
    _record(session, quote, "reply_removed", _describe(reply), None, reason=reason, actor=actor)
    session.flush()


def _describe(reply: QuoteReply) -> dict[str, Any]:
    published = reply.published_at
    return {
        "text": reply.text,
        "author": reply.author,
        "url": reply.url,
        "published_at": None if published is None else published.isoformat(),
    }


def _record(
    session: Session,
    quote: Quote,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    reason: str | None,
    actor: str,
) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="quote",
        subject_id=quote.id,
        before=before,
        after=after,
        reason=reason,
    )
