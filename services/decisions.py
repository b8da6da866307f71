"""What people decided about quotes outlives the machine's readings, and the revisions of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    ArticleRevision,
    Quote,
    QuoteReply,
    QuoteSpan,
    QuoteState,
    Stance,
    UnrelatedTarget,
    current_moment,
)
from services.decided_words import DecidedWords
from services.history import record_event
from services.moved_quotes import MovedQuote, move_quote
from services.spans import identity_key, read_offsets


def is_decided(quote: Quote) -> bool:
    """Whether a person decided on the quote, on who said it, on where it stands toward a target, or put a reply beside it."""
    return (
        "human" in (quote.decided_by, quote.speaker_decided_by)
        or quote.reply is not None
        or bool(quote.unrelated)
        or any(stance.decided_by == "human" for stance in quote.stances)
    )


def retire_quotes(
    session: Session, quotes: Iterable[Quote], state: QuoteState, *, reason: str | None, actor: str
) -> None:
    """Take active quotes out of what is served; they leave a tombstone and an event named for their state."""
    for quote in quotes:
        quote.state = state
        quote.state_reason = reason
        quote.withdrawn_at = current_moment() if state == QuoteState.WITHDRAWN else None
        record_event(
            session,
            actor=actor,
            action=state.value,
            subject_kind="quote",
            subject_id=quote.id,
            before={"state": QuoteState.ACTIVE},
            after={"state": state},
            reason=reason,
        )


def carry_decisions(session: Session, revision: ArticleRevision, actor: str) -> None:
    """Copy to a new revision the quotes of earlier ones that a person decided on, where their words still stand.

    `services.moved_quotes` says where that is. Others stay with their revision. A revision is carried to once: its own
    quotes are the newer decisions.
    """
    for moved in _to_carry(session, revision):
        _carry(session, moved, revision, actor)


@dataclass(frozen=True, slots=True)
class DecidedQuote:
    """A quote that a person decided on, as it stands in a revision, or will when decisions are carried to it."""

    key: str
    text: str
    context: str
    is_active: bool
    is_fixed: bool
    """Whether the person decided on the quote itself, so that no reading changes it."""
    decided_targets: frozenset[int]
    """The numbers of the targets toward which the person decided its stance, or that it is not about them."""


def decided_quotes(session: Session, revision: ArticleRevision) -> tuple[list[DecidedQuote], DecidedWords]:
    """What people decided in a revision, or will have when `carry_decisions` has been called for it."""
    stored = session.scalars(select(Quote).where(Quote.revision_id == revision.id).order_by(Quote.id)).all()
    if stored:
        decided = [quote for quote in stored if is_decided(quote)]
        return [_describe(quote) for quote in decided], DecidedWords.of(decided)
    moved = list(_to_carry(session, revision))
    length = len(revision.text)
    replaced = frozenset(
        identity_key(read_offsets(written)) for each in moved for written in each.former_content(length)
    )
    described = [
        replace(_describe(each.quote), key=each.key, text=each.text, context=each.context) for each in moved
    ]
    return described, DecidedWords(tuple(each.content for each in moved), replaced)


def _describe(quote: Quote) -> DecidedQuote:
    return DecidedQuote(
        quote.identity_key,
        quote.text,
        quote.context,
        quote.state == QuoteState.ACTIVE,
        quote.decided_by == "human",
        frozenset(
            [
                *(stance.target_id for stance in quote.stances if stance.decided_by == "human"),
                *(decision.target_id for decision in quote.unrelated),
            ]
        ),
    )


def _to_carry(session: Session, revision: ArticleRevision) -> Iterator[MovedQuote]:
    """The quotes to copy to a revision, at their places there."""
    if session.scalar(select(Quote.id).where(Quote.revision_id == revision.id).limit(1)) is not None:
        return
    earlier = session.scalars(
        select(Quote)
        .where(
            Quote.article_id == revision.article_id,
            Quote.revision_id != revision.id,
            Quote.state != QuoteState.SUPERSEDED,
        )
        .order_by(Quote.revision_id.desc(), Quote.id)
    ).all()
    carried: set[str] = set()
    for quote in earlier:
        for moved in move_quote(quote, revision.text) if is_decided(quote) else ():
            if moved.key not in carried:
                carried.add(moved.key)
                yield moved


def _carry(session: Session, moved: MovedQuote, revision: ArticleRevision, actor: str) -> None:
    quote, shift = moved.quote, moved.shift
    copy = Quote(
        article_id=quote.article_id,
        revision_id=revision.id,
        identity_key=moved.key,
        position=moved.content[0].start,
        said_at=revision.article.published_at,
        text=moved.text,
        context=moved.context,
        former_content=moved.former_content(len(revision.text)),
        **{name: getattr(quote, name) for name in _COPIED},
        spans=[
            QuoteSpan(role=role, start=span.start, end=span.end)
            for role, part in moved.parts.items()
            for span in part
        ],
        stances=[
            Stance(
                evidence_start=stance.evidence_start + shift,
                evidence_end=stance.evidence_end + shift,
                **{name: getattr(stance, name) for name in _COPIED_STANCE},
            )
            for stance in quote.stances
            if shift is not None and stance.decided_by == "human"
        ],
        unrelated=[
            UnrelatedTarget(target_id=decision.target_id, reason=decision.reason)
            for decision in quote.unrelated
        ],
        reply=None
        if quote.reply is None
        else QuoteReply(**{name: getattr(quote.reply, name) for name in _COPIED_REPLY}),
    )
    session.add(copy)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="carried",
        subject_kind="quote",
        subject_id=copy.id,
        before={"quote_id": quote.id, "revision": quote.revision.number},
        after={"quote_id": copy.id, "revision": revision.number},
        reason="a person decided on this quote in an earlier revision",
    )


_COPIED = (
    "type",
    "mention",
    "speaker_id",
    "no_speaker_reason",
    "speaker_candidates",
    "confidence",
    "engine",
    "engine_version",
    "decided_by",
    "speaker_decided_by",
    "state",
    "state_reason",
    "withdrawn_at",
)
_COPIED_STANCE = (
    "target_id",
    "target_version",
    "label",
    "confidence",
    "engine",
    "engine_version",
    "decided_by",
    "reason",
)
_COPIED_REPLY = ("text", "author", "url", "published_at")
