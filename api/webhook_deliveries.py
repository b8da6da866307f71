"""/v1/webhooks/{id}/deliveries: what was sent to a webhook, and sending something again."""

from __future__ import annotations

from typing import Any

from api.authentication import READ_WITH_KEY, caller
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.resource import Resource
from api.schemas.webhooks import DeliveryListSchema, DeliveryQuerySchema, DeliverySchema
from api.webhook_representations import represent_delivery
from models import WebhookDelivery
from services.errors import Conflict, Gone, InvalidCursor, NotFound
from services.webhook_log import get_delivery, list_deliveries, replay_delivery, try_webhook
from services.webhooks import get_webhook

resource = Resource("Webhook deliveries", "What was sent to a webhook, and how that went")

_LINKS = {
    "getDelivery": {
        "operationId": "get_delivery_by_id",
        "parameters": {"webhook_id": "$request.path.webhook_id", "delivery_id": "$response.body#/id"},
    },
}


@resource.operation(
    "GET",
    "/v1/webhooks/<id:webhook_id>/deliveries",
    DeliveryListSchema,
    scope=READ_WITH_KEY,
    query=DeliveryQuerySchema,
    refuses=[NotFound, Gone, InvalidCursor],
    headers=["Link"],
)
def list_deliveries_page(query: dict[str, Any], webhook_id: int) -> dict[str, Any]:
    """List what was sent to a webhook and what waits, newest first"""
    session = reading_session()
    webhook = get_webhook(session, webhook_id, api_key_id=caller().visible_key_id)
    page = list_deliveries(session, webhook, state=query.get("state"), page=page_request(query))
    return page_answer(page, [represent_delivery(delivery) for delivery in page.items])


@resource.operation(
    "GET",
    "/v1/webhooks/<id:webhook_id>/deliveries/<id:delivery_id>",
    DeliverySchema,
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone],
)
def get_delivery_by_id(webhook_id: int, delivery_id: int) -> dict[str, Any]:
    """Show one delivery"""
    session = reading_session()
    webhook = get_webhook(session, webhook_id, api_key_id=caller().visible_key_id)
    return represent_delivery(get_delivery(session, webhook, delivery_id))


@resource.operation(
    "POST",
    "/v1/webhooks/<id:webhook_id>/deliveries/<id:delivery_id>/replay",
    DeliverySchema,
    status=201,
    meaning="A new delivery of the same event; it is sent soon",
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone, Conflict],
    headers=["Location", "Idempotency-Replayed"],
    creates=True,
    links=_LINKS,
)
def replay_delivery_by_id(webhook_id: int, delivery_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Send an event again

    With the same `webhook-id`, and with the quote as it is now.
    """
    with database().writing.begin() as session:
        webhook = get_webhook(session, webhook_id, api_key_id=caller().visible_key_id)
        delivery = replay_delivery(session, webhook, delivery_id, actor=caller().actor)
    return _show_new(delivery)


@resource.operation(
    "POST",
    "/v1/webhooks/<id:webhook_id>/test",
    DeliverySchema,
    status=201,
    meaning="A delivery without a quote; it is sent soon, and once",
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone, Conflict],
    headers=["Location", "Idempotency-Replayed"],
    creates=True,
    links=_LINKS,
)
def test_webhook(webhook_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Try a webhook out

    Also one that is not active. Look at the delivery a few seconds later to see how it went.
    """
    with database().writing.begin() as session:
        webhook = get_webhook(session, webhook_id, api_key_id=caller().visible_key_id)
        delivery = try_webhook(session, webhook)
    return _show_new(delivery)


def _show_new(delivery: WebhookDelivery) -> tuple[dict[str, Any], int, dict[str, str]]:
    shown = represent_delivery(delivery)
    return shown, 201, {"Location": shown["links"]["self"]}
