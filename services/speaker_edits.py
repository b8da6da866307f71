"""What a person corrects about a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import DeniedSpeakerName, Speaker, SpeakerAlias
from services.errors import Conflict
from services.history import record_event
from services.names import fold_name, is_telling_name
from services.speaker_changes import confirm_own_name, hold_named_speaker, hold_speakers, note_change
from services.speakers import KINDS, check_name, check_qid, describe_speaker
from services.validation import check_optional_line, invalid

MOST_NAMES = 100


class SpeakerChanges(TypedDict, total=False):
    """What to change in a speaker; what has no key stays, and None empties what may be empty."""

    name: str
    kind: str
    aliases: Sequence[str]
    wikidata_qid: str | None
    description: str | None


def update_speaker(
    session: Session,
    speaker_id: int,
    *,
    actor: str,
    expected_version: int,
    **given: Unpack[SpeakerChanges],
) -> Speaker:
    """Change a speaker. `aliases` are all its names but its own, which is always among them.

    A name that is in it already stays as it is; of a new one, a full name means the speaker in every article, a
    surname is only for finding them. One that is left out is taken from the speaker: articles give it back no more.

    Raises NotFound, Merged, VersionMismatch, InvalidInput, and Conflict for an item that is another speaker's.
    """
    name = check_name("name", given["name"]) if "name" in given else None
    names = [check_name("aliases", each) for each in given.get("aliases", ())]
    if len(names) > MOST_NAMES:
        raise invalid("aliases", f"must be at most {MOST_NAMES}, not {len(names)}.")
    keys = [fold_name(each) for each in (*names, *([] if name is None else [name]))]
    speakers = hold_speakers(session, [speaker_id], name_keys=keys)
    speaker = hold_named_speaker(session, speakers, speaker_id, expected_version)
    before = describe_speaker(speaker)
    if "kind" in given:
        if given["kind"] not in KINDS:
            raise invalid("kind", f"must be one of {', '.join(KINDS)}.")
        speaker.kind = given["kind"]
    if "description" in given:
        speaker.description = check_optional_line("description", given["description"], 1000)
    if "wikidata_qid" in given:
        _set_item(session, speaker, given["wikidata_qid"])
    if name is not None:
        speaker.name = name
        _give_name(session, speaker, name)
    if "aliases" in given:
        _set_names(session, speaker, names)
    if "aliases" in given or name is not None:
        confirm_own_name(speaker)
    session.flush()
    after = describe_speaker(speaker)
    if after != before:
        note_change(speaker)
        record_event(
            session,
            actor=actor,
            action="updated",
            subject_kind="speaker",
            subject_id=speaker.id,
            before=before,
            after=after,
        )
    session.flush()
    return speaker


def _set_item(session: Session, speaker: Speaker, qid: str | None) -> None:
    if qid is not None:
        holder = session.scalar(select(Speaker).where(Speaker.wikidata_qid == check_qid(qid)))
        if holder is not None and holder is not speaker:
            raise Conflict(f"{qid} is speaker {holder.id}. If they are one, merge them.", speaker=holder.id)
    speaker.wikidata_qid = qid


def _set_names(session: Session, speaker: Speaker, names: Sequence[str]) -> None:
    wanted = {fold_name(each): each for each in (*names, speaker.name)}
    for alias in list(speaker.aliases):
        if alias.name_key not in wanted:
            speaker.aliases.remove(alias)
            session.delete(alias)
            session.merge(DeniedSpeakerName(speaker_id=speaker.id, name_key=alias.name_key))
    # The old name's key goes before a new spelling of it comes.
    session.flush()
    for name in wanted.values():
        _give_name(session, speaker, name)


def _give_name(session: Session, speaker: Speaker, name: str) -> None:
    key = fold_name(name)
    session.execute(
        delete(DeniedSpeakerName).where(
            DeniedSpeakerName.speaker_id == speaker.id, DeniedSpeakerName.name_key == key
        )
    )
    present = next((alias for alias in speaker.aliases if alias.name_key == key), None)
    if present is None:
        identifies = is_telling_name(name, speaker.kind)
        speaker.aliases.append(
            SpeakerAlias(name=name, name_key=key, identifies=identifies, decided_by="human")
        )
    else:
        # Who found it stays: a surname that one article left bare is found again in that article by it.
        present.name = name
