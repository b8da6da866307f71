"""`deliver` tells webhooks what happened, once or again and again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from models import make_session_factory, make_writing_session_factory, open_engine
from services.webhook_sending import Sent
from tests.cli.conftest import Run
from tests.services.local_server import reply
from tests.services.webhook_archive import WebhookArchive
from tests.services.webhook_receiver import Receiver, webhook_receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as running:
        running.will(reply(500), reply(204))
        yield running


@pytest.fixture
def told(migrated: Run, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """With a webhook to the receiver, and a quote that it is to be told of."""
    monkeypatch.setenv("ONRECORD_WEBHOOK_HTTP", "true")
    monkeypatch.setenv("ONRECORD_WEBHOOK_PORTS", str(receiver.port))
    monkeypatch.setenv("ONRECORD_WEBHOOK_NETWORKS", "127.0.0.0/8")
    engine = open_engine(f"sqlite:///{tmp_path}/database/onrecord.sqlite3")
    archive = WebhookArchive(make_session_factory(engine), make_writing_session_factory(engine), receiver.url)
    key = archive.key()
    archive.webhook(key, archive.search(key, q="quay"))
    archive.quote("the quay stays shut")
    yield migrated
    engine.dispose()


def test_one_pass_sends_what_is_due_and_says_so(told: Run, receiver: Receiver) -> None:
    first = told("deliver")
    assert first.exit_code == 0
    assert first.output == "0 delivered, 1 to be tried again, 0 given up, 0 overtaken.\n"
    assert told("deliver").output == "0 delivered, 0 to be tried again, 0 given up, 0 overtaken.\n"
    assert receiver.types == ["quote.found"]


def test_without_the_settings_nothing_leads_inside(
    told: Run, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONRECORD_WEBHOOK_NETWORKS")
    assert told("deliver").output.startswith("0 delivered, 1 to be tried again")
    assert receiver.received == []


def test_a_loop_goes_on_when_the_database_is_away_and_says_only_what_it_did(
    migrated: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[Sent | Exception] = [
        Sent(delivered=1),
        OperationalError("", {}, Exception()),
        Sent(),
        Sent(failed=2),
    ]
    pauses: list[float] = []

    def run(_delivery: object) -> Sent:
        done = passes.pop(0)
        if isinstance(done, Exception):
            raise done
        return done

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if not passes:
            raise KeyboardInterrupt

    monkeypatch.setattr("cli.deliver.Delivery.run", run)
    monkeypatch.setattr("cli.deliver.time.sleep", sleep)
    result = migrated("deliver", "--loop", "--pause", "7")
    assert pauses == [7] * 4
    assert [line[:11] for line in result.output.splitlines() if "delivered" in line] == [
        "1 delivered",
        "0 delivered",
    ]


def test_a_wrong_pause_or_setting_is_refused(migrated: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert migrated("deliver", "--pause", "0").exit_code == 2
    monkeypatch.setenv("ONRECORD_WEBHOOK_PORTS", "https")
    refused = migrated("deliver")
    assert refused.exit_code == 1
    assert "ONRECORD_WEBHOOK_PORTS" in refused.output


def test_without_a_migrated_database_it_says_how_to_get_one(run: Run) -> None:
    result = run("deliver")
    assert result.exit_code == 1
    assert "onrecord migrate" in result.output
