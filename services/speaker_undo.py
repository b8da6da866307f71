"""A merge or split is taken back: everything is put back as it was, or nothing when something newer depends on it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from models import (
    ArticleRevision,
    DeniedSpeakerName,
    Quote,
    SpeakerChange,
    SpeakerChangeQuote,
    current_moment,
)
from services.errors import Conflict, NewerChanges
from services.history import record_event
from services.names import fold_name
from services.speaker_changes import (
    get_speaker_change,
    hold_speakers,
    note_change,
    record_moves,
    regroup_moved_quotes,
)
from services.speaker_snapshots import Difference, differences_since, put_back
from services.speakers import describe_speaker

_MOST_SHOWN = 20


def undo_speaker_change(session: Session, change_id: int, *, actor: str) -> SpeakerChange:
    """Take a merge or split back: quotes, names and the speakers' fields are again what they were before it.

    The number of a speaker that was split off leads to the one it was split from. Raises NotFound, Conflict when it
    was undone already, and NewerChanges, with up to 20 things in `changed_since`, when something that was changed or
    read since depends on it; then nothing is changed.
    """
    change = get_speaker_change(session, change_id)
    speakers = hold_speakers(
        session, [change.speaker_id, change.other_id], name_keys=map(fold_name, change.names)
    )
    session.refresh(change, with_for_update={"of": SpeakerChange})
    if change.undone_at is not None:
        raise Conflict(f"The {change.kind} {change_id} was undone at {change.undone_at.isoformat()}.")
    newer = [*_newer_changes(session, change), *differences_since(session, change)]
    newer += [*_quotes_gone_on(session, change), *_quotes_come_since(session, change)]
    if newer:
        first = "; ".join(f"{each.kind} {each.id}: {each.detail}" for each in newer[:3])
        raise NewerChanges(
            f"Something newer depends on the {change.kind} {change_id}: {first}.",
            changed_since=[
                {"kind": each.kind, "id": each.id, "detail": each.detail} for each in newer[:_MOST_SHOWN]
            ],
        )
    told = {number: describe_speaker(each) for number, each in speakers.items()}
    change.undone_at, change.undone_by = current_moment(), actor
    session.flush()
    _move_back(session, change, actor)
    if change.kind == "split":
        _allow_names(session, change)
    put_back(session, change)
    for number, each in speakers.items():
        note_change(each)
        record_event(
            session,
            actor=actor,
            action=f"{change.kind}_undone",
            subject_kind="speaker",
            subject_id=number,
            before=told[number],
            after={**describe_speaker(each), "speaker_change_id": change.id},
        )
    regroup_moved_quotes(session, change)
    return change


def _move_back(session: Session, change: SpeakerChange, actor: str) -> None:
    giver, taker = _now_with(change), _was_with(change)
    decided_by = (
        select(SpeakerChangeQuote.decided_by_before)
        .where(SpeakerChangeQuote.change_id == change.id, SpeakerChangeQuote.quote_id == Quote.id)
        .scalar_subquery()
    )
    session.execute(
        update(Quote)
        .where(Quote.id.in_(_moved(change)))
        .values(
            speaker_id=taker,
            speaker_decided_by=decided_by,
            version=Quote.version + 1,
            updated_at=current_moment(),
        )
        .execution_options(synchronize_session=False)
    )
    record_moves(session, change, giver, taker, actor=actor, reason=f"{change.kind} {change.id} was undone")


def _allow_names(session: Session, change: SpeakerChange) -> None:
    went = [fold_name(name) for name in change.names]
    session.execute(
        delete(DeniedSpeakerName).where(
            DeniedSpeakerName.speaker_id == change.speaker_id, DeniedSpeakerName.name_key.in_(went)
        )
    )


def _now_with(change: SpeakerChange) -> int:
    return change.speaker_id if change.kind == "merge" else change.other_id


def _was_with(change: SpeakerChange) -> int:
    return change.other_id if change.kind == "merge" else change.speaker_id


def _moved(change: SpeakerChange) -> Select[int]:
    return select(SpeakerChangeQuote.quote_id).where(SpeakerChangeQuote.change_id == change.id)


def _newer_changes(session: Session, change: SpeakerChange) -> Iterator[Difference]:
    """Changes that stand, and that this one's speakers or names are the ground for."""
    pair = (change.speaker_id, change.other_id)
    newer = session.scalars(
        select(SpeakerChange)
        .where(
            SpeakerChange.id > change.id,
            SpeakerChange.undone_at.is_(None),
            or_(SpeakerChange.speaker_id.in_(pair), SpeakerChange.other_id.in_(pair)),
        )
        .order_by(SpeakerChange.id)
    )
    keys = set(map(fold_name, change.names))
    for each in newer:
        involves_other = change.other_id in (each.speaker_id, each.other_id)
        shares_names = not keys.isdisjoint(map(fold_name, each.names))
        if involves_other or each.other_id == change.speaker_id or shares_names:
            told = "merged into" if each.kind == "merge" else "split off from"
            detail = f"speaker {each.other_id} was {told} speaker {each.speaker_id}; undo that first"
            yield Difference("speaker_change", each.id, detail)


def _quotes_gone_on(session: Session, change: SpeakerChange) -> Iterator[Difference]:
    """Quotes of the change that have another speaker by now."""
    now_with = _now_with(change)
    decided_elsewhere = Quote.speaker_id.is_distinct_from(now_with)
    if change.kind == "split":
        decided_elsewhere = or_(decided_elsewhere, Quote.speaker_decided_by != "human")
    gone = select(Quote.id).where(Quote.id.in_(_moved(change)), decided_elsewhere).order_by(Quote.id)
    for number in session.scalars(gone.limit(_MOST_SHOWN)):
        yield Difference("quote", number, "it was given another speaker")


def _quotes_come_since(session: Session, change: SpeakerChange) -> Iterator[Difference]:
    """Quotes that the one got because of the change, without a person's saying so.

    Of a speaker that was split off, all; of one that another was merged into, those in texts with one of the
    other's names.
    """
    query = select(Quote.id).where(Quote.speaker_id == _now_with(change), Quote.id.not_in(_moved(change)))
    detail = f"it was attributed to speaker {_now_with(change)} since"
    if change.kind == "merge":
        names = _names_brought(change)
        if not names:
            return
        has_name = or_(*(ArticleRevision.text.contains(name, autoescape=True) for name in names))
        query = query.join(ArticleRevision, ArticleRevision.id == Quote.revision_id).where(
            Quote.created_at > change.created_at,
            Quote.decided_by == "machine",
            Quote.speaker_decided_by == "machine",
            has_name,
        )
        detail = f"it was read since, in a text that names speaker {change.other_id}"
    for number in session.scalars(query.order_by(Quote.id).limit(_MOST_SHOWN)):
        yield Difference("quote", number, detail)


def _names_brought(change: SpeakerChange) -> list[str]:
    """The names by which articles find the one only because the other was merged into it."""
    aliases = change.before["aliases"].values()
    own = [f" {alias['name_key']} " for alias in aliases if alias["speaker_id"] == change.speaker_id]
    return [
        alias["name"]
        for alias in aliases
        if alias["speaker_id"] == change.other_id
        and alias["identifies"]
        and not any(f" {alias['name_key']} " in name for name in own)
    ]
