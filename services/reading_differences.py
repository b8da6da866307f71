"""What a reading of an article says, and how another one differs from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import ArticleRevision, Quote, QuoteState

# Processors differ in the last digits of what a network computes; no reader sees those.
_DIGITS = 4


class ReadStance(NamedTuple):
    """A stance toward a target, as a reading says it."""

    label: str
    confidence: float
    evidence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadQuote:
    """A quote as a reading says it; `id` and `speaker_id` are None for a quote and a speaker that are not stored."""

    id: int | None
    text: str
    type: str
    speaker_id: int | None
    speaker: str | None
    no_speaker: str | None
    candidates: tuple[str, ...]
    mention: str | None
    confidence: float
    spans: tuple[tuple[str, int, int], ...]
    stances: dict[str, ReadStance]
    """By the slug of the target."""


@dataclass(frozen=True, slots=True)
class ReadingDifference:
    """How a reading differs from the one before, each part in text order; `changed` are pairs of before and after."""

    added: Sequence[ReadQuote]
    gone: Sequence[ReadQuote]
    changed: Sequence[tuple[ReadQuote, ReadQuote]]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def take_reading(session: Session, revision: ArticleRevision) -> dict[int, ReadQuote]:
    """The quotes of a revision that are served, by their numbers, in text order."""
    session.flush()
    query = (
        select(Quote)
        .where(Quote.revision_id == revision.id, Quote.state == QuoteState.ACTIVE)
        .order_by(Quote.position, Quote.id)
        .options(selectinload(Quote.speaker))
        .execution_options(populate_existing=True)
    )
    return {quote.id: _read(quote) for quote in session.scalars(query)}


def compare_readings(before: dict[int, ReadQuote], after: dict[int, ReadQuote]) -> ReadingDifference:
    """How the second reading differs from the first."""
    return ReadingDifference(
        added=[quote for number, quote in after.items() if number not in before],
        gone=[quote for number, quote in before.items() if number not in after],
        changed=[
            (quote, after[number])
            for number, quote in before.items()
            if number in after and after[number] != quote
        ],
    )


def forget_new_numbers(difference: ReadingDifference, last_speaker_id: int) -> ReadingDifference:
    """The difference without the numbers that new quotes and speakers had in a transaction that is taken back."""

    def forget_speaker(quote: ReadQuote) -> ReadQuote:
        is_new = quote.speaker_id is not None and quote.speaker_id > last_speaker_id
        return replace(quote, speaker_id=None) if is_new else quote

    return replace(
        difference,
        added=[replace(forget_speaker(quote), id=None) for quote in difference.added],
        changed=[(before, forget_speaker(after)) for before, after in difference.changed],
    )


def _read(quote: Quote) -> ReadQuote:
    return ReadQuote(
        id=quote.id,
        text=quote.text,
        type=quote.type,
        speaker_id=quote.speaker_id,
        speaker=None if quote.speaker is None else quote.speaker.name,
        no_speaker=quote.no_speaker_reason,
        candidates=tuple(quote.speaker_candidates),
        mention=quote.mention,
        confidence=round(quote.confidence, _DIGITS),
        spans=tuple((span.role, span.start, span.end) for span in quote.spans),
        stances={
            stance.target.slug: ReadStance(
                stance.label,
                round(stance.confidence, _DIGITS),
                (stance.evidence_start, stance.evidence_end),
            )
            for stance in sorted(quote.stances, key=lambda stance: stance.target.slug)
        },
    )
