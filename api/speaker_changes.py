"""/v1/speaker-changes: speakers are merged and split, and both can be undone."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from api.authentication import caller
from api.conditional import entity_tag, require_match
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.representations import speaker_versions
from api.resource import Resource
from api.schemas.speaker_changes import (
    NewMergeSchema,
    NewSplitSchema,
    SpeakerChangeListSchema,
    SpeakerChangeQuerySchema,
    SpeakerChangeSchema,
)
from api.speaker_change_representations import represent_speaker_change
from services.errors import Conflict, InvalidCursor, Merged, NewerChanges, NotFound, VersionMismatch
from services.speaker_changes import get_speaker_change, list_speaker_changes
from services.speaker_merges import merge_speakers
from services.speaker_splits import split_speaker
from services.speaker_undo import undo_speaker_change
from services.speakers import get_speaker_summary

resource = Resource("Speaker changes", "Speakers are merged and split, and both can be undone")

_LINKS = {
    "getSpeakerChange": {
        "operationId": "get_speaker_change_by_id",
        "parameters": {"change_id": "$response.body#/id"},
    },
    "undoSpeakerChange": {
        "operationId": "undo_speaker_change_by_id",
        "parameters": {"change_id": "$response.body#/id"},
    },
}


@resource.operation(
    "POST",
    "/v1/speakers/<id:speaker_id>/merges",
    SpeakerChangeSchema,
    status=201,
    meaning="Merged",
    scope="review",
    body=NewMergeSchema,
    refuses=[NotFound, Merged, Conflict, VersionMismatch],
    headers=["Location", "Idempotency-Replayed"],
    request_headers=["If-Match"],
    creates=True,
    links=_LINKS,
)
def merge_into_speaker(body: dict[str, Any], speaker_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Make another speaker part of this one

    Its quotes, withdrawn ones too, and its names go to this one, and its number leads here. What this one lacks (kind,
    Wikidata item, description) it takes from the other. Articles that are read later find this one by the names of
    both. Two speakers with different Wikidata items are not one (409).
    """
    with database().writing.begin() as session:
        change_id = merge_speakers(
            session,
            speaker_id,
            body["other"],
            reason=body.get("reason"),
            actor=caller().actor,
            expected_version=_expected_version(session, speaker_id),
        ).id
    return _show_new(change_id)


@resource.operation(
    "POST",
    "/v1/speakers/<id:speaker_id>/splits",
    SpeakerChangeSchema,
    status=201,
    meaning="Split; `other` is the new speaker",
    scope="review",
    body=NewSplitSchema,
    refuses=[NotFound, Merged, Conflict, VersionMismatch],
    headers=["Location", "Idempotency-Replayed"],
    request_headers=["If-Match"],
    creates=True,
    links=_LINKS,
)
def split_from_speaker(body: dict[str, Any], speaker_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Make a new speaker out of some of this one's quotes and names

    Whatever engine reads their articles later, these quotes stay the new speaker's. A name of this one that is given as
    `name` or in `aliases` is the new one's from then on. If `name` is this one's own, both have it, and alone it means
    neither of them in articles that are read later.
    """
    with database().writing.begin() as session:
        change_id = split_speaker(
            session,
            speaker_id,
            quotes=body["quotes"],
            name=body["name"],
            kind=body.get("kind"),
            aliases=body.get("aliases", ()),
            reason=body.get("reason"),
            actor=caller().actor,
            expected_version=_expected_version(session, speaker_id),
        ).id
    return _show_new(change_id)


@resource.operation(
    "GET",
    "/v1/speaker-changes",
    SpeakerChangeListSchema,
    scope="review",
    query=SpeakerChangeQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_speaker_changes_page(query: dict[str, Any]) -> dict[str, Any]:
    """List merges and splits, newest first

    Undone ones too: they have `undone_at`.
    """
    page = list_speaker_changes(reading_session(), speaker_id=query.get("speaker"), page=page_request(query))
    return page_answer(page, [represent_speaker_change(change) for change in page.items])


@resource.operation(
    "GET", "/v1/speaker-changes/<id:change_id>", SpeakerChangeSchema, scope="review", refuses=[NotFound]
)
def get_speaker_change_by_id(change_id: int) -> dict[str, Any]:
    """Show a merge or split"""
    return represent_speaker_change(get_speaker_change(reading_session(), change_id))


@resource.operation(
    "POST",
    "/v1/speaker-changes/<id:change_id>/undo",
    SpeakerChangeSchema,
    meaning="Undone: quotes, names and both speakers are as they were before",
    scope="review",
    refuses=[NotFound, Conflict, NewerChanges],
    headers=["Idempotency-Replayed"],
    creates=True,
)
def undo_speaker_change_by_id(change_id: int) -> dict[str, Any]:
    """Undo a merge or split

    All or nothing: if something that was changed or read since depends on it, it is refused (409, `newer-changes`) and
    `changed_since` lists what. The number of a speaker that had been split off leads to the one it was split from.
    """
    with database().writing.begin() as session:
        undo_speaker_change(session, change_id, actor=caller().actor)
    return represent_speaker_change(get_speaker_change(reading_session(), change_id))


def _expected_version(session: Session, speaker_id: int) -> int | None:
    if "If-Match" not in request.headers:
        return None
    summary = get_speaker_summary(session, speaker_id)
    require_match(entity_tag(speaker_versions(summary)), required=False)
    return summary.speaker.version


def _show_new(change_id: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    change = get_speaker_change(reading_session(), change_id)
    return represent_speaker_change(change), 201, {"Location": f"/v1/speaker-changes/{change_id}"}
