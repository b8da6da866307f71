"""Webhooks: addresses that are told when a quote fits a saved search."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypedDict, Unpack
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from models import ApiKey, DeliveryState, SavedSearch, Webhook, WebhookDelivery, current_moment
from services.belongings import Belongings
from services.errors import ServiceError
from services.held_rows import hold_stored_row
from services.locks import wait_for_storing
from services.outbound_addresses import AddressRefused, OutboundRules, read_destination
from services.paging import Page, PageRequest
from services.saved_searches import get_search
from services.validation import invalid

MOST_WEBHOOKS: Final = 20
"""How many one key may have."""
MOST_SEARCHES_EACH: Final = 20
PREVIOUS_SECRET_FOR: Final = timedelta(hours=24)
"""How long the secret before the newest signs beside it."""

_WEBHOOKS: Final = Belongings(Webhook, "webhook", "webhooks", "webhook")
_SECRET_BYTES: Final = 32


class WebhookChange(TypedDict, total=False):
    """What to change in a webhook; what has no key stays."""

    url: str
    searches: Sequence[int]
    active: bool


def create_webhook(
    session: Session,
    *,
    url: str,
    searches: Sequence[int],
    active: bool,
    api_key_id: int,
    visible_to: int | None,
    rules: OutboundRules,
    actor: str,
) -> Webhook:
    """Make a webhook, which is told of quotes that are stored or changed from now on; its `secret` is new.

    `visible_to` is the key whose saved searches it may name, or None for those of any. Raises InvalidInput for an address that the rules refuse by its form, and for a saved search that is not there or
    is somebody else's, and Conflict for one webhook too many.
    """
    webhook = Webhook(api_key_id=api_key_id, secret=_new_secret())
    change: WebhookChange = {"url": url, "searches": searches, "active": active}
    _write(session, webhook, change, rules=rules, searches_of=visible_to)
    _WEBHOOKS.refuse_more(session, api_key_id, MOST_WEBHOOKS)
    # Whoever is storing quotes may have looked already whether anybody wants to be told of them.
    wait_for_storing(session)
    session.add(webhook)
    session.flush()
    _WEBHOOKS.record(session, webhook, "created", None, describe_webhook(webhook), actor)
    return webhook


def get_webhook(session: Session, webhook_id: int, *, api_key_id: int | None) -> Webhook:
    """A webhook of this key, or with None of any.

    Raises NotFound, also for somebody else's, and Gone (with `withdrawn_at`) for one that was deleted.
    """
    return _WEBHOOKS.find(session, webhook_id, api_key_id)


def list_webhooks(session: Session, *, api_key_id: int | None, page: PageRequest) -> Page[Webhook]:
    """The webhooks of this key, or with None of all, oldest first. Raises InvalidCursor."""
    return _WEBHOOKS.list(session, api_key_id, page)


def update_webhook(
    session: Session,
    webhook_id: int,
    *,
    api_key_id: int | None,
    rules: OutboundRules,
    actor: str,
    expected_version: int,
    **change: Unpack[WebhookChange],
) -> Webhook:
    """Change a webhook. `active` True also forgets why it was disabled, and what waits is sent.

    Raises InvalidInput, NotFound, Gone, and VersionMismatch when `expected_version` is not its version.
    """
    webhook = _WEBHOOKS.hold(session, webhook_id, api_key_id, expected_version)
    before = describe_webhook(webhook)
    _write(session, webhook, change, rules=rules, searches_of=api_key_id)
    if describe_webhook(webhook) != before:
        # A changed set of searches alone would leave the row, and with it the version, as it was.
        webhook.updated_at = current_moment()
        _WEBHOOKS.record(session, webhook, "updated", before, describe_webhook(webhook), actor)
    session.flush()
    return webhook


def rotate_secret(session: Session, webhook_id: int, *, api_key_id: int | None, actor: str) -> Webhook:
    """Give a webhook a new secret; the one before signs beside it for a day. Raises NotFound and Gone."""
    webhook = _WEBHOOKS.hold(session, webhook_id, api_key_id, None)
    webhook.previous_secret = webhook.secret
    webhook.previous_secret_until = current_moment() + PREVIOUS_SECRET_FOR
    webhook.secret = _new_secret()
    until = webhook.previous_secret_until.isoformat()
    _WEBHOOKS.record(session, webhook, "secret_rotated", None, {"previous_secret_until": until}, actor)
    session.flush()
    return webhook


def delete_webhook(
    session: Session, webhook_id: int, *, api_key_id: int | None, actor: str, expected_version: int | None
) -> None:
    """Delete a webhook; what waits for it is dropped. Raises NotFound, Gone, and VersionMismatch."""
    webhook = _WEBHOOKS.hold(session, webhook_id, api_key_id, expected_version)
    before = describe_webhook(webhook)
    webhook.deleted_at = current_moment()
    webhook.active = False
    session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == DeliveryState.PENDING)
        .values(
            state=DeliveryState.DROPPED,
            next_attempt_at=None,
            finished_at=webhook.deleted_at,
            error="the webhook was deleted",
        )
    )
    _WEBHOOKS.record(session, webhook, "deleted", before, None, actor)
    session.flush()


def disable_webhook(session: Session, webhook_id: int, reason: str, *, actor: str) -> None:
    """Stop sending to a webhook for a reason of ours; one that is inactive stays as it is."""
    webhook = hold_stored_row(session, Webhook, Webhook.id == webhook_id)
    if not webhook.active:
        return
    before = describe_webhook(webhook)
    webhook.active = False
    webhook.disabled_reason = reason
    webhook.disabled_at = current_moment()
    _WEBHOOKS.record(session, webhook, "disabled", before, describe_webhook(webhook), actor)
    session.flush()


def is_listening(now: datetime) -> ColumnElement[bool]:
    """The condition of webhooks that are there and whose key still counts; needs a join with ApiKey."""
    valid = and_(ApiKey.revoked_at.is_(None), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now))
    return and_(Webhook.deleted_at.is_(None), valid)


def searches_of(webhook: Webhook) -> list[SavedSearch]:
    """The saved searches of a webhook that were not deleted."""
    return [search for search in webhook.searches if search.deleted_at is None]


def describe_webhook(webhook: Webhook) -> dict[str, Any]:
    """What the history keeps: of the address only the host, since some carry a secret in their path."""
    return {
        "host": urlsplit(webhook.url).netloc,
        "url_digest": hashlib.sha256(webhook.url.encode()).hexdigest()[:16],
        "searches": [search.id for search in searches_of(webhook)],
        "active": webhook.active,
        "disabled_reason": webhook.disabled_reason,
    }


def _write(
    session: Session,
    webhook: Webhook,
    change: WebhookChange,
    *,
    rules: OutboundRules,
    searches_of: int | None,
) -> None:
    if "url" in change:
        try:
            read_destination(change["url"], rules)
        except AddressRefused as error:
            raise invalid("url", f"cannot be used: {error}.") from error
        webhook.url = change["url"]
    if "searches" in change:
        webhook.searches = _find_searches(session, change["searches"], searches_of)
    if "active" in change:
        webhook.active = change["active"]
        if webhook.active:
            webhook.disabled_reason = webhook.disabled_at = None
            _forget_failures(session, webhook)


def _forget_failures(session: Session, webhook: Webhook) -> None:
    """What waits is tried now: whoever makes a webhook active says that its receiver is ready."""
    webhook.failures = 0
    webhook.retry_at = None
    session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == DeliveryState.PENDING)
        .values(next_attempt_at=current_moment())
        .execution_options(synchronize_session=False)
    )


def _find_searches(session: Session, numbers: Sequence[int], api_key_id: int | None) -> list[SavedSearch]:
    if not 1 <= len(numbers) <= MOST_SEARCHES_EACH:
        raise invalid("searches", f"must be 1 to {MOST_SEARCHES_EACH}, not {len(numbers)}.")
    found = []
    for number in sorted(set(numbers)):
        try:
            found.append(get_search(session, number, api_key_id=api_key_id))
        except ServiceError as error:
            raise invalid("searches", error.detail) from error
    return found


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
