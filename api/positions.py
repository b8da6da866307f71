"""/v1/speakers/{id}/positions and /v1/targets/{slug}/positions: who stands where, over time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from api.database import reading_session
from api.paging import page_answer, page_request
from api.position_representations import PositionView, represent_target_positions
from api.representations import represent_speaker_reference
from api.resource import Resource
from api.schemas.positions import (
    SpeakerPositionsQuerySchema,
    SpeakerPositionsSchema,
    TargetPositionsQuerySchema,
    TargetPositionsSchema,
)
from services.errors import Gone, InvalidCursor, NotFound
from services.paging import Page
from services.positions import Measure
from services.speaker_positions import PositionQuery, list_speaker_positions, speaker_position
from services.speakers import get_speaker
from services.target_positions import target_positions
from services.targets import get_target

resource = Resource("Positions", "Where people stand, over time, and the quotes that say so")


@resource.operation(
    "GET",
    "/v1/speakers/<id:speaker_id>/positions",
    SpeakerPositionsSchema,
    query=SpeakerPositionsQuerySchema,
    refuses=[NotFound, Gone, InvalidCursor],
    headers=["Link"],
)
def list_positions_of_speaker(query: dict[str, Any], speaker_id: int) -> dict[str, Any]:
    """Show where a speaker stands, over time

    With `target`, one item with its points over time. Without, a summary for each target that quotes of the speaker
    have a stance toward, by slug. Only stances toward the target's wording of today count.
    """
    session = reading_session()
    speaker = get_speaker(session, speaker_id)
    wanted = _read(query)
    if "target" in query:
        target = get_target(session, query["target"])
        position, details = speaker_position(session, speaker_id, target, wanted, period=query["period"])
        items, page = [position], Page([position], None)
    else:
        page, details = list_speaker_positions(session, speaker_id, wanted, page_request(query))
        items = list(page.items)
    view = PositionView(details, wanted.measure)
    represented = [view.represent_speaker_position(each, speaker, whole="target" in query) for each in items]
    return {"speaker": represent_speaker_reference(speaker), **page_answer(page, represented)}


@resource.operation(
    "GET",
    "/v1/targets/<slug:slug>/positions",
    TargetPositionsSchema,
    query=TargetPositionsQuerySchema,
    refuses=[NotFound, InvalidCursor],
    headers=["Link"],
)
def list_positions_toward_target(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """Show who stands where toward a target

    Speakers by name, each with the newest statement behind the position. `speakers` counts all of them by position.
    """
    session = reading_session()
    target = get_target(session, slug)
    wanted = _read(query)
    found = target_positions(session, target, wanted, page_request(query), query.get("position"))
    view = PositionView(found.details, wanted.measure)
    items = [view.represent_standing(standing, target) for standing in found.page.items]
    return {**represent_target_positions(found, target), **page_answer(found.page, items)}


def _read(query: dict[str, Any]) -> PositionQuery:
    measure = Measure(query["min_confidence"], timedelta(days=query["window_days"]))
    return PositionQuery(measure, query.get("said_after"), query.get("said_before"))
