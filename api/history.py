"""…/history: what was changed in a quote, an article, a speaker or a target."""

from __future__ import annotations

from typing import Any

from api.authentication import may
from api.database import reading_session
from api.paging import page_answer, page_request
from api.resource import Resource
from api.review_representations import represent_event
from api.schemas.history import HistoryQuerySchema, HistorySchema
from services.errors import InvalidCursor, NotFound
from services.histories import History, article_history, quote_history, speaker_history, target_history

resource = Resource("History", "What was changed, when and why")

_REFUSES = [NotFound, InvalidCursor]


@resource.operation(
    "GET",
    "/v1/quotes/<id:quote_id>/history",
    HistorySchema,
    query=HistoryQuerySchema,
    refuses=_REFUSES,
    headers=["Link"],
)
def list_quote_history(query: dict[str, Any], quote_id: int) -> dict[str, Any]:
    """List what happened to a quote, its stances and its reply

    Of a quote that is no longer served too.
    """
    return _answer(quote_history(reading_session(), quote_id, sort=query["sort"], page=page_request(query)))


@resource.operation(
    "GET",
    "/v1/articles/<id:article_id>/history",
    HistorySchema,
    query=HistoryQuerySchema,
    refuses=_REFUSES,
    headers=["Link"],
)
def list_article_history(query: dict[str, Any], article_id: int) -> dict[str, Any]:
    """List what happened to an article

    Of a withdrawn one too. Its quotes have histories of their own.
    """
    return _answer(
        article_history(reading_session(), article_id, sort=query["sort"], page=page_request(query))
    )


@resource.operation(
    "GET",
    "/v1/speakers/<id:speaker_id>/history",
    HistorySchema,
    query=HistoryQuerySchema,
    refuses=_REFUSES,
    headers=["Link"],
)
def list_speaker_history(query: dict[str, Any], speaker_id: int) -> dict[str, Any]:
    """List what happened to a speaker"""
    return _answer(
        speaker_history(reading_session(), speaker_id, sort=query["sort"], page=page_request(query))
    )


@resource.operation(
    "GET",
    "/v1/targets/<slug:slug>/history",
    HistorySchema,
    query=HistoryQuerySchema,
    refuses=_REFUSES,
    headers=["Link"],
)
def list_target_history(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """List what happened to a target"""
    return _answer(target_history(reading_session(), slug, sort=query["sort"], page=page_request(query)))


def _answer(history: History) -> dict[str, Any]:
    to_reviewer = may("review")
    events = [represent_event(event, history, to_reviewer=to_reviewer) for event in history.page.items]
    return page_answer(history.page, events)
