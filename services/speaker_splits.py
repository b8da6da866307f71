"""What was taken for one speaker is two: some of the quotes and names become another's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import DeniedSpeakerName, Quote, Speaker, SpeakerAlias, SpeakerChange
from services.history import record_event
from services.names import fold_name, is_telling_name
from services.speaker_changes import (
    hold_named_speaker,
    hold_speakers,
    move_quotes,
    note_change,
    regroup_moved_quotes,
)
from services.speaker_snapshots import take_snapshot
from services.speakers import KINDS, check_name, describe_speaker
from services.validation import check_optional_line, invalid

MOST_QUOTES = 1000
MOST_NAMES = 100


def split_speaker(
    session: Session,
    speaker_id: int,
    *,
    quotes: Sequence[int],
    name: str,
    kind: str | None = None,
    aliases: Sequence[str] = (),
    reason: str | None = None,
    actor: str,
    expected_version: int | None = None,
) -> SpeakerChange:
    """Make a new speaker, `other` of the answer, out of some quotes and names of a speaker.

    `aliases` are names of the speaker that are the new one's instead, and so is `name` where the speaker goes by it. If
    it is the speaker's own name, both have it from then on: alone it means neither of them in articles that are read
    later. No reading changes the speaker of these quotes any more. Without `kind` it is the speaker's.

    Raises NotFound, Merged, VersionMismatch, and InvalidInput for quotes that are not the speaker's, for names that it
    does not go by or that is its own, and when neither quotes nor a name would go.
    """
    reason = check_optional_line("reason", reason, 2000)
    name = check_name("name", name)
    if kind is not None and kind not in KINDS:
        raise invalid("kind", f"must be one of {', '.join(KINDS)}.")
    if len(quotes) > MOST_QUOTES or len(aliases) > MOST_NAMES:
        raise invalid("quotes", f"at most {MOST_QUOTES} quotes and {MOST_NAMES} names can go at a time.")
    name_key = fold_name(name)
    wanted = {fold_name(each): each for each in (check_name("aliases", alias) for alias in aliases)}
    speakers = hold_speakers(session, [speaker_id], name_keys=[name_key, *wanted])
    speaker = hold_named_speaker(session, speakers, speaker_id, expected_version)
    going = _going_names(speaker, name_key, wanted)
    chosen = list(dict.fromkeys(quotes))
    _check_quotes(session, speaker_id, chosen)
    if not chosen and not going:
        raise invalid(
            "quotes", "must have at least one quote, or `aliases` a name: else nothing would be split off."
        )
    before = take_snapshot(session, [speaker_id])
    told = describe_speaker(speaker)
    shared = next((alias for alias in speaker.aliases if alias.name_key == name_key), None)
    other = Speaker(name=name, kind=kind or speaker.kind)
    session.add(other)
    session.flush()
    if name_key not in {alias.name_key for alias in going}:
        identifies = is_telling_name(name, other.kind) if shared is None else shared.identifies
        other.aliases.append(
            SpeakerAlias(name=name, name_key=name_key, identifies=identifies, decided_by="human")
        )
    for alias in going:
        alias.decided_by = "human"
        other.aliases.append(alias)
        session.add(DeniedSpeakerName(speaker_id=speaker_id, name_key=alias.name_key))
    note_change(speaker)
    session.flush()
    change = SpeakerChange(
        kind="split",
        speaker_id=speaker_id,
        other_id=other.id,
        actor=actor,
        reason=reason,
        quote_count=0,
        names=[alias.name for alias in going],
        before=before,
        after=take_snapshot(session, [speaker_id, other.id]),
    )
    session.add(change)
    session.flush()
    change.quote_count = move_quotes(session, change, Quote.id.in_(chosen), decided_by="human")
    session.flush()
    for each, action, was in ((speaker, "split", told), (other, "split_off", None)):
        record_event(
            session,
            actor=actor,
            action=action,
            subject_kind="speaker",
            subject_id=each.id,
            before=was,
            after={**describe_speaker(each), "speaker_change_id": change.id, "split_from": speaker_id},
            reason=reason,
        )
    regroup_moved_quotes(session, change)
    return change


def _going_names(speaker: Speaker, name_key: str, wanted: dict[str, str]) -> list[SpeakerAlias]:
    own = fold_name(speaker.name)
    if own in wanted:
        raise invalid(
            "aliases", f"{wanted[own]!r} is the name of speaker {speaker.id} itself, and stays with it."
        )
    known = {alias.name_key for alias in speaker.aliases}
    unknown = [name for key, name in wanted.items() if key not in known and key != name_key]
    if unknown:
        raise invalid("aliases", f"speaker {speaker.id} does not go by {', '.join(map(repr, unknown))}.")
    return [
        alias
        for alias in speaker.aliases
        if alias.name_key in wanted or (alias.name_key == name_key and name_key != own)
    ]


def _check_quotes(session: Session, speaker_id: int, quotes: Sequence[int]) -> None:
    theirs = set(
        session.scalars(select(Quote.id).where(Quote.id.in_(quotes), Quote.speaker_id == speaker_id))
    )
    others = [number for number in quotes if number not in theirs]
    if others:
        shown = ", ".join(map(str, others[:20]))
        raise invalid("quotes", f"these are not quotes of speaker {speaker_id}: {shown}.")
