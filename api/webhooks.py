"""/v1/webhooks: addresses that are told when a quote fits a saved search."""

from __future__ import annotations

from typing import Any

from flask import current_app

from api.authentication import READ_WITH_KEY, caller
from api.conditional import answer_with_tag, entity_tag, require_match
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.refusals import PreconditionRequired
from api.resource import Resource
from api.schemas.paging import PageQuerySchema
from api.schemas.webhooks import (
    NewWebhookSchema,
    WebhookChangeSchema,
    WebhookListSchema,
    WebhookSchema,
    WebhookWithSecretSchema,
)
from api.webhook_representations import represent_webhook, represent_webhook_with_secret, webhook_versions
from models import Webhook
from services.errors import Conflict, Gone, InvalidCursor, NotFound, VersionMismatch
from services.outbound_addresses import OutboundRules
from services.webhooks import (
    create_webhook,
    delete_webhook,
    get_webhook,
    list_webhooks,
    rotate_secret,
    update_webhook,
)

resource = Resource("Webhooks", "Addresses that are told when a quote fits a saved search")

_NEW_EXAMPLES = {
    "address": {
        "summary": "Tell an address of what one saved search finds",
        "value": {"url": "https://hooks.torland.example/quotes", "searches": [1]},
    }
}
_CHANGE_EXAMPLES = {"pause": {"summary": "Send nothing for now", "value": {"active": False}}}


@resource.operation(
    "GET",
    "/v1/webhooks",
    WebhookListSchema,
    scope=READ_WITH_KEY,
    query=PageQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_webhooks_page(query: dict[str, Any]) -> dict[str, Any]:
    """List your webhooks, oldest first

    A key with the scope `admin` sees those of all keys.
    """
    page = list_webhooks(reading_session(), api_key_id=caller().visible_key_id, page=page_request(query))
    return page_answer(page, [represent_webhook(webhook) for webhook in page.items])


@resource.operation(
    "POST",
    "/v1/webhooks",
    WebhookWithSecretSchema,
    status=201,
    meaning="Created; the secret is shown this once",
    scope=READ_WITH_KEY,
    body=NewWebhookSchema,
    examples=_NEW_EXAMPLES,
    refuses=[Conflict],
    headers=["Location", "ETag", "Idempotency-Replayed"],
    creates=True,
    links={
        "getWebhook": {
            "operationId": "get_webhook_by_id",
            "parameters": {"webhook_id": "$response.body#/id"},
        },
        "testWebhook": {"operationId": "test_webhook", "parameters": {"webhook_id": "$response.body#/id"}},
        "changeWebhook": {
            "operationId": "change_webhook",
            "parameters": {
                "path.webhook_id": "$response.body#/id",
                "header.If-Match": "$response.header.ETag",
            },
        },
    },
)
def add_webhook(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Make a webhook

    It belongs to the API key that made it, and ends with that key. It is told of quotes that are stored or changed
    from now on. A key may have 20.
    """
    with database().writing.begin() as session:
        webhook = create_webhook(
            session,
            **body,
            api_key_id=caller().own_key_id,
            visible_to=caller().visible_key_id,
            rules=_rules(),
            actor=caller().actor,
        )
    answer_with_tag(entity_tag(webhook_versions(webhook)))
    return represent_webhook_with_secret(webhook), 201, {"Location": f"/v1/webhooks/{webhook.id}"}


@resource.operation(
    "GET",
    "/v1/webhooks/<id:webhook_id>",
    WebhookSchema,
    also_status={304: "The client has it already"},
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_webhook_by_id(webhook_id: int) -> dict[str, Any]:
    """Show a webhook"""
    return _show(get_webhook(reading_session(), webhook_id, api_key_id=caller().visible_key_id))


@resource.operation(
    "PATCH",
    "/v1/webhooks/<id:webhook_id>",
    WebhookSchema,
    scope=READ_WITH_KEY,
    body=WebhookChangeSchema,
    examples=_CHANGE_EXAMPLES,
    refuses=[NotFound, Gone, PreconditionRequired, VersionMismatch],
    headers=["ETag"],
    request_headers=["Required-If-Match"],
)
def change_webhook(body: dict[str, Any], webhook_id: int) -> dict[str, Any]:
    """Change a webhook, pause it, or enable it again

    With `active: true` what waits is sent soon, and what was said of a failing receiver is forgotten.
    """
    visible = caller().visible_key_id
    with database().writing.begin() as session:
        current = get_webhook(session, webhook_id, api_key_id=visible)
        require_match(entity_tag(webhook_versions(current)), required=True)
        webhook = update_webhook(
            session,
            webhook_id,
            api_key_id=visible,
            rules=_rules(),
            actor=caller().actor,
            expected_version=current.version,
            **body,
        )
    return _show(webhook)


@resource.operation(
    "DELETE",
    "/v1/webhooks/<id:webhook_id>",
    None,
    status=204,
    meaning="Deleted",
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone, VersionMismatch],
    request_headers=["If-Match"],
)
def delete_webhook_by_id(webhook_id: int) -> None:
    """Delete a webhook

    What waits for it is dropped.
    """
    visible = caller().visible_key_id
    with database().writing.begin() as session:
        current = get_webhook(session, webhook_id, api_key_id=visible)
        is_matched = require_match(entity_tag(webhook_versions(current)), required=False)
        delete_webhook(
            session,
            webhook_id,
            api_key_id=visible,
            actor=caller().actor,
            expected_version=current.version if is_matched else None,
        )


@resource.operation(
    "POST",
    "/v1/webhooks/<id:webhook_id>/secret",
    WebhookWithSecretSchema,
    status=201,
    meaning="The new secret, which is shown this once",
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone],
    headers=["ETag", "Idempotency-Replayed"],
    creates=True,
)
def rotate_webhook_secret(webhook_id: int) -> tuple[dict[str, Any], int]:
    """Give a webhook a new secret

    For 24 hours events are signed with both, so that a receiver can change over without refusing any.
    """
    with database().writing.begin() as session:
        webhook = rotate_secret(session, webhook_id, api_key_id=caller().visible_key_id, actor=caller().actor)
    answer_with_tag(entity_tag(webhook_versions(webhook)))
    return represent_webhook_with_secret(webhook), 201


def _show(webhook: Webhook) -> dict[str, Any]:
    answer_with_tag(entity_tag(webhook_versions(webhook)))
    return represent_webhook(webhook)


def _rules() -> OutboundRules:
    rules: OutboundRules = current_app.config["ONRECORD_WEBHOOK_RULES"]
    return rules
