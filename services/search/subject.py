"""Targets that a subject's words speak of: the way from "deployment" to stances on sending troops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Target
from services.search.words import telling_words, verb_stem

# What is done to the thing that a target is about: such a word names no subject of its own.
_DIRECTIONS = (
    "lift ease end remove removal scrap drop relax withdraw withdrawal halt stop block abolish cancel suspend "
    "suspension repeal loosen weaken reduce reduction cut lower fewer less more further new additional tough tougher "
    "tight tighten strengthen keep maintain extend impose send raise increase expand introduce begin start continue"
)
_DIRECTION_STEMS = frozenset(verb_stem(word) for word in _DIRECTIONS.split())


@dataclass(frozen=True, slots=True)
class TargetHit:
    """A target, and those of the subject's words that its slug, proposition, inverse or terms have (by stem).

    Where these are all but words like "sending", "lifting" and "more", it speaks of those as well.
    """

    target_id: int
    slug: str
    words: frozenset[str]


def find_targets_about(session: Session, words: Sequence[str]) -> list[TargetHit]:
    """The targets that share at least one word with a subject, in order of their numbers."""
    columns = select(Target.id, Target.slug, Target.proposition, Target.inverse, Target.terms).order_by(
        Target.id
    )
    things = frozenset(word for word in words if verb_stem(word) not in _DIRECTION_STEMS)
    hits = []
    for number, slug, proposition, inverse, terms in session.execute(columns):
        texts = (slug, proposition, inverse or "", *terms)
        stems = {verb_stem(word) for text in texts for word in telling_words(text)}
        shared = frozenset(word for word in words if verb_stem(word) in stems)
        if shared and things <= shared:
            shared = frozenset(words)
        if shared:
            hits.append(TargetHit(number, slug, shared))
    return hits
