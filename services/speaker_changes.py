"""Merges and splits of speakers: listed, and what making and undoing them have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from models import (
    HistoryEvent,
    Quote,
    Speaker,
    SpeakerAlias,
    SpeakerChange,
    SpeakerChangeQuote,
    current_moment,
)
from services.errors import Conflict, NotFound
from services.grouping.regrouping import regroup_quotes
from services.held_rows import require_version
from services.locks import hold_names
from services.paging import Page, PageRequest, page_by
from services.speakers import refuse_merged


def get_speaker_change(session: Session, change_id: int) -> SpeakerChange:
    """The merge or split. Raises NotFound."""
    change = session.get(SpeakerChange, change_id)
    if change is None:
        raise NotFound(f"There is no merge or split {change_id}.")
    return change


def list_speaker_changes(
    session: Session, *, speaker_id: int | None = None, page: PageRequest
) -> Page[SpeakerChange]:
    """Merges and splits, newest first, undone ones too; with `speaker_id` those that this speaker was part of.

    Raises InvalidCursor.
    """
    query = select(SpeakerChange)
    if speaker_id is not None:
        query = query.where(or_(SpeakerChange.speaker_id == speaker_id, SpeakerChange.other_id == speaker_id))
    return page_by(session, query, SpeakerChange.id, f"speaker-changes:{speaker_id}", page, descending=True)


def hold_speakers(
    session: Session, speaker_ids: Sequence[int], *, name_keys: Iterable[str] = ()
) -> dict[int, Speaker]:
    """Those of the speakers that there are, held with all their names until the transaction ends.

    No article that is read meanwhile can find them by one of their names, or by one of `name_keys`. Raises Conflict
    when one of them was given another name while this waited.
    """
    keys = select(SpeakerAlias.name_key).where(SpeakerAlias.speaker_id.in_(speaker_ids))
    held = {*session.scalars(keys), *name_keys}
    # Before the rows: whoever reads an article has the names first, and then wants the rows.
    hold_names(session, held)
    speakers = session.scalars(
        select(Speaker)
        .where(Speaker.id.in_(speaker_ids))
        .order_by(Speaker.id)
        .with_for_update(of=Speaker)
        .execution_options(populate_existing=True)
    ).all()
    if not held.issuperset(session.scalars(keys)):
        raise Conflict("A speaker was given another name at this moment. Try again.")
    return {speaker.id: speaker for speaker in speakers}


def hold_named_speaker(
    session: Session, speakers: dict[int, Speaker], speaker_id: int, expected_version: int | None
) -> Speaker:
    """The one of the held speakers that a change is asked of. Raises NotFound, Merged and VersionMismatch."""
    speaker = speakers.get(speaker_id)
    if speaker is None:
        raise NotFound(f"There is no speaker {speaker_id}.")
    refuse_merged(session, speaker_id)
    require_version(f"Speaker {speaker_id}", speaker.version, expected_version)
    return speaker


def note_change(speaker: Speaker) -> None:
    """Raise the version of a speaker whose names or quotes changed, though its row did not."""
    speaker.updated_at = current_moment()


def confirm_own_name(speaker: Speaker) -> None:
    """Put a speaker's own name beside those that a person gives it.

    Else articles would have to agree with one of these, though they may have nothing in common with it.
    """
    for alias in speaker.aliases:
        if alias.name == speaker.name and alias.identifies:
            alias.decided_by = "human"


def move_quotes(
    session: Session, change: SpeakerChange, which: ColumnElement[bool], *, decided_by: str | None
) -> int:
    """Give quotes of one of the change's speakers to the other, and note which; answers how many.

    For a merge they go from `other` to `speaker`, for a split the other way. `decided_by`, if given, is who says from
    then on that the new speaker said them.
    """
    giver, taker = change.speaker_id, change.other_id
    if change.kind == "merge":
        giver, taker = taker, giver
    chosen = select(literal(change.id), Quote.id, Quote.speaker_decided_by).where(
        Quote.speaker_id == giver, which
    )
    session.execute(
        insert(SpeakerChangeQuote).from_select(["change_id", "quote_id", "decided_by_before"], chosen)
    )
    moved = select(SpeakerChangeQuote.quote_id).where(SpeakerChangeQuote.change_id == change.id)
    values: dict[str, object] = {} if decided_by is None else {"speaker_decided_by": decided_by}
    session.execute(
        update(Quote)
        .where(Quote.id.in_(moved))
        .values(speaker_id=taker, version=Quote.version + 1, updated_at=current_moment(), **values)
        .execution_options(synchronize_session=False)
    )
    return record_moves(session, change, giver, taker, actor=change.actor, reason=change.reason)


def record_moves(
    session: Session, change: SpeakerChange, giver: int, taker: int, *, actor: str, reason: str | None
) -> int:
    """Tell the history of each quote of a change that it went from one speaker to another; answers how many."""
    moved = select(SpeakerChangeQuote.quote_id).where(SpeakerChangeQuote.change_id == change.id)
    events = [
        {
            "actor": actor,
            "action": "speaker_changed",
            "subject_kind": "quote",
            "subject_id": quote_id,
            "before": {"speaker_id": giver},
            "after": {"speaker_id": taker, "speaker_change_id": change.id},
            "reason": reason,
        }
        for quote_id in session.scalars(moved.order_by(SpeakerChangeQuote.quote_id))
    ]
    if events:
        session.execute(insert(HistoryEvent), events)
    # What was loaded of them is of before.
    session.expire_all()
    return len(events)


def regroup_moved_quotes(session: Session, change: SpeakerChange) -> None:
    """Group the quotes of a change anew, by whom they are now; the last thing in making or undoing it."""
    moved = select(SpeakerChangeQuote.quote_id).where(SpeakerChangeQuote.change_id == change.id)
    regroup_quotes(session, session.scalars(moved).all())
