"""Targets that a subject's words speak of: the way from "deployment" to stances on sending troops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Target
from services.search.words import STOP_WORDS, split_words, stem


@dataclass(frozen=True, slots=True)
class TargetHit:
    """A target, and those of the subject's words that its slug, terms or proposition have (by stem)."""

    target_id: int
    slug: str
    words: frozenset[str]


def find_targets_about(session: Session, words: Sequence[str]) -> list[TargetHit]:
    """The targets that share at least one word with a subject, in order of their numbers."""
    columns = select(Target.id, Target.slug, Target.proposition, Target.terms).order_by(Target.id)
    hits = []
    for number, slug, proposition, terms in session.execute(columns):
        stems = {stem(word) for text in (slug, proposition, *terms) for word in _telling_words(text)}
        shared = frozenset(word for word in words if stem(word) in stems)
        if shared:
            hits.append(TargetHit(number, slug, shared))
    return hits


def _telling_words(text: str) -> list[str]:
    return [word for word in split_words(text) if word not in STOP_WORDS]
