"""/v1/speakers: who is quoted, and what people correct about them."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.authentication import caller
from api.conditional import answer_with_tag, entity_tag, require_match
from api.database import database, reading_session
from api.name_representations import represent_readings
from api.paging import page_answer, page_request
from api.refusals import PreconditionRequired
from api.representations import represent_speaker, speaker_versions
from api.resource import Resource
from api.schemas.speaker_changes import SpeakerCorrectionSchema
from api.schemas.speakers import SpeakerListSchema, SpeakerQuerySchema, SpeakerSchema
from services.errors import Conflict, Gone, InvalidCursor, Merged, NotFound, VersionMismatch
from services.speaker_edits import update_speaker
from services.speakers import get_speaker_summary, list_speakers, read_listed_name

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
    """List speakers by name

    Those that are part of another are not in the list.
    """
    session, q = reading_session(), query.get("q")
    near = None if q is None else read_listed_name(session, q)
    page = list_speakers(session, q=q, read_as=near, kind=query.get("kind"), page=page_request(query))
    answer = page_answer(page, [represent_speaker(summary) for summary in page.items])
    return {**answer, "read_as": represent_readings([] if near is None else [near])}


@resource.operation(
    "GET",
    "/v1/speakers/<id:speaker_id>",
    SpeakerSchema,
    also_status={
        304: "The client has it already",
        307: "It is part of another speaker, which is at `Location`",
    },
    refuses=[NotFound, Gone],
    headers=["ETag", "Location"],
    request_headers=["If-None-Match"],
)
def get_speaker_by_id(speaker_id: int) -> dict[str, Any] | Response:
    """Show a speaker

    One that was merged into another leads there.
    """
    try:
        return _show(speaker_id)
    except Merged as merged:
        # Not 308, which clients may keep for good: a merge can be undone.
        response = Response(status=307, headers={"Location": f"/v1/speakers/{merged.members['merged_into']}"})
        del response.headers["Content-Type"]
        return response


@resource.operation(
    "PATCH",
    "/v1/speakers/<id:speaker_id>",
    SpeakerSchema,
    meaning="Changed",
    scope="review",
    body=SpeakerCorrectionSchema,
    refuses=[NotFound, Merged, Conflict, PreconditionRequired, VersionMismatch],
    headers=["ETag"],
    request_headers=["Required-If-Match"],
)
def correct_speaker_by_id(body: dict[str, Any], speaker_id: int) -> dict[str, Any]:
    """Correct a speaker

    Articles that are read later change nothing of it. A name that is taken from a speaker does not come back to it; a
    new one means the speaker in every article if it is a full name, and is only for finding it if it is a surname.
    """
    with database().writing.begin() as session:
        summary = get_speaker_summary(session, speaker_id)
        require_match(entity_tag(speaker_versions(summary)), required=True)
        update_speaker(
            session,
            speaker_id,
            actor=caller().actor,
            expected_version=summary.speaker.version,
            **body,
        )
    return _show(speaker_id)


def _show(speaker_id: int) -> dict[str, Any]:
    summary = get_speaker_summary(reading_session(), speaker_id)
    answer_with_tag(entity_tag(speaker_versions(summary)))
    return represent_speaker(summary)
