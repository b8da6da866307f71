"""How saved searches and webhooks look to a client: plain dictionaries in the forms of api.schemas."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from api.conditional import Version
from models import SavedSearch, Webhook, WebhookDelivery
from services.webhooks import searches_of

Representation = dict[str, Any]


def represent_search(search: SavedSearch) -> Representation:
    """A saved search, with its filters as addresses."""
    filters = f"?{urlencode(search.query)}" if search.query else ""
    return {
        "id": search.id,
        "name": search.name,
        "query": search.query,
        "quotes_url": f"/v1/quotes{filters}",
        "atom_url": f"/v1/quotes.atom{filters}",
        "created_at": search.created_at,
        "updated_at": search.updated_at,
        "links": {"self": f"/v1/saved-searches/{search.id}"},
    }


def represent_webhook(webhook: Webhook) -> Representation:
    """A webhook without its secret."""
    disabled = {"reason": webhook.disabled_reason, "at": webhook.disabled_at}
    address = f"/v1/webhooks/{webhook.id}"
    return {
        "id": webhook.id,
        "url": webhook.url,
        "searches": [search.id for search in searches_of(webhook)],
        "active": webhook.active,
        "disabled": None if webhook.disabled_reason is None else disabled,
        "created_at": webhook.created_at,
        "updated_at": webhook.updated_at,
        "links": {"self": address, "deliveries": f"{address}/deliveries"},
    }


def represent_webhook_with_secret(webhook: Webhook) -> Representation:
    """A webhook whose secret is new."""
    return {
        **represent_webhook(webhook),
        "secret": webhook.secret,
        "previous_secret_until": webhook.previous_secret_until,
    }


def represent_delivery(delivery: WebhookDelivery) -> Representation:
    """One line of the log."""
    webhook = f"/v1/webhooks/{delivery.webhook_id}"
    return {
        "id": delivery.id,
        "webhook_id": delivery.message_id,
        "event": delivery.event,
        "quote": delivery.quote_id,
        "saved_searches": delivery.search_ids,
        "occurred_at": delivery.occurred_at,
        "replay_of": delivery.replay_of,
        "state": str(delivery.state),
        "attempts": delivery.attempts,
        "next_attempt_at": delivery.next_attempt_at,
        "finished_at": delivery.finished_at,
        "response_status": delivery.response_status,
        "duration_ms": delivery.duration_ms,
        "error": delivery.error,
        "links": {
            "self": f"{webhook}/deliveries/{delivery.id}",
            "webhook": webhook,
            "quote": None if delivery.quote_id is None else f"/v1/quotes/{delivery.quote_id}",
        },
    }


def search_versions(search: SavedSearch) -> list[Version]:
    """The versions of everything that a saved search's representation shows."""
    return [("saved_search", search.id, search.version)]


def webhook_versions(webhook: Webhook) -> list[Version]:
    """The versions of everything that a webhook's representation shows."""
    shown = [("searches", search.id, 1) for search in searches_of(webhook)]
    return [("webhook", webhook.id, webhook.version), *shown]
