"""/v1/quotes/facets: what a search would find, counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request

from api.database import reading_session
from api.name_representations import represent_readings
from api.quote_queries import read_quote_query
from api.representations import Representation, represent_speaker_reference
from api.resource import Resource
from api.schemas.facets import FacetQuerySchema, QuoteFacetsSchema
from services.errors import NotFound
from services.quote_facets import Facet, StanceValue, count_facets
from services.quotes import QuoteQuery, look_up_speaker

resource = Resource("Facets", "What a search would find, counted")

Value = TypeVar("Value")


@resource.operation("GET", "/v1/quotes/facets", QuoteFacetsSchema, query=FacetQuerySchema, refuses=[NotFound])
def count_quote_facets(query: dict[str, Any]) -> dict[str, Any]:
    """Count quotes by speaker, target, stance, publisher and month

    The filters are those of `GET /v1/quotes`, and so is what they find. Each value has as many `quotes` as the list at
    its link; `limit` values of each facet are told, and the rest summed up.
    """
    session = reading_session()
    wanted, readings = look_up_speaker(session, read_quote_query(session, query))
    facets = count_facets(session, wanted, limit=query["limit"])
    return {
        "quotes": facets.quotes,
        "speakers": _represent(
            facets.speakers,
            lambda speaker: {"speaker": represent_speaker_reference(speaker)},
            lambda speaker: {"speaker": str(speaker.id)},
        ),
        "targets": _represent(facets.targets, lambda slug: {"target": slug}),
        "stances": _represent(facets.stances, _represent_stance),
        "publishers": _represent(facets.publishers, lambda name: {"publisher": name}),
        "months": _represent(
            facets.months, lambda month: {"month": month}, lambda month: _within(month, wanted)
        ),
        "read_as": represent_readings(readings),
    }


def _represent(
    facet: Facet[Value],
    represent: Callable[[Value], Representation],
    narrow: Callable[[Value], dict[str, str]] | None = None,
) -> Representation:
    """A facet. `narrow` gives the filters for a value, if they are not how it looks."""
    values = [
        {
            **represent(value),
            "quotes": quotes,
            "links": {"quotes": _narrowed((narrow or represent)(value))},
        }
        for value, quotes in facet.values
    ]
    return {
        "values": values,
        "other_values": facet.other_values,
        "other_quotes": facet.other_quotes,
        "without": facet.without,
    }


def _represent_stance(value: StanceValue) -> Representation:
    return {"target": value.target, "stance": value.label}


def _narrowed(filters: dict[str, str]) -> str:
    asked = {name: value for name, value in request.args.items() if name != "limit"}
    return f"/v1/quotes?{urlencode({**asked, **filters})}"


def _within(month: str, query: QuoteQuery) -> dict[str, str]:
    """The bounds of a month, but for those of the search that are narrower."""
    year, number = int(month[:4]), int(month[5:])
    start = datetime(year, number, 1, tzinfo=UTC)
    bounds = {}
    if query.said_after is None or query.said_after < start:
        bounds["said_after"] = start.isoformat()
    # There is no moment after the last month that a date can have.
    if (year, number) < (MAXYEAR, 12):
        end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
        if query.said_before is None or query.said_before > end:
            bounds["said_before"] = end.isoformat()
    return bounds
