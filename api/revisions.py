"""/v1/articles/{id}/revisions: what an article said before, and says now."""

from __future__ import annotations

from typing import Any

from api.conditional import answer_with_tag, entity_tag
from api.database import reading_session
from api.paging import page_answer, page_request
from api.resource import Resource
from api.revision_representations import represent_revision, represent_revision_text, revision_versions
from api.schemas.paging import PageQuerySchema
from api.schemas.revisions import RevisionListSchema, RevisionTextSchema
from services.errors import Gone, InvalidCursor, NotFound
from services.revisions import get_revision, list_revisions

resource = Resource("Revisions", "What articles said before, and say now")


@resource.operation(
    "GET",
    "/v1/articles/<id:article_id>/revisions",
    RevisionListSchema,
    query=PageQuerySchema,
    refuses=[NotFound, Gone, InvalidCursor],
    headers=["Link"],
)
def list_revisions_page(query: dict[str, Any], article_id: int) -> dict[str, Any]:
    """List an article's revisions, newest first"""
    page = list_revisions(reading_session(), article_id, page=page_request(query))
    return page_answer(page, [represent_revision(revision) for revision in page.items])


@resource.operation(
    "GET",
    "/v1/articles/<id:article_id>/revisions/<id:number>",
    RevisionTextSchema,
    also_status={304: "The client has it already"},
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_revision_by_number(article_id: int, number: int) -> dict[str, Any]:
    """Show a revision with its text

    The text never changes. A quote's `article.revision` is the number of the revision that its offsets count in.
    """
    revision = get_revision(reading_session(), article_id, number)
    answer_with_tag(entity_tag(revision_versions(revision)))
    return represent_revision_text(revision)
