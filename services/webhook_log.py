"""The log of what was sent to a webhook, sending something of it again, and trying a webhook out."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import DeliveryState, Webhook, WebhookDelivery, current_moment
from services.errors import Conflict, NotFound
from services.history import record_event
from services.paging import Page, PageRequest, page_by
from services.webhook_events import TEST, message_id

_UNFINISHED: Final = (DeliveryState.PENDING, DeliveryState.SENDING)


def list_deliveries(
    session: Session, webhook: Webhook, *, state: str | None = None, page: PageRequest
) -> Page[WebhookDelivery]:
    """The deliveries of a webhook, newest first, or those in one state. Raises InvalidCursor."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    if state is not None:
        query = query.where(WebhookDelivery.state == state)
    list_name = f"deliveries:{webhook.id}:{state}"
    return page_by(session, query, WebhookDelivery.id, list_name, page, descending=True)


def get_delivery(session: Session, webhook: Webhook, delivery_id: int) -> WebhookDelivery:
    """One delivery of a webhook. Raises NotFound."""
    delivery = session.get(WebhookDelivery, delivery_id)
    if delivery is None or delivery.webhook_id != webhook.id:
        raise NotFound(f"Webhook {webhook.id} has no delivery {delivery_id}.")
    return delivery


def replay_delivery(session: Session, webhook: Webhook, delivery_id: int, *, actor: str) -> WebhookDelivery:
    """Send an event again, as a delivery of its own with the same `webhook-id` and the quote as it is now.

    Raises NotFound, and Conflict when it is still being sent.
    """
    old = get_delivery(session, webhook, delivery_id)
    if old.state in _UNFINISHED:
        raise Conflict(f"Delivery {delivery_id} is still being sent; replay it when it is finished.")
    now = current_moment()
    new = WebhookDelivery(
        webhook_id=webhook.id,
        message_id=old.message_id,
        event=old.event,
        quote_id=old.quote_id,
        search_ids=old.search_ids,
        occurred_at=old.occurred_at,
        replay_of=old.id,
        next_attempt_at=now,
        created_at=now,
    )
    session.add(new)
    # Somebody wants to see it now, so the pause after earlier failures is over.
    session.execute(
        update(Webhook)
        .where(Webhook.id == webhook.id)
        .values(retry_at=None, updated_at=Webhook.updated_at)
        .execution_options(synchronize_session=False)
    )
    session.flush()
    record_event(
        session,
        actor=actor,
        action="replayed",
        subject_kind="webhook",
        subject_id=webhook.id,
        before={"delivery": old.id},
        after={"delivery": new.id},
    )
    return new


def try_webhook(session: Session, webhook: Webhook) -> WebhookDelivery:
    """Send an event without a quote, once, whether or not the webhook is active.

    Raises Conflict while the test before is still being sent.
    """
    unfinished = select(WebhookDelivery.id).where(
        WebhookDelivery.webhook_id == webhook.id,
        WebhookDelivery.event == TEST,
        WebhookDelivery.state.in_(_UNFINISHED),
    )
    if session.scalar(unfinished.limit(1)) is not None:
        raise Conflict(f"A test of webhook {webhook.id} is still being sent.")
    now = current_moment()
    delivery = WebhookDelivery(
        webhook_id=webhook.id,
        message_id=message_id(),
        event=TEST,
        occurred_at=now,
        next_attempt_at=now,
        created_at=now,
    )
    session.add(delivery)
    session.flush()
    return delivery
