"""/v1/quotes: finding quotes and seeing where they come from."""

from __future__ import annotations

from typing import Any

from api.database import reading_session
from api.name_representations import represent_readings
from api.paging import page_answer, page_request
from api.quote_answers import answer_quote
from api.quote_queries import read_quote_query
from api.representations import represent_match
from api.resource import Resource
from api.schemas.quote_queries import QuoteQuerySchema
from api.schemas.quotes import QuoteDetailSchema, QuoteListSchema
from services.errors import Gone, InvalidCursor, NotFound
from services.quotes import get_quote, look_up_speaker, search_quotes

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

    All filters narrow. A `target` that does not exist is 404; a speaker whom nobody quotes gives an empty list. Where
    nobody goes by the name of `speaker`, quotes of those with the nearest name are answered, and `read_as` says so.
    """
    session = reading_session()
    wanted, readings = look_up_speaker(session, read_quote_query(session, query))
    found = search_quotes(session, wanted, page_request(query))
    answer = page_answer(found, [represent_match(match) for match in found.items])
    return {**answer, "read_as": represent_readings(readings)}


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
    return answer_quote(get_quote(reading_session(), quote_id))
