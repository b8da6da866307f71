"""/v1/reports: the archive in numbers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from api.database import reading_session
from api.paging import page_answer, page_request
from api.representations import Representation, represent_speaker_reference
from api.resource import Resource
from api.schemas.reports import SourceReportQuerySchema, SourceReportSchema
from services.errors import InvalidCursor, NotFound
from services.source_report import PeriodCount, QuotedSource, SourceQuery, report_sources
from services.targets import get_target

resource = Resource("Reports", "The archive in numbers")

_FILTERS = ("publisher", "published_after", "published_before", "target", "about", "period", "sort")


@resource.operation(
    "GET",
    "/v1/reports/sources",
    SourceReportSchema,
    query=SourceReportQuerySchema,
    refuses=[InvalidCursor, NotFound],
    headers=["Link"],
)
def report_quoted_sources(query: dict[str, Any]) -> dict[str, Any]:
    """Report who is quoted, how often, by whom, directly or in paraphrase

    Counts the quotes that are served; the words that several articles carry count in each. A `target` that does not
    exist is 404. A page after another counts the archive as it was for the first one.
    """
    session = reading_session()
    if "target" in query:
        get_target(session, query["target"])
    wanted = SourceQuery(**{name: query[name] for name in _FILTERS if name in query})
    report = report_sources(session, wanted, page_request(query))
    items = [_represent_source(source, wanted) for source in report.page.items]
    return {
        "periods": [_represent_period(period) for period in report.periods],
        **page_answer(report.page, items),
    }


def _represent_period(count: PeriodCount) -> Representation:
    return {
        "period": count.period,
        "quotes": count.quotes,
        "quotes_without_speaker": count.without_speaker,
        "speakers": count.speakers,
    }


def _represent_source(source: QuotedSource, query: SourceQuery) -> Representation:
    filters = {
        "speaker": source.speaker.id,
        "publisher": query.publisher,
        "said_after": None if query.published_after is None else query.published_after.isoformat(),
        "said_before": None if query.published_before is None else query.published_before.isoformat(),
        "target": query.target,
        "about": query.about,
    }
    # Of all periods: a period's first and last moment would have to be put beside those that were asked for.
    quotes = urlencode({name: value for name, value in filters.items() if value is not None})
    return {
        "period": source.period,
        "speaker": represent_speaker_reference(source.speaker),
        "total": source.total,
        "direct": source.direct,
        "mixed": source.mixed,
        "indirect": source.indirect,
        "share": source.share,
        "publishers": [{"name": name, "quotes": quotes} for name, quotes in source.publishers],
        "other_publishers": source.other_publishers,
        "links": {
            "speaker": f"/v1/speakers/{source.speaker.id}",
            "quotes": f"/v1/quotes?{quotes}",
        },
    }
