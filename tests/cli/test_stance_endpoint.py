"""The commands that read articles ask the endpoint which the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from cli.background_sweep import Sweep
from models import Quote, Stance, current_moment, make_writing_session_factory, open_engine
from services.articles import NewArticle
from services.settings import Settings
from services.stance_engines import SHIPPED
from services.submissions import store_submission
from services.targets import create_target
from tests.cli.conftest import Run
from tests.services.chat_server import ChatServerFake, chat_server, say_stance
from tests.services.local_server import reply

TEXT = "“The toll must stay,” Mara Velden, the transport minister of Torland, said on Monday."


@pytest.fixture
def model_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServerFake]:
    with chat_server() as fake:
        monkeypatch.setenv("ONRECORD_STANCE_ENDPOINT", fake.base)
        monkeypatch.setenv("ONRECORD_STANCE_ENDPOINT_MODEL", "parrot-1")
        fake.will(say_stance("favor", 0.9, "must stay"))
        yield fake


@pytest.fixture
def database(migrated: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database with a target."""
    engine = open_engine(os.environ["DATABASE_URL"])
    with make_writing_session_factory(engine).begin() as session:
        create_target(
            session, slug="toll", proposition="The toll should be kept", terms=[], actor="command-line"
        )
    yield engine
    engine.dispose()


def queue(database: Engine) -> None:
    with make_writing_session_factory(database).begin() as session:
        store_submission(session, NewArticle(text=TEXT), "key:abc")


def readers(database: Engine) -> list[tuple[str, str]]:
    with make_writing_session_factory(database)() as session:
        return [(row[0], row[1]) for row in session.execute(select(Quote.text, Stance.engine).join(Stance))]


READ = [("The toll must stay,", "endpoint:parrot-1")]


def test_ingest_asks_it(run: Run, database: Engine, model_server: ChatServerFake, tmp_path: Path) -> None:
    file = tmp_path / "toll.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert run("ingest", str(file)).exit_code == 0
    assert readers(database) == READ


def test_sweep_asks_it(run: Run, database: Engine, model_server: ChatServerFake) -> None:
    queue(database)
    assert run("sweep").exit_code == 0
    assert readers(database) == READ


def test_the_servers_sweep_asks_it(
    database: Engine, model_server: ChatServerFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(database)
    monkeypatch.setenv("ONRECORD_JOB_TIMEOUT_SECONDS", "4")
    monkeypatch.setenv("ONRECORD_STANCE_ENDPOINT_SECONDS", "1")
    later = current_moment() + timedelta(days=1)
    monkeypatch.setattr("services.jobs.current_moment", lambda: later)
    Sweep(Settings.from_environment()).run()
    assert readers(database) == READ


def test_the_servers_next_sweep_knows_that_the_endpoint_rests(
    database: Engine, model_server: ChatServerFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_JOB_TIMEOUT_SECONDS", "4")
    monkeypatch.setenv("ONRECORD_STANCE_ENDPOINT_SECONDS", "1")
    model_server.will(reply(429, Retry_After="300"))
    later = current_moment() + timedelta(days=1)
    monkeypatch.setattr("services.jobs.current_moment", lambda: later)
    sweep = Sweep(Settings.from_environment())
    for title in ("Monday", "Tuesday"):
        with make_writing_session_factory(database).begin() as session:
            store_submission(session, NewArticle(text=TEXT, title=title), "key:abc")
        assert sweep.run() > 0
    assert len(model_server.asked) == 1
    assert readers(database) == [("The toll must stay,", SHIPPED.name)] * 2


def test_a_wrong_endpoint_is_named(migrated: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_STANCE_ENDPOINT", "models.example")
    swept = migrated("sweep")
    assert swept.exit_code == 1
    assert "ONRECORD_STANCE_ENDPOINT must be an http or https address" in swept.output
