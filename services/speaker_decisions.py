"""What people decided about speakers, as it bears on the names of an article that is read later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import DeniedSpeakerName, Quote, Speaker, SpeakerChange, SpeakerChangeQuote
from services.names import fold_name
from services.speaker_redirects import absorbed_speakers, follow_speaker


def told_apart_in_article(session: Session, found: Sequence[Speaker], article_id: int) -> list[Speaker]:
    """Those of one name that this article was found to quote, if a person told them apart."""
    ids = [each.id for each in found]
    told_apart = select(SpeakerChange.id).where(
        SpeakerChange.kind == "split",
        SpeakerChange.undone_at.is_(None),
        SpeakerChange.speaker_id.in_(ids),
        SpeakerChange.other_id.in_(ids),
    )
    if session.scalar(told_apart.limit(1)) is None:
        return []
    quoted = select(Quote.speaker_id, Quote.speaker_decided_by).where(
        Quote.article_id == article_id, Quote.speaker_id.in_(ids)
    )
    deciders: dict[int | None, set[str]] = {}
    for speaker_id, decided_by in session.execute(quoted):
        deciders.setdefault(speaker_id, set()).add(decided_by)
    left = [each for each in found if "machine" in deciders.get(each.id, ())]
    return left or [each for each in found if each.id in deciders]


def merged_in_article(session: Session, name_key: str, article_id: int) -> Iterator[tuple[Speaker, Speaker]]:
    """The speakers of a name whose quotes in an article went to another when they were merged into it, and that one."""
    merged = (
        select(SpeakerChange.other_id)
        .join(SpeakerChangeQuote, SpeakerChangeQuote.change_id == SpeakerChange.id)
        .join(Quote, Quote.id == SpeakerChangeQuote.quote_id)
        .where(
            Quote.article_id == article_id, SpeakerChange.kind == "merge", SpeakerChange.undone_at.is_(None)
        )
    )
    for named in session.scalars(select(Speaker).where(Speaker.id.in_(merged)).order_by(Speaker.id)):
        if fold_name(named.name) == name_key:
            yield named, session.get_one(Speaker, follow_speaker(session, named.id))


def denied_names(session: Session, speaker: Speaker) -> set[str]:
    """The keys of names that people took from a speaker, or from one that is part of it."""
    ids = [speaker.id, *(each.id for each in absorbed_speakers(session, speaker))]
    denied = select(DeniedSpeakerName.name_key).where(DeniedSpeakerName.speaker_id.in_(ids))
    return set(session.scalars(denied))
