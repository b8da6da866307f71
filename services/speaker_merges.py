"""Two speakers are one: the quotes and names of the other go to the one that stays."""

from __future__ import annotations

from sqlalchemy import true
from sqlalchemy.orm import Session

from models import Speaker, SpeakerChange
from services.errors import Conflict
from services.history import record_event
from services.speaker_changes import (
    confirm_own_name,
    hold_named_speaker,
    hold_speakers,
    move_quotes,
    note_change,
    regroup_moved_quotes,
)
from services.speaker_redirects import follow_speaker
from services.speaker_snapshots import take_snapshot
from services.speakers import describe_speaker
from services.validation import check_optional_line, invalid


def merge_speakers(
    session: Session,
    speaker_id: int,
    other_id: int,
    *,
    reason: str | None = None,
    actor: str,
    expected_version: int | None = None,
) -> SpeakerChange:
    """Make `other_id` part of `speaker_id`: all its quotes and names go there, and its number leads there.

    What the one that stays lacks (kind, Wikidata item, description) it takes from the other. Articles that are read
    later find it by the names of both; of a name that stood for the other in one article alone, in that article.

    Raises NotFound, Merged when `speaker_id` is itself part of another, VersionMismatch, InvalidInput for an `other_id`
    that there is not or that is the same, and Conflict when the other is part of somebody already, or the two have
    different Wikidata items.
    """
    reason = check_optional_line("reason", reason, 2000)
    speakers = hold_speakers(session, [speaker_id, other_id])
    speaker = hold_named_speaker(session, speakers, speaker_id, expected_version)
    if other_id == speaker_id:
        raise invalid("other", "must be another speaker: nobody can be merged into themselves.")
    other = speakers.get(other_id)
    if other is None:
        raise invalid("other", f"there is no speaker {other_id}.")
    leads_to = follow_speaker(session, other_id)
    if leads_to != other_id:
        raise Conflict(f"Speaker {other_id} is part of speaker {leads_to} already.", merged_into=leads_to)
    if speaker.wikidata_qid and other.wikidata_qid:
        raise Conflict(
            f"The two have different Wikidata items ({speaker.wikidata_qid} and {other.wikidata_qid}), so they are not"
            " one. If one of the items is wrong, change it first."
        )
    before = take_snapshot(session, [speaker_id, other_id])
    told = {each.id: describe_speaker(each) for each in (speaker, other)}
    names = [alias.name for alias in other.aliases]
    _move_names(session, speaker, other)
    _complete(session, speaker, other)
    note_change(speaker)
    note_change(other)
    session.flush()
    change = SpeakerChange(
        kind="merge",
        speaker_id=speaker_id,
        other_id=other_id,
        actor=actor,
        reason=reason,
        quote_count=0,
        names=names,
        before=before,
        after=take_snapshot(session, [speaker_id, other_id]),
    )
    session.add(change)
    session.flush()
    change.quote_count = move_quotes(session, change, true(), decided_by=None)
    session.flush()
    for each, action in ((speaker, "merged"), (other, "merged_away")):
        record_event(
            session,
            actor=actor,
            action=action,
            subject_kind="speaker",
            subject_id=each.id,
            before=told[each.id],
            after={**describe_speaker(each), "speaker_change_id": change.id, "merged_into": speaker_id},
            reason=reason,
        )
    regroup_moved_quotes(session, change)
    return change


def _move_names(session: Session, speaker: Speaker, other: Speaker) -> None:
    confirm_own_name(speaker)
    own = {alias.name_key: alias for alias in speaker.aliases}
    for alias in list(other.aliases):
        present = own.get(alias.name_key)
        if present is None:
            # A person says so, whoever found the name: no article has to agree with it.
            alias.decided_by = "human"
            speaker.aliases.append(alias)
        else:
            present.identifies = present.identifies or alias.identifies
            present.decided_by = "human"
            session.delete(alias)
    session.flush()
    session.refresh(other, ["aliases"])


def _complete(session: Session, speaker: Speaker, other: Speaker) -> None:
    if other.wikidata_qid is not None:
        qid, other.wikidata_qid = other.wikidata_qid, None
        # An item is one speaker's at a time, within the transaction too.
        session.flush()
        speaker.wikidata_qid = qid
    speaker.description = speaker.description or other.description
    if speaker.kind == "unknown":
        speaker.kind = other.kind
