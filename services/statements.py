"""What speakers stated toward targets: quotes with a stance, each statement once however many outlets carry it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Quote, QuoteState, Stance, Target

SAME_STATEMENT = timedelta(days=30)
"""The same words of the same speaker within this time of their first appearance are one statement."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Appearance:
    """One quote's stance toward one target: what positions are worked out from."""

    quote_id: int
    speaker_id: int
    target_id: int
    article_id: int
    text: str
    said_at: datetime | None
    label: str
    confidence: float
    is_decided: bool
    """Whether a person decided the stance."""
    is_outdated: bool
    """Whether it was decided for an earlier wording of the target."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The same words of one speaker, in one article or in several, with one stance toward one target.

    `said_at` is when they appeared first, None where no article with them has a date.
    """

    said_at: datetime | None
    appearances: tuple[Appearance, ...]
    """By date, those without one last."""
    decisive: Appearance
    """The one whose stance is the statement's: what a person decided comes first, then what is surest."""

    @property
    def label(self) -> str:
        """`favor`, `against` or `neutral`."""
        return self.decisive.label

    @property
    def article_ids(self) -> frozenset[int]:
        """The articles it appeared in."""
        return frozenset(appearance.article_id for appearance in self.appearances)

    def is_sure(self, least_confidence: float) -> bool:
        """Whether its stance is as sure as that; a person's always is."""
        return self.decisive.is_decided or self.decisive.confidence >= least_confidence

    def takes_side(self, least_confidence: float) -> bool:
        """Whether it is surely enough for or against."""
        return self.label != "neutral" and self.is_sure(least_confidence)


def load_appearances(session: Session, *conditions: ColumnElement[bool]) -> list[Appearance]:
    """The stances of active quotes with a speaker that fulfil the conditions, by date and number of the quote.

    The conditions may be about Quote, Stance and Target.
    """
    rows = session.execute(
        select(
            Quote.id.label("quote_id"),
            Quote.speaker_id,
            Stance.target_id,
            Quote.article_id,
            Quote.text,
            Quote.said_at,
            Stance.label,
            Stance.confidence,
            (Stance.decided_by == "human").label("is_decided"),
            (Stance.target_version != Target.wording_version).label("is_outdated"),
        )
        .select_from(Stance)
        .join(Quote, Quote.id == Stance.quote_id)
        .join(Target, Target.id == Stance.target_id)
        .where(Quote.state == QuoteState.ACTIVE, Quote.speaker_id.is_not(None), *conditions)
    )
    return sorted((Appearance(**row) for row in rows.mappings()), key=_by_date)


def merge_statements(appearances: Iterable[Appearance]) -> list[Statement]:
    """The statements of one speaker toward one target, by date, those without one last.

    `appearances` are in the order of `load_appearances`. Case, punctuation, spacing and a leading "that" do not make
    other words. Where words come again after more than SAME_STATEMENT they are a new statement; a copy without a date
    belongs to the first one with a date.
    """
    by_words: dict[str, list[Appearance]] = {}
    for appearance in appearances:
        by_words.setdefault(_words_of(appearance.text), []).append(appearance)
    statements = [_state(group) for same in by_words.values() for group in _split(same)]
    return sorted(statements, key=lambda statement: _by_date(statement.appearances[0]))


def _words_of(text: str) -> str:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words[1:] if words[:1] == ["that"] and len(words) > 1 else words) or text


def _split(same: Sequence[Appearance]) -> Iterator[list[Appearance]]:
    groups: list[list[Appearance]] = []
    for appearance in same:
        first = groups[-1][0].said_at if groups else None
        if appearance.said_at is None and groups:
            groups[0].append(appearance)
        elif (
            first is not None
            and appearance.said_at is not None
            and appearance.said_at - first <= SAME_STATEMENT
        ):
            groups[-1].append(appearance)
        else:
            groups.append([appearance])
    yield from groups


def _state(appearances: Sequence[Appearance]) -> Statement:
    decisive = max(appearances, key=lambda one: (one.is_decided, one.confidence, -one.quote_id))
    return Statement(appearances[0].said_at, tuple(appearances), decisive)


def _by_date(appearance: Appearance) -> tuple[bool, float, int]:
    moment = appearance.said_at
    return moment is None, 0.0 if moment is None else moment.timestamp(), appearance.quote_id
