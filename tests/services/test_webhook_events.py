"""A webhook is told of each quote that fits once, of its changes, and of its end."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from models import ApiKey, QuoteChange, QuoteState, SessionFactory, Stance, Target
from services import webhook_events
from services.saved_searches import delete_search
from services.webhook_events import collect_events
from services.webhooks import delete_webhook
from tests.services.search.archive import Archive
from tests.services.webhook_archive import NOON, Clock, WebhookArchive


@pytest.fixture
def archive(sessions: SessionFactory, writing_sessions: SessionFactory) -> WebhookArchive:
    return WebhookArchive(sessions, writing_sessions)


def noted(archive: WebhookArchive) -> int:
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(QuoteChange)) or 0


def test_a_quote_that_fits_is_found_once(archive: WebhookArchive) -> None:
    key = archive.key()
    search = archive.search(key, q="quay")
    webhook = archive.webhook(key, search)
    fits = archive.quote("the quay stays shut")
    archive.quote("the ferry is late")
    assert archive.events() == [(webhook, "quote.found", fits)]
    assert archive.deliveries()[0].search_ids == [search]
    archive.change(fits, confidence=0.95, engine_version="2")
    assert len(archive.events()) == 1
    assert noted(archive) == 0


def test_two_searches_of_one_webhook_find_a_quote_once(archive: WebhookArchive) -> None:
    key = archive.key()
    searches = [
        archive.search(key, q="quay"),
        archive.search(key, about="the quay"),
        archive.search(key, q="ferry"),
    ]
    archive.webhook(key, *searches)
    archive.quote("the quay stays shut")
    assert len(archive.events()) == 1
    assert archive.deliveries()[0].search_ids == searches[:2]


def test_each_webhook_is_told_of_what_fits_its_own_searches(archive: WebhookArchive) -> None:
    one, other = archive.key(), archive.key()
    first = archive.webhook(one, archive.search(one, speaker="Mara Velden"))
    second = archive.webhook(other, archive.search(other, min_confidence=0.8))
    third = archive.webhook(other, archive.search(other))
    quote = archive.quote("the quay stays shut", speaker="Mara Velden", confidence=0.5)
    assert archive.events() == [(first, "quote.found", quote), (third, "quote.found", quote)]
    assert second not in {first, third}


@pytest.mark.parametrize(
    "change",
    [
        {"text": "the quay opens"},
        {"type": "direct"},
        {"mention": "she"},
        {"no_speaker_reason": "ambiguous_name"},
        {"said_at": NOON},
    ],
)
def test_a_change_of_what_is_shown_is_told_even_when_the_quote_fits_no_more(
    archive: WebhookArchive, change: dict[str, object]
) -> None:
    key = archive.key()
    webhook = archive.webhook(key, archive.search(key, q="shut", type="indirect"))
    quote = archive.quote("the quay stays shut")
    archive.events()
    archive.change(quote, **change)
    assert archive.events()[1:] == [(webhook, "quote.changed", quote)]


def test_a_stance_added_turned_and_taken_away_is_a_change(archive: WebhookArchive) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key))
    quote = archive.quote("the quay stays shut")
    archive.events()
    with archive.sessions.begin() as session:
        target = Archive(session).target("quay", "The quay should stay shut")
        session.add(
            Stance(
                quote_id=quote,
                target_id=target.id,
                target_version=1,
                label="favor",
                confidence=0.8,
                evidence_start=0,
                evidence_end=1,
                engine="test",
                engine_version="1",
            )
        )
    assert [event for _, event, _ in archive.events()] == ["quote.found", "quote.changed"]
    with archive.sessions.begin() as session:
        session.scalars(select(Stance)).one().label = "against"
    assert len(archive.events()) == 3
    with archive.sessions.begin() as session:
        session.scalars(select(Stance)).one().confidence = 0.1
    assert len(archive.events()) == 3
    with archive.sessions.begin() as session:
        session.delete(session.scalars(select(Stance)).one())
    assert [event for _, event, _ in archive.events()][3:] == ["quote.changed"]


@pytest.mark.parametrize("state", [QuoteState.WITHDRAWN, QuoteState.REJECTED, QuoteState.SUPERSEDED])
def test_whoever_was_told_of_a_quote_learns_that_it_is_gone_and_that_it_is_back(
    archive: WebhookArchive, state: QuoteState
) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key, q="quay"))
    told = archive.quote("the quay stays shut")
    archive.quote("the ferry is late")
    archive.events()
    archive.withdraw(told, state)
    archive.withdraw(told + 1, state)
    assert archive.events()[1:] == [(1, "quote.withdrawn", told)]
    archive.change(told, state_reason="looked at again")
    assert len(archive.events()) == 2
    archive.change(told, state=QuoteState.ACTIVE)
    assert archive.events()[2:] == [(1, "quote.changed", told)]


def test_a_quote_that_came_and_went_before_anybody_looked_is_not_told(archive: WebhookArchive) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key))
    archive.withdraw(archive.quote("the quay stays shut"))
    assert archive.events() == []


def test_quotes_from_before_the_webhook_are_found_when_they_change(archive: WebhookArchive) -> None:
    key = archive.key()
    old = archive.quote("the quay stays shut")
    assert noted(archive) == 0
    archive.webhook(key, archive.search(key))
    assert archive.events() == []
    archive.change(old, mention="she")
    assert archive.events() == [(1, "quote.found", old)]


def test_a_paused_webhook_collects(archive: WebhookArchive) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key), active=False)
    archive.quote("the quay stays shut")
    assert len(archive.events()) == 1


def test_a_deleted_search_finds_nothing_and_what_it_found_is_still_followed(archive: WebhookArchive) -> None:
    key = archive.key()
    search = archive.search(key)
    archive.webhook(key, search)
    told = archive.quote("the quay stays shut")
    archive.events()
    with archive.sessions.begin() as session:
        delete_search(session, search, api_key_id=key, actor="key:abc", expected_version=None)
    archive.quote("the ferry is late")
    archive.withdraw(told)
    assert archive.events()[1:] == [(1, "quote.withdrawn", told)]


@pytest.mark.parametrize("change", [{"revoked_at": NOON}, {"expires_at": NOON}])
def test_nothing_is_collected_for_a_key_that_no_longer_counts(
    archive: WebhookArchive, change: dict[str, object]
) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key))
    with archive.sessions.begin() as session:
        for name, value in change.items():
            setattr(session.get_one(ApiKey, key), name, value)
    archive.quote("the quay stays shut")
    assert archive.events() == []
    assert noted(archive) == 0


def test_without_a_webhook_nothing_is_noted(archive: WebhookArchive) -> None:
    key = archive.key()
    webhook = archive.webhook(key, archive.search(key))
    archive.quote("the quay stays shut")
    assert noted(archive) == 1
    with archive.sessions.begin() as session:
        delete_webhook(session, webhook, api_key_id=key, actor="key:abc", expected_version=None)
    archive.quote("the ferry is late")
    assert noted(archive) == 1
    assert archive.events() == []
    assert noted(archive) == 0


def test_a_search_that_can_no_longer_be_asked_stops_no_other(
    archive: WebhookArchive, caplog: pytest.LogCaptureFixture
) -> None:
    key = archive.key()
    with archive.sessions.begin() as session:
        Archive(session).target("quay", "The quay should stay shut")
    broken, whole = archive.search(key, target="quay"), archive.search(key)
    archive.webhook(key, broken, whole)
    with archive.sessions.begin() as session:
        session.scalars(select(Target)).one().slug = "pier"
    archive.quote("the quay stays shut")
    assert len(archive.events()) == 1
    assert f"saved search {broken} finds nothing" in caplog.text


def test_more_changes_than_are_read_at_once_are_all_told(
    archive: WebhookArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.webhook_events._BATCH", 5)
    key = archive.key()
    archive.webhook(key, archive.search(key))
    with archive.sessions.begin() as session:
        for number in range(12):
            Archive(session).quote(f"quay {number} stays shut")
    assert [quote for _, _, quote in archive.events()] == list(range(1, 13))


def test_a_killed_process_loses_and_doubles_nothing(
    archive: WebhookArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key))
    archive.quote("the quay stays shut")

    def die(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("services.webhook_events._store_events", die)
        with pytest.raises(KeyboardInterrupt):
            collect_events(archive.reading, archive.sessions, clock=Clock())
    assert archive.deliveries() == []
    assert len(archive.events()) == 1
    assert len(archive.events()) == 1


def test_what_was_read_before_another_process_told_is_not_told_after_it(
    archive: WebhookArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key))
    quote = archive.quote("the quay stays shut")
    read = webhook_events._read_batch

    def read_and_be_overtaken(*arguments: Any) -> Any:
        batch = read(*arguments)
        monkeypatch.setattr("services.webhook_events._read_batch", read)
        archive.change(quote, mention="she")
        assert archive.events() == [(1, "quote.found", quote)]
        return batch

    monkeypatch.setattr("services.webhook_events._read_batch", read_and_be_overtaken)
    assert collect_events(archive.reading, archive.sessions, clock=Clock()) == 0
    assert len(archive.events()) == 1


def test_processes_that_look_at_once_tell_once(archive: WebhookArchive) -> None:
    key = archive.key()
    archive.webhook(key, archive.search(key))
    with archive.sessions.begin() as session:
        for number in range(8):
            Archive(session).quote(f"quay {number} stays shut")
    faults: list[BaseException] = []

    def look() -> None:
        try:
            collect_events(archive.reading, archive.sessions, clock=Clock())
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(quote or 0 for _, _, quote in archive.events()) == list(range(1, 9))
