"""/v1/saved-searches: filters of the list of quotes, kept under a name."""

from __future__ import annotations

from typing import Any

from api.authentication import READ_WITH_KEY, caller
from api.conditional import answer_with_tag, entity_tag, require_match
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.refusals import PreconditionRequired
from api.resource import Resource
from api.schemas.paging import PageQuerySchema
from api.schemas.saved_searches import (
    NewSavedSearchSchema,
    SavedSearchChangeSchema,
    SavedSearchListSchema,
    SavedSearchSchema,
)
from api.webhook_representations import represent_search, search_versions
from models import SavedSearch
from services.errors import Conflict, Gone, InvalidCursor, NotFound, VersionMismatch
from services.saved_searches import create_search, delete_search, get_search, list_searches, update_search

resource = Resource("Saved searches", "Filters of the list of quotes, kept under a name")

_EXAMPLES = {
    "filters": {
        "summary": "What one speaker says about one subject",
        "value": {"name": "Velden on ferries", "query": {"speaker": "Mara Velden", "about": "ferries"}},
    }
}


@resource.operation(
    "GET",
    "/v1/saved-searches",
    SavedSearchListSchema,
    scope=READ_WITH_KEY,
    query=PageQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_saved_searches(query: dict[str, Any]) -> dict[str, Any]:
    """List your saved searches, oldest first

    A key with the scope `admin` sees those of all keys.
    """
    page = list_searches(reading_session(), api_key_id=caller().visible_key_id, page=page_request(query))
    return page_answer(page, [represent_search(search) for search in page.items])


@resource.operation(
    "POST",
    "/v1/saved-searches",
    SavedSearchSchema,
    status=201,
    meaning="Created",
    scope=READ_WITH_KEY,
    body=NewSavedSearchSchema,
    examples=_EXAMPLES,
    refuses=[Conflict],
    headers=["Location", "ETag", "Idempotency-Replayed"],
    creates=True,
    links={
        "getSavedSearch": {
            "operationId": "get_saved_search",
            "parameters": {"search_id": "$response.body#/id"},
        },
        "changeSavedSearch": {
            "operationId": "change_saved_search",
            "parameters": {
                "path.search_id": "$response.body#/id",
                "header.If-Match": "$response.header.ETag",
            },
        },
    },
)
def add_saved_search(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Save a search

    It belongs to the API key that made it. A key may have 100.
    """
    with database().writing.begin() as session:
        search = create_search(
            session,
            name=body["name"],
            query=body["query"],
            api_key_id=caller().own_key_id,
            actor=caller().actor,
        )
    return _show(search), 201, {"Location": f"/v1/saved-searches/{search.id}"}


@resource.operation(
    "GET",
    "/v1/saved-searches/<id:search_id>",
    SavedSearchSchema,
    also_status={304: "The client has it already"},
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_saved_search(search_id: int) -> dict[str, Any]:
    """Show a saved search"""
    return _show(get_search(reading_session(), search_id, api_key_id=caller().visible_key_id))


@resource.operation(
    "PATCH",
    "/v1/saved-searches/<id:search_id>",
    SavedSearchSchema,
    scope=READ_WITH_KEY,
    body=SavedSearchChangeSchema,
    examples=_EXAMPLES,
    refuses=[NotFound, Gone, PreconditionRequired, VersionMismatch],
    headers=["ETag"],
    request_headers=["Required-If-Match"],
)
def change_saved_search(body: dict[str, Any], search_id: int) -> dict[str, Any]:
    """Change a saved search

    Its webhooks are told of what fits the new filters and is stored or changed from now on.
    """
    visible = caller().visible_key_id
    with database().writing.begin() as session:
        current = get_search(session, search_id, api_key_id=visible)
        require_match(entity_tag(search_versions(current)), required=True)
        search = update_search(
            session,
            search_id,
            api_key_id=visible,
            actor=caller().actor,
            expected_version=current.version,
            **body,
        )
    return _show(search)


@resource.operation(
    "DELETE",
    "/v1/saved-searches/<id:search_id>",
    None,
    status=204,
    meaning="Deleted",
    scope=READ_WITH_KEY,
    refuses=[NotFound, Gone, VersionMismatch],
    request_headers=["If-Match"],
)
def delete_saved_search(search_id: int) -> None:
    """Delete a saved search

    Its webhooks find nothing by it any more; of quotes that they were told of, they still learn changes and ends.
    """
    visible = caller().visible_key_id
    with database().writing.begin() as session:
        current = get_search(session, search_id, api_key_id=visible)
        is_matched = require_match(entity_tag(search_versions(current)), required=False)
        delete_search(
            session,
            search_id,
            api_key_id=visible,
            actor=caller().actor,
            expected_version=current.version if is_matched else None,
        )


def _show(search: SavedSearch) -> dict[str, Any]:
    answer_with_tag(entity_tag(search_versions(search)))
    return represent_search(search)
