"""A person's decisions about a quote: its words, its speaker, its stances, whether it is one at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import NoSpeakerReason, Span
from models import Article, Quote, QuoteState, Speaker, Target
from services.corrections import CorrectedContent, correct_content, read_content
from services.decisions import retire_quotes
from services.doubt import measure_doubt
from services.errors import Gone, NotFound
from services.grouping.regrouping import regroup_quotes
from services.held_rows import hold_stored_row
from services.history import record_event
from services.locks import hold_targets
from services.meanings import store_meanings
from services.quotes import refuse_inactive
from services.speaker_changes import hold_speakers
from services.speaker_redirects import follow_speaker
from services.stance_decisions import StanceDecision, decide_stances
from services.stance_engines import NOTHING_READ, Pair, Readings
from services.stances import pair_of, tag_stances
from services.submissions import refuse_withdrawn
from services.validation import check_optional_line, invalid

__all__ = [
    "Preparation",
    "QuoteChange",
    "StanceDecision",
    "hold_quote",
    "prepare_review",
    "review_quote",
    "withdraw_quote",
]

LONGEST_REASON = 2000
_CONFIRMED = 1.0


class QuoteChange(TypedDict, total=False):
    """What a person decides; what has no key stays.

    `content` are spans of the text of the quote's revision. `speaker` is a speaker's number, or None, which needs
    `no_speaker`. Nothing goes together with the decision `reject`.
    """

    content: Sequence[Span]
    speaker: int | None
    no_speaker: NoSpeakerReason
    stances: Sequence[StanceDecision]
    decision: Literal["confirm", "reject"]


def hold_quote(session: Session, quote_id: int, *, also_rejected: bool = False) -> Quote:
    """The quote as it is now, which nobody else changes until the transaction ends.

    Raises NotFound, and Gone for one that is not active. With `also_rejected` one that a person rejected is answered
    too, unless its article was revised since.
    """
    article_id = session.scalar(select(Quote.article_id).where(Quote.id == quote_id))
    if article_id is None:
        raise NotFound(f"There is no quote {quote_id}.")
    # In this order, as when an article's quotes are stored: first its lock, then that of the targets.
    article = hold_stored_row(session, Article, Article.id == article_id)
    hold_targets(session)
    quote = session.scalars(
        select(Quote).where(Quote.id == quote_id).execution_options(populate_existing=True)
    ).one()
    if also_rejected and quote.state == QuoteState.REJECTED:
        refuse_withdrawn(article)
        if quote.revision is not article.current_revision:
            raise Gone(
                f"Quote {quote_id} was rejected in an earlier revision of its article.",
                state=str(quote.state),
                reason=quote.state_reason,
            )
    else:
        refuse_inactive(quote)
    return quote


@dataclass(frozen=True, slots=True)
class Preparation:
    """What takes long in a review: reading the article's text around the new bounds, and the stances there.

    `pairs` are what an engine should be asked for `Readings`.
    """

    version: int
    """The quote's when it was read; what was prepared for another one is not used."""
    corrected: CorrectedContent | None
    pairs: Sequence[Pair]


def prepare_review(session: Session, quote: Quote, change: QuoteChange) -> Preparation:
    """Do what takes long before anybody has to wait for it.

    Raises InvalidInput for content that does not fit the text.
    """
    corrected = read_content(quote, change["content"]) if "content" in change else None
    if corrected is None and not _restores(quote, change):
        return Preparation(quote.version, None, ())
    text, context = (quote.text, quote.context) if corrected is None else (corrected.text, corrected.context)
    pairs = [pair_of(text, context, target) for target in _targets(session)]
    return Preparation(quote.version, corrected, pairs)


def review_quote(
    session: Session,
    quote: Quote,
    change: QuoteChange,
    *,
    reason: str | None,
    actor: str,
    prepared: Preparation | None = None,
    readings: Readings = NOTHING_READ,
) -> None:
    """Do what a person decided about a quote that is held (`hold_quote`); the history says what was before.

    Changed, confirmed or rejected, the quote is the person's: no engine changes it any more, and its confidence is 1
    unless it was rejected. Stances alone leave it the machine's. Where its words change, the machine's stances are read
    anew. What was decided so before changes nothing.

    Raises InvalidInput, Gone for a rejected quote that is not confirmed, and Conflict when another quote has the
    content.
    """
    reason = check_optional_line("reason", reason, LONGEST_REASON)
    decision = change.get("decision")
    restores = _restores(quote, change)
    if quote.state != QuoteState.ACTIVE and not restores:
        refuse_inactive(quote)
    if decision == "reject" and change.keys() != {"decision"}:
        raise invalid(
            "decision", "can be reject only alone: a quote that is none has no words and no speaker."
        )
    # Before anything is changed, as when an article is stored: a merge of the speaker must come before this or after it.
    speaker = _hold_speaker(session, change.get("speaker"))
    before = _describe(quote)
    if prepared is None or prepared.version != quote.version:
        prepared = prepare_review(session, quote, change)
    corrected = prepared.corrected
    if corrected is not None:
        correct_content(session, quote, corrected)
    if "speaker" in change or "no_speaker" in change:
        _set_speaker(quote, speaker, change.get("no_speaker"))
    if decision == "reject":
        quote.state, quote.state_reason = QuoteState.REJECTED, reason
    elif decision == "confirm":
        quote.state, quote.state_reason = QuoteState.ACTIVE, None
    # Who says what is there already has decided it as well.
    if change.keys() != {"stances"}:
        quote.decided_by = "human"
        quote.confidence = quote.confidence if decision == "reject" else _CONFIRMED
    _record(session, quote, before, _action(before, quote), reason, actor)
    if corrected is not None or restores:
        session.flush()
        tag_stances(session, quote, _targets(session), readings)
    decide_stances(session, quote, change.get("stances", ()), reason=reason, actor=actor)
    quote.doubt = measure_doubt(quote)
    regroup_quotes(session, [quote.id])
    store_meanings(session, [quote])


def withdraw_quote(session: Session, quote: Quote, *, reason: str | None, actor: str) -> None:
    """Withdraw a quote that is held (`hold_quote`): it leaves a tombstone, and no reading brings its words back.

    Raises InvalidInput.
    """
    reason = check_optional_line("reason", reason, LONGEST_REASON)
    quote.decided_by = "human"
    retire_quotes(session, [quote], QuoteState.WITHDRAWN, reason=reason, actor=actor)
    regroup_quotes(session, [quote.id])


def _restores(quote: Quote, change: QuoteChange) -> bool:
    return quote.state == QuoteState.REJECTED and change.get("decision") == "confirm"


def _targets(session: Session) -> Sequence[Target]:
    return session.scalars(select(Target).order_by(Target.id)).all()


def _hold_speaker(session: Session, number: int | None) -> Speaker | None:
    if number is None:
        return None
    speaker = hold_speakers(session, [number]).get(number)
    if speaker is None:
        raise invalid("speaker", f"there is no speaker {number}.")
    leads_to = follow_speaker(session, number)
    if leads_to != number:
        raise invalid("speaker", f"speaker {number} is part of speaker {leads_to}; name that one.")
    return speaker


def _set_speaker(quote: Quote, speaker: Speaker | None, why_none: str | None) -> None:
    if (speaker is None) == (why_none is None):
        raise invalid("no_speaker", "is needed where speaker is null, and nowhere else.")
    quote.speaker = speaker
    quote.speaker_id = None if speaker is None else speaker.id
    quote.no_speaker_reason = why_none
    quote.speaker_candidates = []


def _describe(quote: Quote) -> dict[str, Any]:
    # Places and no words: the history stays readable when a quote was withdrawn for its words.
    return {
        "content": [[span.start, span.end] for span in quote.spans_of("content")],
        "type": quote.type,
        "speaker_id": quote.speaker_id,
        "no_speaker_reason": quote.no_speaker_reason,
        "speaker_candidates": list(quote.speaker_candidates),
        "state": str(quote.state),
        "decided_by": quote.decided_by,
        "confidence": quote.confidence,
    }


def _action(before: dict[str, Any], quote: Quote) -> str:
    if quote.state == QuoteState.REJECTED:
        return "rejected"
    if before["state"] == QuoteState.REJECTED:
        return "restored"
    after = _describe(quote)
    corrected = ("content", "speaker_id", "no_speaker_reason")
    return "corrected" if any(after[name] != before[name] for name in corrected) else "confirmed"


def _record(
    session: Session, quote: Quote, before: dict[str, Any], action: str, reason: str | None, actor: str
) -> None:
    after = _describe(quote)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="quote",
        subject_id=quote.id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason,
    )
