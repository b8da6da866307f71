"""`onrecord embed` gives quotes what search by meaning needs, and finds nothing to do the second time."""

from __future__ import annotations

import os

import pytest

from cli.background_sweep import Sweep
from models import make_session_factory, make_writing_session_factory, open_engine
from services.meanings import count_missing
from services.settings import Settings
from tests.cli.conftest import Run
from tests.services.search.archive import Archive


def store_without_vectors(count: int) -> None:
    engine = open_engine(os.environ["DATABASE_URL"])
    with make_writing_session_factory(engine).begin() as session:
        archive = Archive(session)
        for number in range(count):
            archive.quote(f"The toll for lorry number {number} is too high")
    engine.dispose()


def test_quotes_of_an_earlier_version_get_their_vectors(migrated: Run) -> None:
    store_without_vectors(3)
    first = migrated("embed")
    assert first.exit_code == 0
    assert "3 of 3 quotes." in first.output
    assert "3 quotes can be found by meaning now." in first.output
    assert migrated("embed").output == "0 quotes can be found by meaning now.\n"


def test_a_server_gives_them_theirs_by_itself_and_then_looks_rarely(
    migrated: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.background_sweep._SWEEPS_WITHOUT_EMBEDDING", 1)
    store_without_vectors(2)
    settings = Settings.from_environment()
    Sweep(settings).run()
    assert missing() == 2
    sweep = Sweep(settings, background=True)
    for _ in range(2):
        sweep.run()
    assert missing() == 0
    store_without_vectors(1)
    sweep.run()
    assert missing() == 1
    sweep.run()
    assert missing() == 0


def test_a_server_does_so_though_quotes_cannot_be_grouped(
    migrated: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> int:
        raise RuntimeError("this quote cannot be grouped")

    monkeypatch.setattr("cli.background_sweep.group_earlier_quotes", fail)
    store_without_vectors(1)
    with pytest.raises(RuntimeError, match="cannot be grouped"):
        Sweep(Settings.from_environment(), background=True).run()
    assert missing() == 0


def missing() -> int:
    engine = open_engine(os.environ["DATABASE_URL"])
    with make_session_factory(engine)() as session:
        count = count_missing(session)
    engine.dispose()
    return count
