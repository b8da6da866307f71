"""Sends the events that are due, at least once each, and tries again what fails.

A delivery is claimed in one transaction, sent in none, and its outcome stored in another. A process that dies in
between leaves a claim that another takes over after two minutes: the receiver then gets the same `webhook-id` twice.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models import ApiKey, DeliveryState, SessionFactory, Webhook, WebhookDelivery, current_moment
from services.webhook_events import TEST
from services.webhook_messages import Message, Overtaken, compose_message
from services.webhook_requests import Outcome, Sender
from services.webhooks import disable_webhook, is_listening

MOST_ATTEMPTS: Final = 12
FIRST_PAUSE: Final = timedelta(seconds=10)
PAUSE_FACTOR: Final = 4
LONGEST_PAUSE: Final = timedelta(hours=24)
ACTOR: Final = "webhook-delivery"
"""Who the history names when a webhook is disabled."""

_CLAIM_LASTS: Final = timedelta(minutes=2)
# So that one slow receiver keeps no other waiting.
_SENT_AT_ONCE: Final = 8
# Then others get their turn.
_TURN_SECONDS: Final = 10.0
_RANDOM: Final = SystemRandom()
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one pass did: how many were delivered, will be tried again, were given up, and were overtaken."""

    delivered: int = 0
    postponed: int = 0
    failed: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class _Claim:
    """The right to send a delivery: lost when another process has claimed it since (then its attempts are more)."""

    delivery_id: int
    attempt: int
    url: str
    message: Message


def pause_ceiling(attempt: int) -> timedelta:
    """The longest pause after this attempt (1 for the first) failed; the pause is random up to it ("full jitter")."""
    seconds = FIRST_PAUSE.total_seconds() * float(PAUSE_FACTOR) ** (attempt - 1)
    return min(LONGEST_PAUSE, timedelta(seconds=seconds))


class Deliverer:
    """Sends what is due. `share` gives a random number from 0 to 1: how much of the longest pause one takes."""

    def __init__(
        self,
        reading: SessionFactory,
        writing: SessionFactory,
        sender: Sender,
        *,
        clock: Callable[[], datetime] = current_moment,
        share: Callable[[], float] = _RANDOM.random,
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._sender = sender
        self._clock = clock
        self._share = share

    def deliver_due(self) -> Sent:
        """Send everything that is due now; several processes at once share the work.

        After a failure a webhook is left alone for the rest of the pass: the next of its events would most likely
        wait in vain as well.
        """
        outcomes: Counter[str] = Counter()
        failing: set[int] = set()
        with ThreadPoolExecutor(_SENT_AT_ONCE, thread_name_prefix="onrecord-webhook") as pool:
            while waiting := self._waiting_webhooks(failing):
                for webhook_id, done, has_failed in pool.map(self._take_turn, waiting):
                    outcomes += done
                    if has_failed or not done:
                        failing.add(webhook_id)
        return Sent(
            outcomes[DeliveryState.DELIVERED],
            outcomes[DeliveryState.PENDING],
            outcomes[DeliveryState.FAILED],
            outcomes[DeliveryState.DROPPED],
        )

    def _waiting_webhooks(self, left_alone: set[int]) -> list[int]:
        with self._reading() as session:
            query = (
                select(WebhookDelivery.webhook_id)
                .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
                .join(ApiKey, ApiKey.id == Webhook.api_key_id)
                .where(*self._is_due())
                .distinct()
            )
            return sorted(set(session.scalars(query)) - left_alone)

    def _is_due(self) -> list[ColumnElement[bool]]:
        now = self._clock()
        return [
            is_listening(now),
            # A test may be what somebody wants to see before a webhook is made active, or while it fails.
            or_(
                WebhookDelivery.event == TEST,
                and_(Webhook.active, or_(Webhook.retry_at.is_(None), Webhook.retry_at <= now)),
            ),
            _is_free(now),
        ]

    def _take_turn(self, webhook_id: int) -> tuple[int, Counter[str], bool]:
        """Send one webhook's events, oldest first, until one fails or its turn is over."""
        done: Counter[str] = Counter()
        ends = time.monotonic() + _TURN_SECONDS
        while time.monotonic() < ends:
            with self._reading() as session:
                delivery_id = session.scalar(
                    select(WebhookDelivery.id)
                    .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
                    .join(ApiKey, ApiKey.id == Webhook.api_key_id)
                    .where(WebhookDelivery.webhook_id == webhook_id, *self._is_due())
                    .order_by(WebhookDelivery.next_attempt_at, WebhookDelivery.id)
                    .limit(1)
                )
            if delivery_id is None:
                break
            state = self._deliver(delivery_id)
            if state is not None:
                done[state] += 1
            if state in {DeliveryState.PENDING, DeliveryState.FAILED}:
                return webhook_id, done, True
        return webhook_id, done, False

    def _deliver(self, delivery_id: int) -> DeliveryState | None:
        """The state it is in afterwards; None when somebody else is at it."""
        with self._writing.begin() as session:
            claim = self._claim(session, delivery_id)
        if not isinstance(claim, _Claim):
            return claim
        outcome = self._sender.send(claim.url, claim.message.body, claim.message.headers)
        with self._writing.begin() as session:
            return self._store(session, claim, outcome)

    def _claim(self, session: Session, delivery_id: int) -> _Claim | DeliveryState | None:
        now = self._clock()
        # One statement, so that of two processes only one changes the row.
        claimed = session.execute(
            update(WebhookDelivery)
            .where(WebhookDelivery.id == delivery_id, _is_free(now))
            .values(
                state=DeliveryState.SENDING,
                attempts=WebhookDelivery.attempts + 1,
                claimed_at=now,
                next_attempt_at=None,
            )
            .execution_options(synchronize_session=False)
        )
        if not _changed_one(claimed):
            return None
        delivery = session.get_one(WebhookDelivery, delivery_id)
        if delivery.attempts > MOST_ATTEMPTS:
            # Nothing was noted by the attempts before: the process died in each of them.
            _give_up(delivery, now)
            delivery.claimed_at = None
            delivery.error = "the process ended in the middle of each attempt"
            return DeliveryState.FAILED
        try:
            message = compose_message(session, delivery, now)
        except Overtaken as overtaken:
            delivery.state = DeliveryState.DROPPED
            delivery.claimed_at = None
            delivery.finished_at = now
            delivery.error = str(overtaken)
            return DeliveryState.DROPPED
        return _Claim(delivery_id, delivery.attempts, delivery.webhook.url, message)

    def _store(self, session: Session, claim: _Claim, outcome: Outcome) -> DeliveryState | None:
        now = self._clock()
        delivery = session.get_one(WebhookDelivery, claim.delivery_id, with_for_update=True)
        if delivery.state != DeliveryState.SENDING or delivery.attempts != claim.attempt:
            _logger.warning("delivery %d was taken over by another process", claim.delivery_id)
            return None
        # Before anything is changed, since reading would write the half of it.
        failures = session.get_one(Webhook, delivery.webhook_id, with_for_update=True).failures
        delivery.claimed_at = None
        delivery.response_status = outcome.status
        delivery.duration_ms = outcome.duration_ms
        delivery.error = outcome.error
        if outcome.error is None:
            delivery.state = DeliveryState.DELIVERED
            delivery.finished_at = now
            _note_health(session, delivery.webhook_id, failures=0, retry_at=None)
        elif delivery.event == TEST or outcome.status == 410:
            _give_up(delivery, now)
            if outcome.status == 410:
                disable_webhook(session, delivery.webhook_id, "gone", actor=ACTOR)
        else:
            self._postpone(session, delivery, outcome, now, failures + 1)
        return DeliveryState(delivery.state)

    def _postpone(
        self, session: Session, delivery: WebhookDelivery, outcome: Outcome, now: datetime, failures: int
    ) -> None:
        asked, share = timedelta(seconds=outcome.retry_after), self._share()
        if delivery.attempts >= MOST_ATTEMPTS:
            _give_up(delivery, now)
        else:
            delivery.state = DeliveryState.PENDING
            delivery.next_attempt_at = now + max(asked, pause_ceiling(delivery.attempts) * share)
        # The receiver as a whole gets a pause of its own, or each of a thousand events would try it in turn.
        retry_at = now + max(asked, pause_ceiling(failures) * share)
        _note_health(session, delivery.webhook_id, failures=failures, retry_at=retry_at)
        if failures >= MOST_ATTEMPTS:
            disable_webhook(session, delivery.webhook_id, "failing", actor=ACTOR)


def _give_up(delivery: WebhookDelivery, now: datetime) -> None:
    delivery.state = DeliveryState.FAILED
    delivery.finished_at = now


def _note_health(session: Session, webhook_id: int, *, failures: int, retry_at: datetime | None) -> None:
    # Not through the row's object: it is no change that the owner's If-Match should stumble over.
    session.execute(
        update(Webhook)
        .where(Webhook.id == webhook_id)
        .values(failures=failures, retry_at=retry_at, updated_at=Webhook.updated_at)
        .execution_options(synchronize_session=False)
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Due, or claimed by a process that must have died."""
    due = and_(WebhookDelivery.state == DeliveryState.PENDING, WebhookDelivery.next_attempt_at <= now)
    left = and_(
        WebhookDelivery.state == DeliveryState.SENDING, WebhookDelivery.claimed_at < now - _CLAIM_LASTS
    )
    return or_(due, left)


def _changed_one(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1
