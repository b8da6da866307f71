"""/v1/quotes.csv and /v1/quotes.ndjson: all quotes that fit, in one answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from typing import Any

from flask import Response, current_app

from api.addresses import public_root, quote_address
from api.answer_lines import CONTENT_TYPE, answer_line
from api.csv_records import BYTE_ORDER_MARK, end_record, header_record, quote_record
from api.database import database, reading_session
from api.export_answers import answer_with_export
from api.quote_queries import read_quote_query
from api.representations import represent_match
from api.request_ids import request_id
from api.resource import Resource
from api.schemas.exports import CSV_EXAMPLE, NDJSON_EXAMPLE, CsvQuerySchema, QuoteFilterSchema
from services.citations import cite_quote
from services.errors import NotFound
from services.exports import export_quotes
from services.quotes import QuoteMatch, QuoteQuery

resource = Resource("Exports", "All quotes that fit, in one answer of any length")

log = logging.getLogger("onrecord.api")


@resource.operation(
    "GET",
    "/v1/quotes.csv",
    None,
    content_type="text/csv; charset=utf-8",
    example=CSV_EXAMPLE,
    meaning="A header, a record for each quote, and with `end=true` a last one with `end` and their number.",
    query=CsvQuerySchema,
    refuses=[NotFound],
    headers=["Content-Disposition"],
)
def export_quotes_as_csv(query: dict[str, Any]) -> Response:
    """Export quotes as CSV

    For spreadsheets: UTF-8 with a byte order mark, and an apostrophe before everything that could run as a formula.
    The filters and the order are those of `GET /v1/quotes`; there are no pages. An answer that breaks off has no last
    chunk, and no `end` record if one was asked for.
    """
    wanted = read_quote_query(reading_session(), query)
    parts = _csv_parts(_watched(wanted), public_root(), mark_end=query["end"])
    return answer_with_export(parts, "text/csv; charset=utf-8", "quotes.csv")


@resource.operation(
    "GET",
    "/v1/quotes.ndjson",
    None,
    content_type=CONTENT_TYPE,
    example=NDJSON_EXAMPLE,
    meaning="Each line a quote as in `GET /v1/quotes`, with its `citation`; the last line has `end` and `count` alone.",
    query=QuoteFilterSchema,
    refuses=[NotFound],
    headers=["Content-Disposition"],
)
def export_quotes_as_ndjson(query: dict[str, Any]) -> Response:
    """Export quotes as lines of JSON

    The filters and the order are those of `GET /v1/quotes`; there are no pages. An answer is whole when its last line
    is `{"end": true, "count": …}` with the number of quotes before it; when reading fails in between, the last line
    says `"end": false`.
    """
    wanted = read_quote_query(reading_session(), query)
    parts = _ndjson_parts(_watched(wanted), public_root(), current_app.json.dumps)
    return answer_with_export(parts, CONTENT_TYPE, "quotes.ndjson")


def _watched(query: QuoteQuery) -> Iterator[list[QuoteMatch]]:
    """The batches of an export, whose failure is logged: by then no problem document can be sent."""
    return _log_failure(export_quotes(database().reading, query), request_id())


def _log_failure(batches: Iterator[list[QuoteMatch]], request: str) -> Iterator[list[QuoteMatch]]:
    count = 0
    try:
        for batch in batches:
            yield batch
            count += len(batch)
    except Exception:
        if count:
            log.exception("the export of request %s broke off after %d quotes", request, count)
        raise


def _csv_parts(batches: Iterator[list[QuoteMatch]], root: str, *, mark_end: bool) -> Generator[str]:
    count = 0
    head = BYTE_ORDER_MARK + header_record()
    for batch in batches:
        records = (quote_record(match.quote, quote_address(root, match.quote.id)) for match in batch)
        yield head + "".join(records)
        head = ""
        count += len(batch)
    yield head + (end_record(count) if mark_end else "")


def _ndjson_parts(batches: Iterator[list[QuoteMatch]], root: str, dump: Callable[..., str]) -> Generator[str]:
    count = 0
    try:
        for batch in batches:
            yield "".join(answer_line(_represent(match, root), dump) for match in batch)
            count += len(batch)
    except Exception:
        # Before the first quote the client can still be told properly.
        if count:
            yield answer_line({"end": False, "count": count}, dump)
        raise
    yield answer_line({"end": True, "count": count}, dump)


def _represent(match: QuoteMatch, root: str) -> dict[str, Any]:
    return {
        **represent_match(match),
        "citation": cite_quote(match.quote, quote_address(root, match.quote.id)),
    }
