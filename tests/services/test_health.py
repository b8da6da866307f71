"""A process is ready when everything that a request needs is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

import attribution
from attribution import Extraction
from models import SessionFactory, make_session_factory, open_engine
from services.health import Check, check_readiness


def test_all_is_well_after_migration(sessions: SessionFactory) -> None:
    with sessions() as session:
        checks = check_readiness(session)
    assert list(checks) == ["database", "migrations", "search", "engine"]
    assert all(check.passed for check in checks.values()), checks


def test_a_database_that_was_never_migrated_is_not_ready(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    with make_session_factory(engine)() as session:
        checks = check_readiness(session)
    engine.dispose()
    assert not checks["migrations"].passed
    assert checks["migrations"].detail.startswith("at none, needed ")
    assert checks["search"] == Check(False, "no full-text index")


def test_a_database_at_another_revision_is_not_ready(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert not check_readiness(session)["migrations"].passed
        session.rollback()


def test_a_database_that_is_away_is_not_ready_and_its_address_stays_secret() -> None:
    engine = open_engine("postgresql://user:secret@127.0.0.1:1/onrecord")
    with make_session_factory(engine)() as session:
        checks = check_readiness(session)
    engine.dispose()
    assert list(checks) == ["database", "engine"]
    assert checks["database"] == Check(False, "not reachable (OperationalError)")


def test_an_engine_that_finds_nothing_is_not_ready(
    sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = Extraction((), (), (), "by-hand", "1")
    monkeypatch.setattr(attribution, "extract", lambda _: nothing)
    with sessions() as session:
        assert check_readiness(session)["engine"] == Check(False, "by-hand 1 finds no quote")
