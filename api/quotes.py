"""/v1/quotes: finding quotes and seeing where they come from."""

from __future__ import annotations

from typing import Any

from api.addresses import public_root, quote_address, root_version
from api.conditional import answer_with_tag, entity_tag
from api.database import reading_session
from api.paging import page_answer, page_request
from api.quote_queries import read_quote_query
from api.representations import quote_versions, represent_match, represent_quote_detail
from api.resource import Resource
from api.schemas.quotes import QuoteDetailSchema, QuoteListSchema, QuoteQuerySchema
from services.citations import cite_quote
from services.errors import Gone, InvalidCursor, NotFound
from services.quotes import get_quote, quote_provenance, search_quotes

resource = Resource("Quotes", "Who said what, and where it is written")


@resource.operation(
    "GET",
    "/v1/quotes",
    QuoteListSchema,
    query=QuoteQuerySchema,
    refuses=[InvalidCursor, NotFound],
    headers=["Link"],
)
def list_quotes(query: dict[str, Any]) -> dict[str, Any]:
    """Find quotes

    All filters narrow. A `target` that does not exist is 404; a speaker whom nobody quotes gives an empty list.
    """
    session = reading_session()
    found = search_quotes(session, read_quote_query(session, query), page_request(query))
    return page_answer(found, [represent_match(match) for match in found.items])


@resource.operation(
    "GET",
    "/v1/quotes/<id:quote_id>",
    QuoteDetailSchema,
    also_status={304: "The client has it already"},
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_quote_by_id(quote_id: int) -> dict[str, Any]:
    """Show a quote and where it comes from

    With the article's words before and after it, exactly as they stand there, and a line to cite it by.
    """
    quote, root = get_quote(reading_session(), quote_id), public_root()
    answer_with_tag(entity_tag([*quote_versions(quote), root_version(root)]))
    citation = cite_quote(quote, quote_address(root, quote_id))
    return {**represent_quote_detail(quote, quote_provenance(quote)), "citation": citation}
