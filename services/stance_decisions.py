"""A person's decisions about where a quote stands toward targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import Span
from models import Quote, Stance, Target, UnrelatedTarget
from services.corrections import evidence_fits, whole_evidence
from services.history import record_event
from services.validation import invalid

_NO_ENGINE = ("none", "0")


@dataclass(frozen=True, slots=True)
class StanceDecision:
    """Where the quote stands toward a target (by slug); `none` means that it is not about it.

    `evidence` are the words that show it, within one segment of the quote's content, as offsets into the article's
    text. Without it what is stored stays; a new stance gets the longest segment.
    """

    target: str
    label: Literal["favor", "against", "neutral", "none"]
    evidence: Span | None = None


def decide_stances(
    session: Session, quote: Quote, decisions: Sequence[StanceDecision], *, reason: str | None, actor: str
) -> None:
    """Make these stances the person's, one event for each that changes; no engine changes them any more.

    Each names as its engine the one that had read it before, or none. Raises InvalidInput for an unknown target, one
    that comes twice, and evidence that is not in the content.
    """
    targets = _find_targets(session, decisions)
    for decision in decisions:
        target = targets[decision.target]
        before = _describe(quote, target)
        if decision.label == "none":
            _set_unrelated(session, quote, target, reason)
        else:
            _set_stance(session, quote, target, decision, reason)
        after = _describe(quote, target)
        if after != before:
            record_event(
                session,
                actor=actor,
                action="stance_decided",
                subject_kind="quote",
                subject_id=quote.id,
                before=before,
                after=after,
                reason=reason,
            )


def _find_targets(session: Session, decisions: Sequence[StanceDecision]) -> dict[str, Target]:
    slugs = [decision.target for decision in decisions]
    found = {target.slug: target for target in session.scalars(select(Target).where(Target.slug.in_(slugs)))}
    for place, slug in enumerate(slugs):
        if slug not in found:
            raise invalid(f"stances/{place}/target", f"there is no target {slug!r}.")
        if slug in slugs[:place]:
            raise invalid(f"stances/{place}/target", f"{slug!r} comes twice.")
    return found


def _set_stance(
    session: Session, quote: Quote, target: Target, decision: StanceDecision, reason: str | None
) -> None:
    content = [Span(span.start, span.end) for span in quote.spans_of("content")]
    if decision.evidence is not None and not evidence_fits(content, decision.evidence):
        raise invalid(
            "stances", f"the evidence for {target.slug!r} is not within one segment of the content."
        )
    stance = _stance(quote, target)
    if stance is None:
        engine, version = _NO_ENGINE
        start, end = whole_evidence(content, quote.text)
        stance = Stance(
            target_id=target.id,
            target=target,
            engine=engine,
            engine_version=version,
            evidence_start=start,
            evidence_end=end,
        )
        quote.stances.append(stance)
    if decision.evidence is not None:
        stance.evidence_start, stance.evidence_end = decision.evidence
    stance.label = decision.label
    stance.confidence = 1.0
    stance.target_version = target.wording_version
    stance.decided_by = "human"
    stance.reason = reason if reason is not None else stance.reason
    # The database lets a decision of a person go only when the other one is there.
    session.flush()
    for unrelated in [each for each in quote.unrelated if each.target_id == target.id]:
        quote.unrelated.remove(unrelated)
        session.delete(unrelated)
    session.flush()


def _set_unrelated(session: Session, quote: Quote, target: Target, reason: str | None) -> None:
    if not any(decision.target_id == target.id for decision in quote.unrelated):
        quote.unrelated.append(UnrelatedTarget(target_id=target.id, target=target, reason=reason))
        session.flush()
    stance = _stance(quote, target)
    if stance is not None:
        quote.stances.remove(stance)
        session.delete(stance)
        session.flush()


def _stance(quote: Quote, target: Target) -> Stance | None:
    return next((stance for stance in quote.stances if stance.target_id == target.id), None)


def _describe(quote: Quote, target: Target) -> dict[str, Any]:
    stance = _stance(quote, target)
    described: dict[str, Any] = {"target": target.slug}
    if stance is not None:
        return {
            **described,
            "label": stance.label,
            "evidence": [stance.evidence_start, stance.evidence_end],
            "decided_by": stance.decided_by,
            "confidence": stance.confidence,
            "engine": stance.engine,
            "engine_version": stance.engine_version,
        }
    is_decided = any(decision.target_id == target.id for decision in quote.unrelated)
    return {**described, "label": "none", "decided_by": "human" if is_decided else "machine"}
