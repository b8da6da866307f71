"""Where the number of a speaker leads who is part of another one by now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import HistoryEvent, Speaker, SpeakerChange


def led_away() -> Select[int]:
    """The numbers of the speakers that lead to another one: merged into it, or their split from it undone."""
    return select(SpeakerChange.other_id).where(SpeakerChange.leads_away())


def follow_speaker(session: Session, speaker_id: int) -> int:
    """The number of the speaker that this number leads to; the same one for a speaker that is nobody's part."""
    while True:
        # The newest, should there ever be two: a split that was undone, and a merge.
        leads_to = session.scalar(
            select(SpeakerChange.speaker_id)
            .where(SpeakerChange.other_id == speaker_id, SpeakerChange.leads_away())
            .order_by(SpeakerChange.id.desc())
            .limit(1)
        )
        if leads_to is None:
            return speaker_id
        speaker_id = leads_to


def absorbed_speakers(session: Session, speaker: Speaker) -> list[Speaker]:
    """Those that lead to a speaker, over however many steps."""
    absorbed: dict[int, Speaker] = {}
    waiting: Sequence[int] = [speaker.id]
    while waiting:
        led = select(SpeakerChange.other_id).where(
            SpeakerChange.speaker_id.in_(waiting), SpeakerChange.leads_away()
        )
        found = session.scalars(select(Speaker).where(Speaker.id.in_(led)).order_by(Speaker.id)).all()
        waiting = [each.id for each in found if each.id not in absorbed]
        absorbed.update({each.id: each for each in found})
    return list(absorbed.values())


def has_kind(session: Session, speaker: Speaker, kind: str) -> bool:
    """Whether a speaker is of this kind, or was taken for it until a person decided otherwise.

    Or one is that a person made part of it: an engine that takes somebody for another kind does so again.
    """
    if speaker.kind == kind:
        return True
    absorbed = absorbed_speakers(session, speaker)
    if any(each.kind == kind for each in absorbed):
        return True
    corrected = select(HistoryEvent.before).where(
        HistoryEvent.subject_kind == "speaker",
        HistoryEvent.subject_id.in_([speaker.id, *(each.id for each in absorbed)]),
        HistoryEvent.action.in_(("updated", "merged")),
    )
    return any(before is not None and before.get("kind") == kind for before in session.scalars(corrected))
