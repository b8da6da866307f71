"""Where quotes stand toward targets, as the engine reads them; what a person decided stays."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from attribution import stance as shipped
from attribution.extraction import Span
from models import Quote, Stance, Target
from services.doubt import measure_doubt
from services.history import engine_actor, record_event
from services.spans import locate_evidence
from services.stance_engines import NOTHING_READ, Pair, Readings, StanceEngine


def read_target(target: Target) -> shipped.Target:
    """A stored target as engines read it."""
    return shipped.Target(target.proposition, tuple(target.terms), target.slug, target.inverse or "")


def pair_of(text: str, context: str, target: Target) -> Pair:
    """What an engine is asked about a quote and a stored target."""
    return Pair(text, context, read_target(target))


def tag_stances(
    session: Session, quote: Quote, targets: Sequence[Target], readings: Readings = NOTHING_READ
) -> list[Stance]:
    """Store the quote's stance toward each of the targets it is about; answers them in the targets' order.

    `readings` are those of pairs that were read ahead (`services.stance_engines.ReadingAhead`), which is to be as good
    as all of them: what has to be read here keeps other writers waiting. Each stance is marked with who read it.

    A stance that a person decided is left as it is, and a target that the quote is not about, as a person decided, gets none. One that the machine had decided otherwise is replaced, or
    removed when the quote is not about the target after all; the history keeps it. Not flushed: an article may have
    thousands of quotes.
    """
    kept = []
    stored = {stance.target_id: stance for stance in quote.stances}
    unrelated = {decision.target_id for decision in quote.unrelated}
    for target in targets:
        if target.id in unrelated:
            continue
        before = stored.get(target.id)
        if before is not None and before.decided_by == "human":
            kept.append(before)
            continue
        reading = readings.of(pair_of(quote.text, quote.context, target))
        if reading.stance is not None:
            kept.append(_store(session, quote, target, reading.stance, reading.engine, before))
        elif before is not None:
            _record(session, reading.engine, before, _describe(before), None)
            quote.stances.remove(before)
            session.delete(before)
    quote.doubt = measure_doubt(quote)
    return kept


def _store(
    session: Session,
    quote: Quote,
    target: Target,
    read: shipped.Stance,
    reader: StanceEngine,
    before: Stance | None,
) -> Stance:
    content = [Span(span.start, span.end) for span in quote.spans_of("content")]
    evidence = locate_evidence(content, read.evidence)
    if before is None:
        before = Stance(target_id=target.id, target=target, decided_by="machine")
        quote.stances.append(before)
        was = None
    else:
        was = _describe(before)
    before.target_version = target.wording_version
    before.label = read.label
    before.confidence = min(1.0, max(0.0, read.confidence))
    before.evidence_start, before.evidence_end = evidence
    before.engine = reader.name
    before.engine_version = reader.version
    if was is not None and was != _describe(before):
        _record(session, reader, before, was, _describe(before))
    return before


def _describe(stance: Stance) -> dict[str, object]:
    return {
        "target_id": stance.target_id,
        "target_version": stance.target_version,
        "label": stance.label,
        "confidence": stance.confidence,
        "evidence": [stance.evidence_start, stance.evidence_end],
        "engine": stance.engine,
        "engine_version": stance.engine_version,
    }


def _record(
    session: Session,
    reader: StanceEngine,
    stance: Stance,
    before: dict[str, object],
    after: dict[str, object] | None,
) -> None:
    record_event(
        session,
        actor=engine_actor(reader.name, reader.version),
        action="removed" if after is None else "replaced",
        subject_kind="stance",
        subject_id=stance.id,
        quote_id=stance.quote_id,
        before={"quote_id": stance.quote_id, **before},
        after=None if after is None else {"quote_id": stance.quote_id, **after},
    )
