"""What people decided about quotes outlives the machine's readings, and the revisions of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import Span
from models import ArticleRevision, Quote, QuoteSpan, QuoteState, Stance
from services.history import record_event
from services.spans import identity_key


def is_decided(quote: Quote) -> bool:
    """Whether a person decided on the quote, on who said it, or on one of its stances."""
    on_quote = "human" in (quote.decided_by, quote.speaker_decided_by)
    return on_quote or any(stance.decided_by == "human" for stance in quote.stances)


def retire_quotes(
    session: Session, quotes: Iterable[Quote], state: QuoteState, *, reason: str | None, actor: str
) -> None:
    """Take active quotes out of what is served; they leave a tombstone and an event named for their state."""
    for quote in quotes:
        quote.state = state
        quote.state_reason = reason
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

    The words must stand as they did, with what is between the parts of the quote; of words that stand several
    times, the same number of times as before, the same occurrence is taken. Others stay with their revision. A
    revision is carried to once: its own quotes are the newer decisions.
    """
    for quote, shift, key in _to_carry(session, revision):
        _carry(session, quote, revision, shift, key, actor)


@dataclass(frozen=True, slots=True)
class DecidedQuote:
    """A quote that a person decided on, as it stands in a revision, or will when decisions are carried to it."""

    key: str
    content: tuple[Span, ...]
    text: str
    context: str
    is_active: bool
    is_fixed: bool
    """Whether the person decided on the quote itself, so that no reading changes it."""
    decided_targets: frozenset[int]
    """The numbers of the targets toward which the person decided its stance."""


def decided_quotes(session: Session, revision: ArticleRevision) -> list[DecidedQuote]:
    """What people decided in a revision, or will have when `carry_decisions` has been called for it."""
    stored = session.scalars(select(Quote).where(Quote.revision_id == revision.id).order_by(Quote.id)).all()
    if stored:
        return [
            _describe(quote, 0, quote.identity_key, quote.context) for quote in stored if is_decided(quote)
        ]
    return [
        _describe(quote, shift, key, _moved_context(quote, revision.text, shift))
        for quote, shift, key in _to_carry(session, revision)
    ]


def _describe(quote: Quote, shift: int, key: str, context: str) -> DecidedQuote:
    return DecidedQuote(
        key,
        tuple(_shifted(span, shift) for span in quote.spans_of("content")),
        quote.text,
        context,
        quote.state == QuoteState.ACTIVE,
        quote.decided_by == "human",
        frozenset(stance.target_id for stance in quote.stances if stance.decided_by == "human"),
    )


def _to_carry(session: Session, revision: ArticleRevision) -> Iterator[tuple[Quote, int, str]]:
    """The quotes to copy to a revision, with how far each has moved and its key there."""
    if session.scalar(select(Quote.id).where(Quote.revision_id == revision.id).limit(1)) is not None:
        return
    earlier = session.scalars(
        select(Quote)
        .where(
            Quote.article_id == revision.article_id,
            Quote.revision_id != revision.id,
            Quote.state.in_((QuoteState.ACTIVE, QuoteState.REJECTED)),
        )
        .order_by(Quote.revision_id.desc(), Quote.id)
    ).all()
    carried: set[str] = set()
    for quote in earlier:
        shift = _shift(quote, revision.text) if is_decided(quote) else None
        if shift is None:
            continue
        key = identity_key([_shifted(span, shift) for span in quote.spans_of("content")])
        if key not in carried:
            carried.add(key)
            yield quote, shift, key


def _shift(quote: Quote, text: str) -> int | None:
    """By how many characters the quote's words have moved; None when they are not all there any more."""
    before = quote.revision.text
    start, end = min(span.start for span in quote.spans), max(span.end for span in quote.spans)
    words = before[start:end]
    if not words or text.count(words) != before.count(words):
        return None
    place = -1
    for _ in range(before[:start].count(words) + 1):
        place = text.find(words, place + 1 if place < 0 else place + len(words))
    return None if place < 0 else place - start


def _moved_context(quote: Quote, text: str, shift: int) -> str:
    """The quote's context if it still stands around the moved words; else the line they stand in now."""
    before = quote.revision.text
    start, end = min(span.start for span in quote.spans), max(span.end for span in quote.spans)
    place = before.find(quote.context, max(0, end - len(quote.context)))
    if 0 <= place <= start and text.startswith(quote.context, place + shift):
        return quote.context
    closing = text.find("\n", end + shift)
    return text[text.rfind("\n", 0, start + shift) + 1 : closing if closing >= 0 else len(text)]


def _shifted(span: QuoteSpan, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


def _carry(
    session: Session, quote: Quote, revision: ArticleRevision, shift: int, key: str, actor: str
) -> None:
    copy = Quote(
        article_id=quote.article_id,
        revision_id=revision.id,
        identity_key=key,
        position=quote.position + shift,
        said_at=revision.article.published_at,
        context=_moved_context(quote, revision.text, shift),
        **{name: getattr(quote, name) for name in _COPIED},
        spans=[
            QuoteSpan(role=span.role, start=span.start + shift, end=span.end + shift) for span in quote.spans
        ],
        stances=[
            Stance(
                evidence_start=stance.evidence_start + shift,
                evidence_end=stance.evidence_end + shift,
                **{name: getattr(stance, name) for name in _COPIED_STANCE},
            )
            for stance in quote.stances
            if stance.decided_by == "human"
        ],
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
    "text",
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
