"""What a webhook is sent: the words of an event as JSON, signed as Standard Webhooks says.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from standardwebhooks import Webhook as Signer

from models import ArticleRevision, Quote, QuoteState, SavedSearch, Webhook, WebhookDelivery
from services.webhook_events import WITHDRAWN


@dataclass(frozen=True, slots=True)
class Message:
    """A body, and the headers that prove who sent it."""

    body: bytes
    headers: dict[str, str]


class Overtaken(Exception):
    """What the event says is no longer so, and a later event says what is; the message says how."""


def compose_message(session: Session, delivery: WebhookDelivery, now: datetime) -> Message:
    """The message for a delivery, signed for this moment.

    The quote is told as it is now, not as it was: what was withdrawn meanwhile must not go out any more. Raises
    Overtaken when the quote was withdrawn after being found or changed, or is back after being withdrawn.
    """
    told = {
        "type": delivery.event,
        "timestamp": delivery.occurred_at.isoformat(),
        "data": _data(session, delivery),
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Message(
        body.encode(),
        {
            "webhook-id": delivery.message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": _signatures(delivery.webhook, delivery.message_id, now, body),
        },
    )


def _signatures(webhook: Webhook, message_id: str, now: datetime, body: str) -> str:
    secrets = [webhook.secret]
    if (
        webhook.previous_secret is not None
        and webhook.previous_secret_until is not None
        and now < webhook.previous_secret_until
    ):
        secrets.append(webhook.previous_secret)
    return " ".join(Signer(secret).sign(message_id, now, body) for secret in secrets)


def _data(session: Session, delivery: WebhookDelivery) -> dict[str, Any]:
    if delivery.quote_id is None:
        return {"webhook": {"id": delivery.webhook_id}}
    quote = session.get_one(Quote, delivery.quote_id)
    is_active = quote.state == QuoteState.ACTIVE
    if delivery.event == WITHDRAWN:
        if is_active:
            raise Overtaken("the quote is served again")
        return {
            "quote": {
                "id": quote.id,
                "state": str(quote.state),
                "reason": quote.state_reason,
                "links": {"self": f"/v1/quotes/{quote.id}"},
            }
        }
    if not is_active:
        raise Overtaken(f"the quote is {quote.state}")
    return {"quote": _quote(session, quote), "saved_searches": _searches(session, delivery.search_ids)}


def _searches(session: Session, numbers: Sequence[int]) -> list[dict[str, Any]]:
    found = session.scalars(select(SavedSearch).where(SavedSearch.id.in_(numbers)).order_by(SavedSearch.id))
    return [{"id": search.id, "name": search.name} for search in found]


def _quote(session: Session, quote: Quote) -> dict[str, Any]:
    article, speaker = quote.article, quote.speaker
    # Alone, because the revision's row has the whole text too.
    title = session.scalar(select(ArticleRevision.title).where(ArticleRevision.id == quote.revision_id))
    return {
        "id": quote.id,
        "type": quote.type,
        "text": quote.text,
        "speaker": None if speaker is None else {"id": speaker.id, "name": speaker.name},
        "mention": quote.mention,
        "stances": [{"target": stance.target.slug, "label": stance.label} for stance in quote.stances],
        "said_at": None if quote.said_at is None else quote.said_at.isoformat(),
        "article": {
            "id": article.id,
            "title": title,
            "url": article.url,
            "publisher": None if article.publisher is None else article.publisher.name,
        },
        "links": {"self": f"/v1/quotes/{quote.id}", "article": f"/v1/articles/{article.id}"},
    }
