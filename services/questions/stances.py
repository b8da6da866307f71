"""Which stance toward which targets a question about a stance wants: to support lifting sanctions is to be
against the target that wants them kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution import stance as engine
from models import Target
from services.questions.readings import StanceAsked
from services.search.subject import TargetHit, find_targets_about
from services.search.words import split_words, subject_words
from services.stances import read_target

__all__ = ["StancesWanted", "TargetAsked", "read_stances"]

_CAPITALIZED = re.compile(r"\b[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class TargetAsked:
    """A target, and the stance toward it that answers the question."""

    slug: str
    stance: StanceAsked


@dataclass(frozen=True, slots=True)
class StancesWanted:
    """One stance toward any of some targets, and the words of the subject that they speak of."""

    stance: StanceAsked
    target_ids: tuple[int, ...]
    targets: tuple[TargetAsked, ...]
    about: str


def read_stances(session: Session, subject: str, asked: StanceAsked) -> StancesWanted | None:
    """What being for or against a subject means for the stored targets; None if it means nothing for any.

    The stance engine reads the subject as it would read somebody's support of it, so a question turns round by
    the same words as a quote does. Of several targets those count that share the most words with the subject.
    Raises InvalidInput for a subject of too many words.
    """
    words = subject_words(subject)
    # The engine reads "fewer sanctions" but takes "less sanctions" for sanctions.
    said = f"We support {re.sub(r'(?i)^less ', 'fewer ', subject)}."
    found: dict[tuple[int, StanceAsked], list[TargetHit]] = {}
    names = _names(subject).intersection(words)
    hits = find_targets_about(session, words)
    numbers = [hit.target_id for hit in hits]
    targets = {target.id: target for target in session.scalars(select(Target).where(Target.id.in_(numbers)))}
    for hit in hits:
        # Who wants Russian troops out of Ukraine has not spoken of the allied ones that a target is about.
        if not hit.words.issuperset(names):
            continue
        side = _side(targets[hit.target_id], said, wholly=hit.words.issuperset(words))
        if side is not None:
            found.setdefault((len(hit.words), side), []).append(hit)
    if not found:
        return None
    (_, side), hits = max(found.items(), key=lambda group: group[0][0])
    wanted: StanceAsked = "favor" if side == asked else "against"
    spoken_of = frozenset[str]().union(*(hit.words for hit in hits))
    return StancesWanted(
        wanted,
        tuple(hit.target_id for hit in hits),
        tuple(TargetAsked(hit.slug, wanted) for hit in hits),
        " ".join(word for word in words if word in spoken_of),
    )


def _names(subject: str) -> frozenset[str]:
    if subject.isupper():
        return frozenset()
    return frozenset(word for name in _CAPITALIZED.findall(subject) for word in split_words(name))


def _side(target: Target, said: str, *, wholly: bool) -> StanceAsked | None:
    """On which side of a target somebody is who says this; None if it is about something else.

    The engine wants more than "sanctions" to be sure that "Sanctions on Russia" are meant. Where the subject is
    `wholly` about the target, the target's own words say the rest.
    """
    prepared = read_target(target)
    read = engine.read_signs(said, said, prepared)
    if read is None and wholly:
        read = engine.read_signs(said, f"{said} {target.proposition}.", prepared)
    if read is None or read.label == "neutral":
        return None
    return "favor" if read.label == "favor" else "against"
