"""/v1/api-keys: who may do what, and since when not any more."""

from __future__ import annotations

from typing import Any

from werkzeug.http import quote_etag

from api.authentication import caller
from api.conditional import entity_tag, require_match
from api.database import database, reading_session
from api.idempotency import show_once
from api.paging import page_answer, page_request
from api.refusals import PreconditionRequired
from api.resource import Resource
from api.schemas.api_keys import (
    ApiKeyChangeSchema,
    ApiKeyListSchema,
    ApiKeyQuerySchema,
    ApiKeySchema,
    CreatedApiKeySchema,
    NewApiKeySchema,
)
from models import ApiKey, current_moment
from services.errors import Conflict, InvalidCursor, NotFound, VersionMismatch
from services.keys import (
    ADMIN,
    create_key,
    get_key,
    key_state,
    page_keys,
    revoke_key_unless_last,
    update_key,
)

resource = Resource("API keys", "Who may do what, and since when not any more")


@resource.operation(
    "POST",
    "/v1/api-keys",
    CreatedApiKeySchema,
    status=201,
    meaning="Created; `key` is shown this once",
    scope=ADMIN,
    body=NewApiKeySchema,
    headers=["Location", "ETag", "Idempotency-Replayed"],
    creates=True,
    links={
        "getApiKey": {"operationId": "get_api_key_by_id", "parameters": {"key_id": "$response.body#/id"}},
        "changeApiKey": {
            "operationId": "change_api_key_by_id",
            "parameters": {"path.key_id": "$response.body#/id", "header.If-Match": "$response.header.ETag"},
        },
        "revokeApiKey": {
            "operationId": "revoke_api_key_by_id",
            "parameters": {"key_id": "$response.body#/id"},
        },
    },
)
def add_api_key(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Make an API key

    Its secret is shown this once and stored nowhere. Sent again with the same Idempotency-Key, the answer has null in
    its place: whoever lost the first answer revokes the key and makes another.
    """
    with database().writing.begin() as session:
        key, secret = create_key(
            session,
            name=body["name"],
            scopes=body["scopes"],
            expires_at=body.get("expires_at"),
            now=current_moment(),
            actor=caller().actor,
        )
    show_once("key")
    headers = {"Location": f"/v1/api-keys/{key.id}", "Cache-Control": "no-store", **_tag_header(key)}
    return {**represent_api_key(key), "key": secret}, 201, headers


@resource.operation(
    "GET",
    "/v1/api-keys",
    ApiKeyListSchema,
    scope=ADMIN,
    query=ApiKeyQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_api_keys_page(query: dict[str, Any]) -> dict[str, Any]:
    """List API keys, oldest first

    Those that were revoked or have expired stay in the list.
    """
    page = page_keys(
        reading_session(), state=query.get("state"), now=current_moment(), page=page_request(query)
    )
    return page_answer(page, [represent_api_key(key) for key in page.items])


@resource.operation(
    "GET",
    "/v1/api-keys/<id:key_id>",
    ApiKeySchema,
    scope=ADMIN,
    refuses=[NotFound],
    headers=["ETag"],
)
def get_api_key_by_id(key_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Show an API key

    The ETag changes with what a person changes, and not with `last_used_at`; it is for If-Match alone.
    """
    key = get_key(reading_session(), key_id)
    return represent_api_key(key), 200, _tag_header(key)


@resource.operation(
    "PATCH",
    "/v1/api-keys/<id:key_id>",
    ApiKeySchema,
    meaning="Changed",
    scope=ADMIN,
    body=ApiKeyChangeSchema,
    refuses=[NotFound, Conflict, PreconditionRequired, VersionMismatch],
    headers=["ETag"],
    request_headers=["Required-If-Match"],
)
def change_api_key_by_id(body: dict[str, Any], key_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Change the name or the expiry of an API key

    One that has expired may be prolonged; one that was revoked stays as it is (409).
    """
    with database().writing.begin() as session:
        current = get_key(session, key_id)
        require_match(_tag(current), required=True)
        key = update_key(
            session,
            key_id,
            now=current_moment(),
            actor=caller().actor,
            expected_version=current.version,
            **body,
        )
    return represent_api_key(key), 200, _tag_header(key)


@resource.operation(
    "DELETE",
    "/v1/api-keys/<id:key_id>",
    None,
    status=204,
    meaning="Revoked, now or before",
    scope=ADMIN,
    refuses=[NotFound, Conflict, VersionMismatch],
    request_headers=["If-Match"],
)
def revoke_api_key_by_id(key_id: int) -> None:
    """Revoke an API key for good

    It stays in the list. The only active key with the scope `admin` is not revoked here (409), as nobody could make
    another; `onrecord keys revoke` does it.
    """
    with database().writing.begin() as session:
        require_match(_tag(get_key(session, key_id)), required=False)
        revoke_key_unless_last(session, key_id, now=current_moment(), actor=caller().actor)


def represent_api_key(key: ApiKey) -> dict[str, Any]:
    """A key without its secret."""
    return {
        "id": key.id,
        "prefix": key.prefix,
        "name": key.name,
        "scopes": key.scopes,
        "state": key_state(key, current_moment()),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
        "links": {
            "self": f"/v1/api-keys/{key.id}",
            "history": f"/v1/history?subject_kind=api_key&subject_id={key.id}",
        },
    }


def _tag(key: ApiKey) -> str:
    return entity_tag([("api_key", key.id, key.version)])


def _tag_header(key: ApiKey) -> dict[str, str]:
    # Not the tag of the whole answer, which would have to change whenever the key is used, also between reading and
    # changing it.
    return {"ETag": quote_etag(_tag(key))}
