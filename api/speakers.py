"""/v1/speakers: who is quoted."""

from __future__ import annotations

from typing import Any

from api.conditional import answer_with_tag, entity_tag
from api.database import reading_session
from api.paging import page_answer, page_request
from api.representations import represent_speaker, speaker_versions
from api.resource import Resource
from api.schemas.speakers import SpeakerListSchema, SpeakerQuerySchema, SpeakerSchema
from services.errors import Gone, InvalidCursor, NotFound
from services.speakers import get_speaker_summary, list_speakers

resource = Resource("Speakers", "The people, organizations and groups that are quoted")


@resource.operation(
    "GET",
    "/v1/speakers",
    SpeakerListSchema,
    query=SpeakerQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_speakers_page(query: dict[str, Any]) -> dict[str, Any]:
    """List speakers by name"""
    page = list_speakers(
        reading_session(), q=query.get("q"), kind=query.get("kind"), page=page_request(query)
    )
    return page_answer(page, [represent_speaker(summary) for summary in page.items])


@resource.operation(
    "GET",
    "/v1/speakers/<id:speaker_id>",
    SpeakerSchema,
    also_status={304: "The client has it already"},
    refuses=[NotFound, Gone],
    headers=["ETag"],
    request_headers=["If-None-Match"],
)
def get_speaker_by_id(speaker_id: int) -> dict[str, Any]:
    """Show a speaker"""
    summary = get_speaker_summary(reading_session(), speaker_id)
    answer_with_tag(entity_tag(speaker_versions(summary)))
    return represent_speaker(summary)
