"""Quotes about a subject, by all that leads to one: its words, targets that they speak of, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models import Quote
from services.search.index import search_index
from services.search.meaning import has_meaning, similar_quotes
from services.search.relevance import WHOLE, SubjectScores, score_subject
from services.search.subject import TargetHit, find_targets_about
from services.search.words import quoted_phrases, subject_words


@dataclass(frozen=True, slots=True)
class AboutScores:
    """How well quotes fit a subject, and what else they must fulfil."""

    scores: SubjectScores
    conditions: Sequence[ColumnElement[bool]]
    """Those of the caller, and that each "phrase" of the subject stands in the quote itself."""
    targets: Sequence[TargetHit]


def score_about(
    session: Session, about: str, conditions: Sequence[ColumnElement[bool]], *, share: Fraction = WHOLE
) -> AboutScores | None:
    """Score the quotes about a subject; None when it has no words.

    `conditions` are all else that is asked of the quotes, by which few of them may be left to compare. Raises InvalidInput
    for too many words.
    """
    words = subject_words(about)
    if not words:
        return None
    index = search_index(session)
    phrases = quoted_phrases(about)
    if phrases:
        conditions = [*conditions, Quote.id.in_(index.quotes_saying(phrases))]
    similar = similar_quotes(session, about, conditions) if has_meaning(about, words) else {}
    targets = find_targets_about(session, words)
    scores = score_subject(index, words, targets, share=share, similar=similar)
    return AboutScores(scores, conditions, targets)
