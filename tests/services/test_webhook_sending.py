"""Events reach their receiver at least once, signed, and a receiver that fails is left alone for longer and longer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from models import (
    ApiKey,
    DeliveryState,
    HistoryEvent,
    QuoteState,
    SessionFactory,
    Webhook,
    WebhookDelivery,
    current_moment,
)
from services.webhook_log import replay_delivery, try_webhook
from services.webhook_requests import Sender
from services.webhook_sending import MOST_ATTEMPTS, Deliverer, Sent, pause_ceiling
from services.webhooks import delete_webhook, rotate_secret, update_webhook
from tests.services.local_server import hang_up, reply
from tests.services.webhook_archive import Clock, WebhookArchive
from tests.services.webhook_receiver import Receiver, webhook_receiver

OK = reply(204)
BROKEN = reply(500, b"it does not work")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as running:
        running.will(OK)
        yield running


@pytest.fixture
def archive(sessions: SessionFactory, writing_sessions: SessionFactory, receiver: Receiver) -> WebhookArchive:
    return WebhookArchive(sessions, writing_sessions, receiver.url)


@pytest.fixture
def clock() -> Clock:
    # The verifier of the library compares with the true time.
    return Clock(current_moment())


@pytest.fixture
def webhook(archive: WebhookArchive) -> int:
    """A webhook for every quote, with one event that waits."""
    key = archive.key()
    webhook = archive.webhook(key, archive.search(key))
    archive.quote("the quay stays shut", speaker="Mara Velden", publisher="Torland Courier", title="Quay")
    return webhook


def deliver(archive: WebhookArchive, clock: Clock, *, share: float = 1.0, seconds: float = 10) -> Sent:
    """One pass, in which pauses have this share of the longest."""
    archive.events(clock)
    sender = Sender(archive.rules, seconds=seconds)
    return Deliverer(
        archive.reading, archive.sessions, sender, clock=clock, share=lambda: share
    ).deliver_due()


def stored(archive: WebhookArchive, webhook_id: int = 1) -> Webhook:
    with archive.reading() as session:
        return session.get_one(Webhook, webhook_id)


def change(archive: WebhookArchive, **values: Any) -> Webhook:
    with archive.sessions.begin() as session:
        version = session.get_one(Webhook, 1).version
        return update_webhook(
            session,
            1,
            api_key_id=None,
            rules=archive.rules,
            actor="key:abc",
            expected_version=version,
            **values,
        )


def actions(archive: WebhookArchive) -> list[tuple[str, str]]:
    with archive.reading() as session:
        events = select(HistoryEvent).where(HistoryEvent.subject_kind == "webhook").order_by(HistoryEvent.id)
        return [(event.actor, event.action) for event in session.scalars(events)]


def test_an_event_arrives_once_and_is_signed(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    assert deliver(archive, clock) == Sent(delivered=1)
    assert deliver(archive, clock) == Sent()
    (received,) = receiver.received
    assert received.path == "/hook?key=1"
    assert received.headers["Content-Type"] == "application/json"
    assert received.headers["Host"] == f"127.0.0.1:{receiver.port}"
    told = Verifier(stored(archive).secret).verify(received.body, dict(received.headers))
    assert told == {
        "type": "quote.found",
        "timestamp": clock.now.isoformat(),
        "data": {
            "quote": {
                "id": 1,
                "type": "indirect",
                "text": "the quay stays shut",
                "speaker": {"id": 1, "name": "Mara Velden"},
                "mention": None,
                "stances": [],
                "said_at": "2025-03-27T00:00:00+00:00",
                "article": {"id": 1, "title": "Quay", "url": None, "publisher": "Torland Courier"},
                "links": {"self": "/v1/quotes/1", "article": "/v1/articles/1"},
            },
            "saved_searches": [{"id": 1, "name": "Quay"}],
        },
    }
    (delivery,) = archive.deliveries()
    assert delivery.message_id == received.headers["webhook-id"]
    assert (delivery.state, delivery.attempts, delivery.response_status, delivery.error) == (
        "delivered",
        1,
        204,
        None,
    )
    assert delivery.finished_at == clock.now
    assert delivery.duration_ms is not None


def test_the_secret_before_signs_beside_the_new_one_for_a_day(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    old = stored(archive).secret
    with archive.sessions.begin() as session:
        rotate_secret(session, webhook, api_key_id=None, actor="key:abc")
    new = stored(archive).secret
    assert new != old
    deliver(archive, clock)
    first = receiver.received[0]
    for secret in (old, new):
        Verifier(secret).verify(first.body, dict(first.headers))
    # The same message a day later, as far as the secrets are concerned.
    with archive.sessions.begin() as session:
        session.execute(update(Webhook).values(previous_secret_until=clock.now))
    archive.quote("the ferry is late")
    deliver(archive, clock)
    second = receiver.received[1]
    Verifier(new).verify(second.body, dict(second.headers))
    with pytest.raises(WebhookVerificationError):
        Verifier(old).verify(second.body, dict(second.headers))


def test_a_failure_is_tried_again_with_the_same_id_after_a_pause(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(BROKEN, hang_up, OK)
    assert deliver(archive, clock, share=0.5) == Sent(postponed=1)
    (delivery,) = archive.deliveries()
    assert (delivery.state, delivery.response_status, delivery.error) == ("pending", 500, "status 500")
    assert delivery.next_attempt_at == clock.now + timedelta(seconds=5)
    clock.move(seconds=4.9)
    assert deliver(archive, clock) == Sent()
    clock.move(seconds=0.1)
    assert deliver(archive, clock) == Sent(postponed=1)
    (delivery,) = archive.deliveries()
    assert (delivery.response_status, delivery.error) == (None, "the connection broke")
    assert delivery.next_attempt_at == clock.now + timedelta(seconds=40)
    clock.move(seconds=40)
    assert deliver(archive, clock) == Sent(delivered=1)
    assert len({each.headers["webhook-id"] for each in receiver.received}) == 1
    assert len(receiver.received) == 3
    assert (stored(archive).failures, stored(archive).retry_at) == (0, None)


def test_pauses_grow_fourfold_up_to_a_day() -> None:
    seconds = [pause_ceiling(attempt).total_seconds() for attempt in range(1, MOST_ATTEMPTS)]
    assert seconds == [10, 40, 160, 640, 2560, 10240, 40960, 86400, 86400, 86400, 86400]


def test_a_receiver_may_ask_for_a_longer_pause(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(reply(429, Retry_After="3600"))
    deliver(archive, clock, share=0)
    assert archive.deliveries()[0].next_attempt_at == clock.now + timedelta(hours=1)
    assert stored(archive).retry_at == clock.now + timedelta(hours=1)


def test_a_receiver_that_fails_is_tried_once_in_a_pass_and_not_before_its_pause_is_over(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(BROKEN)
    archive.quote("the ferry is late")
    archive.quote("the pier is new")
    assert deliver(archive, clock) == Sent(postponed=1)
    assert deliver(archive, clock) == Sent()
    assert len(receiver.received) == 1
    receiver.will(OK)
    clock.move(seconds=10)
    assert deliver(archive, clock) == Sent(delivered=3)


def test_a_receiver_that_takes_nothing_for_days_is_disabled_until_somebody_enables_it(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(BROKEN)
    archive.quote("the ferry is late")
    for _ in range(MOST_ATTEMPTS):
        assert stored(archive).active
        deliver(archive, clock)
        clock.move(hours=24)
    disabled = stored(archive)
    assert (disabled.active, disabled.disabled_reason) == (False, "failing")
    assert disabled.disabled_at is not None
    assert actions(archive) == [("key:abc", "created"), ("webhook-delivery", "disabled")]
    receiver.will(OK)
    assert deliver(archive, clock) == Sent()
    change(archive, active=True)
    assert (stored(archive).disabled_reason, stored(archive).disabled_at) == (None, None)
    clock.now = max(clock.now, current_moment())
    waiting = [each for each in archive.deliveries() if each.state == DeliveryState.PENDING]
    assert deliver(archive, clock) == Sent(delivered=len(waiting))
    assert waiting


def test_one_event_that_the_receiver_cannot_take_is_given_up_and_disables_nothing(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    for attempt in range(MOST_ATTEMPTS):
        receiver.will(BROKEN)
        deliver(archive, clock)
        clock.move(hours=25)
        with archive.sessions.begin() as session:
            poison = session.get_one(WebhookDelivery, 1)
            assert (poison.attempts, poison.state == "failed") == (attempt + 1, attempt + 1 == MOST_ATTEMPTS)
            # Set aside while something else gets through.
            due = poison.next_attempt_at
            if due is not None:
                poison.next_attempt_at = clock.now + timedelta(hours=1)
        receiver.will(OK)
        archive.quote(f"ferry {attempt} is late")
        assert deliver(archive, clock) == Sent(delivered=1)
        clock.move(hours=1)
    assert stored(archive).active
    assert archive.deliveries()[0].error == "status 500"


def test_a_receiver_that_is_gone_is_disabled_at_once(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(reply(410))
    assert deliver(archive, clock) == Sent(failed=1)
    assert (stored(archive).active, stored(archive).disabled_reason) == (False, "gone")
    assert actions(archive)[1:] == [("webhook-delivery", "disabled")]


def test_health_changes_no_version(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    before = stored(archive)
    receiver.will(BROKEN, OK)
    deliver(archive, clock)
    clock.move(seconds=10)
    deliver(archive, clock)
    after = stored(archive)
    assert (after.version, after.updated_at) == (before.version, before.updated_at)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int, status: int
) -> None:
    receiver.will(reply(status, Location="/elsewhere"))
    assert deliver(archive, clock) == Sent(postponed=1)
    assert [each.path for each in receiver.received] == ["/hook?key=1"]
    assert archive.deliveries()[0].error == f"status {status}: redirects are not followed"


def test_what_was_withdrawn_meanwhile_is_not_sent_any_more(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(BROKEN)
    deliver(archive, clock)
    archive.withdraw(1, QuoteState.REJECTED)
    receiver.received.clear()
    receiver.will(OK)
    clock.move(seconds=10)
    assert deliver(archive, clock) == Sent(delivered=1, dropped=1)
    (received,) = receiver.received
    assert received.event["type"] == "quote.withdrawn"
    assert received.event["data"]["quote"] == {
        "id": 1,
        "state": "rejected",
        "reason": None,
        "links": {"self": "/v1/quotes/1"},
    }
    assert b"quay" not in received.body
    assert archive.deliveries()[0].error == "the quote is rejected"


def test_an_end_that_was_taken_back_before_it_was_told_is_not_told(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    deliver(archive, clock)
    archive.withdraw(1)
    archive.events(clock)
    archive.change(1, state=QuoteState.ACTIVE)
    assert deliver(archive, clock) == Sent(delivered=1, dropped=1)
    assert receiver.types == ["quote.found", "quote.changed"]


def test_a_paused_webhook_gets_what_waited_when_it_is_active_again(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    change(archive, active=False)
    assert deliver(archive, clock) == Sent()
    change(archive, active=True)
    clock.now = current_moment()
    assert deliver(archive, clock) == Sent(delivered=1)


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_nothing_is_sent_for_a_key_that_no_longer_counts(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int, field: str
) -> None:
    archive.events(clock)
    with archive.sessions.begin() as session:
        session.execute(update(ApiKey).values({field: clock.now}))
    assert deliver(archive, clock) == Sent()
    assert receiver.received == []


def test_nothing_is_sent_to_a_deleted_webhook(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    archive.events(clock)
    with archive.sessions.begin() as session:
        delete_webhook(session, webhook, api_key_id=None, actor="key:abc", expected_version=None)
    assert deliver(archive, clock) == Sent()
    assert archive.deliveries()[0].state == DeliveryState.DROPPED


def test_an_address_that_leads_inside_is_not_connected_to(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    archive.events(clock)
    archive.url = "http://127.0.0.1:80/hook"
    with archive.sessions.begin() as session:
        session.execute(update(Webhook).values(url=f"http://localhost.example:{receiver.port}/"))
    inside = Sender(
        type(archive.rules)(frozenset({"http"}), frozenset({receiver.port})),
        resolver=lambda _host, _port: ["127.0.0.1"],
    )
    sent = Deliverer(archive.reading, archive.sessions, inside, clock=clock).deliver_due()
    assert sent == Sent(postponed=1)
    assert receiver.received == []
    assert (archive.deliveries()[0].error or "").startswith("refused: the address leads to no public place")


def test_a_process_that_was_killed_while_sending_is_followed_by_another(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Deliverer, "_store", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(archive, clock)
    assert archive.deliveries()[0].state == DeliveryState.SENDING
    assert deliver(archive, clock) == Sent()
    clock.move(minutes=2, seconds=1)
    assert deliver(archive, clock) == Sent(delivered=1)
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_a_message_that_kills_every_process_is_given_up(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    archive.events(clock)
    with archive.sessions.begin() as session:
        session.execute(
            update(WebhookDelivery).values(
                state="sending", attempts=MOST_ATTEMPTS, claimed_at=clock.now, next_attempt_at=None
            )
        )
    clock.move(minutes=3)
    assert deliver(archive, clock) == Sent(failed=1)
    assert receiver.received == []


def test_an_outcome_that_comes_too_late_changes_nothing(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    def take_over(handler: Any) -> None:
        with archive.sessions.begin() as session:
            session.execute(update(WebhookDelivery).values(attempts=2))
        BROKEN(handler)

    receiver.will(take_over)
    assert deliver(archive, clock) == Sent()
    assert (archive.deliveries()[0].state, archive.deliveries()[0].attempts) == ("sending", 2)


def test_processes_that_deliver_at_once_send_each_event_once(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    for number in range(5):
        archive.quote(f"ferry {number} is late")
    archive.events(clock)
    faults: list[BaseException] = []

    def work() -> None:
        try:
            Deliverer(archive.reading, archive.sessions, Sender(archive.rules), clock=clock).deliver_due()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(each.event["data"]["quote"]["id"] for each in receiver.received) == [1, 2, 3, 4, 5, 6]


def test_a_replay_has_the_same_id_and_a_line_of_its_own(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    deliver(archive, clock)
    with archive.sessions.begin() as session:
        replay_delivery(session, session.get_one(Webhook, webhook), 1, actor="key:abc")
    clock.now = current_moment()
    assert deliver(archive, clock) == Sent(delivered=1)
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert [each.replay_of for each in archive.deliveries()] == [None, 1]
    assert actions(archive)[1:] == [("key:abc", "replayed")]


def test_a_replay_does_not_wait_for_the_pause_of_a_failing_receiver(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    deliver(archive, clock)
    with archive.sessions.begin() as session:
        session.execute(update(Webhook).values(failures=9, retry_at=clock.now + timedelta(hours=20)))
    with archive.sessions.begin() as session:
        replay_delivery(session, session.get_one(Webhook, webhook), 1, actor="key:abc")
    clock.now = current_moment()
    assert deliver(archive, clock) == Sent(delivered=1)


def test_a_test_is_sent_once_whether_or_not_the_webhook_is_active(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    change(archive, active=False)
    receiver.will(BROKEN)
    with archive.sessions.begin() as session:
        try_webhook(session, session.get_one(Webhook, webhook))
    clock.now = current_moment()
    assert deliver(archive, clock) == Sent(failed=1)
    (received,) = receiver.received
    assert received.event["type"] == "webhook.test"
    assert received.event["data"] == {"webhook": {"id": webhook}}
    Verifier(stored(archive).secret).verify(received.body, dict(received.headers))
    assert stored(archive).failures == 0


def test_one_receiver_that_fails_keeps_no_other_waiting(
    archive: WebhookArchive, clock: Clock, receiver: Receiver, webhook: int
) -> None:
    receiver.will(BROKEN)
    with webhook_receiver() as other:
        other.will(OK)
        key = archive.key()
        with archive.sessions.begin() as session:
            session.execute(update(ApiKey).values(name="other"))
        search = archive.search(key)
        archive.url = other.url
        archive.webhook(key, search)
        archive.quote("the ferry is late")
        archive.quote("the pier is new")
        archive.events(clock)
        rules = type(archive.rules)(
            frozenset({"http"}), frozenset({receiver.port, other.port}), archive.rules.networks
        )
        sent = Deliverer(archive.reading, archive.sessions, Sender(rules), clock=clock).deliver_due()
        assert sent == Sent(delivered=3, postponed=1)
        assert len(other.received) == 3
