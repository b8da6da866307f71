"""From changed quotes to events for webhooks: each change is looked at once, in the order it was noted.

Triggers note changes in their own transaction (`QuoteChange`), so nothing is lost with a killed process. Here they are
read, compared with what each webhook was told, and crossed off in the transaction that stores the events: whoever dies
in between leaves either both undone or both done.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import (
    ApiKey,
    DeliveryState,
    Quote,
    QuoteChange,
    QuoteState,
    SavedSearch,
    SessionFactory,
    Webhook,
    WebhookDelivery,
    WebhookQuote,
    current_moment,
)
from services.errors import InvalidInput
from services.locks import hold_quote_changes
from services.saved_searches import read_query
from services.search.fitting import fitting_quotes
from services.webhooks import is_listening, searches_of

FOUND: Final = "quote.found"
CHANGED: Final = "quote.changed"
WITHDRAWN: Final = "quote.withdrawn"
TEST: Final = "webhook.test"

# Small enough that on SQLite other writers wait a fraction of a second for each batch.
_BATCH: Final = 200
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A quote as it was looked at: what a receiver would show of it, and the searches it fits."""

    quote_id: int
    is_active: bool
    digest: str
    search_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some noted changes and what they are news to: webhooks with the searches of each."""

    change_ids: Sequence[int]
    seen: Sequence[_Seen]
    webhooks: Mapping[int, frozenset[int]]


def collect_events(
    reading: SessionFactory, writing: SessionFactory, *, clock: Callable[[], datetime] = current_moment
) -> int:
    """Store an event for each webhook to which a noted change is news; answers how many.

    Two processes at once share the work.
    """
    events = 0
    while True:
        batch = _read_batch(reading, clock())
        if batch is None:
            return events
        with writing.begin() as session:
            hold_quote_changes(session)
            # Else somebody else was faster, and what was read here may be older than what is told already.
            if _cross_off(session, batch.change_ids):
                events += _store_events(session, batch, clock())


def message_id() -> str:
    """A new name for an event."""
    return f"msg_{secrets.token_hex(16)}"


def _read_batch(reading: SessionFactory, now: datetime) -> _Batch | None:
    # Outside of the writing transaction: searches take long, and SQLite has one writer. A change that comes meanwhile
    # is noted with a number of its own and looked at in its turn.
    with reading() as session:
        changes = session.execute(
            select(QuoteChange.id, QuoteChange.quote_id).order_by(QuoteChange.id).limit(_BATCH)
        ).all()
        if not changes:
            return None
        webhooks = session.scalars(
            select(Webhook).join(ApiKey, ApiKey.id == Webhook.api_key_id).where(is_listening(now))
        ).all()
        wanted = {webhook.id: searches_of(webhook) for webhook in webhooks}
        numbers = sorted({quote_id for _, quote_id in changes})
        seen = _look(session, numbers, {search.id: search for each in wanted.values() for search in each})
    return _Batch(
        [change_id for change_id, _ in changes],
        seen if wanted else (),
        {webhook_id: frozenset(search.id for search in each) for webhook_id, each in wanted.items()},
    )


def _look(session: Session, numbers: Sequence[int], searches: Mapping[int, SavedSearch]) -> list[_Seen]:
    fitting = {search_id: _fitting(session, search, numbers) for search_id, search in searches.items()}
    quotes = session.scalars(select(Quote).where(Quote.id.in_(numbers)).order_by(Quote.id)).all()
    return [
        _Seen(
            quote.id,
            quote.state == QuoteState.ACTIVE,
            _digest(quote),
            frozenset(search_id for search_id, found in fitting.items() if quote.id in found),
        )
        for quote in quotes
    ]


def _fitting(session: Session, search: SavedSearch, numbers: Sequence[int]) -> set[int]:
    try:
        return fitting_quotes(session, read_query(search.query), numbers)
    except InvalidInput as error:
        # Checked when it was saved, so by a version of this program that took more.
        _logger.warning("saved search %d finds nothing: %s", search.id, error.detail)
        return set()


def _digest(quote: Quote) -> str:
    """Differs when what a receiver shows does; not when only confidence, engine or the words around changed."""
    told: list[object] = [quote.state]
    if quote.state == QuoteState.ACTIVE:
        told += [
            quote.type,
            quote.text,
            [(span.start, span.end) for span in quote.spans_of("content")],
            quote.mention,
            quote.speaker_id,
            quote.no_speaker_reason,
            None if quote.said_at is None else quote.said_at.isoformat(),
            sorted((stance.target_id, stance.label) for stance in quote.stances),
        ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _cross_off(session: Session, change_ids: Sequence[int]) -> bool:
    """Whether all of these changes were still there; then they are not any more."""
    left = session.scalars(select(QuoteChange.id).where(QuoteChange.id.in_(change_ids))).all()
    if len(left) != len(change_ids):
        return False
    session.execute(delete(QuoteChange).where(QuoteChange.id.in_(change_ids)))
    return True


def _store_events(session: Session, batch: _Batch, now: datetime) -> int:
    numbers = [seen.quote_id for seen in batch.seen]
    told = session.scalars(
        select(WebhookQuote).where(
            WebhookQuote.webhook_id.in_(batch.webhooks), WebhookQuote.quote_id.in_(numbers)
        )
    )
    last = {(each.webhook_id, each.quote_id): each for each in told}
    events = 0
    for webhook_id, search_ids in batch.webhooks.items():
        for seen in batch.seen:
            known = last.get((webhook_id, seen.quote_id))
            fits = seen.search_ids & search_ids
            event = _event(known, seen, bool(fits))
            if event is None:
                continue
            if known is None:
                session.add(WebhookQuote(webhook_id=webhook_id, quote_id=seen.quote_id, digest=seen.digest))
            else:
                known.digest = seen.digest
            session.add(
                WebhookDelivery(
                    webhook_id=webhook_id,
                    message_id=message_id(),
                    event=event,
                    quote_id=seen.quote_id,
                    search_ids=sorted(fits),
                    occurred_at=now,
                    created_at=now,
                    state=DeliveryState.PENDING,
                    next_attempt_at=now,
                )
            )
            events += 1
    return events


def _event(known: WebhookQuote | None, seen: _Seen, fits: bool) -> str | None:
    """What a webhook is to be told. A quote that it knows stays its business, even when it fits no more."""
    if known is None:
        return FOUND if seen.is_active and fits else None
    if known.digest == seen.digest:
        return None
    return CHANGED if seen.is_active else WITHDRAWN
