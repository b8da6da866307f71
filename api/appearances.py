"""/v1/quotes/{id}/appearances: all articles that carry a quote."""

from __future__ import annotations

from typing import Any

from api.database import reading_session
from api.paging import page_answer, page_request
from api.representations import represent_article_reference, represent_speaker_reference
from api.resource import Resource
from api.revision_representations import revision_link
from api.schemas.appearances import AppearanceListSchema
from api.schemas.paging import PageQuerySchema
from models import Quote
from services.appearances import list_appearances
from services.errors import Gone, InvalidCursor, NotFound

resource = Resource("Appearances", "The same quote in several articles")


@resource.operation(
    "GET",
    "/v1/quotes/<id:quote_id>/appearances",
    AppearanceListSchema,
    query=PageQuerySchema,
    refuses=[NotFound, Gone, InvalidCursor],
    headers=["Link"],
)
def list_appearances_of_quote(query: dict[str, Any], quote_id: int) -> dict[str, Any]:
    """List where a quote appeared, the first appearance first

    All quotes of its group: the same words of the same speaker, or these with clauses left out, published within 30 days.
    A quote that is in no group appeared in its own article alone. Places without a date come last.
    """
    found = list_appearances(reading_session(), quote_id, page=page_request(query))
    speaker, group = found.first.speaker, found.first.group
    return {
        "speaker": None if speaker is None else represent_speaker_reference(speaker),
        "size": 1 if group is None else group.size,
        "first_appearance": _represent(found.first),
        **page_answer(found.page, [_represent(quote) for quote in found.page.items]),
    }


def _represent(quote: Quote) -> dict[str, Any]:
    return {
        "quote": quote.id,
        "type": quote.type,
        "text": quote.text,
        "position": quote.position,
        "said_at": quote.said_at,
        "article": represent_article_reference(quote.article, quote.revision),
        "links": {
            "quote": f"/v1/quotes/{quote.id}",
            "article": f"/v1/articles/{quote.article_id}",
            "revision": revision_link(quote.article_id, quote.revision.number),
        },
    }
