"""A SQLite file that disappears under a running process is missed, not written to in secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from models import Publisher, make_session_factory, make_writing_session_factory, open_engine
from models.migration import migrate


def remove(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def test_a_removed_file_is_an_error_and_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "on record #1.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    remove(path)
    for _ in range(2):
        with (
            pytest.raises(OperationalError, match="unable to open"),
            make_writing_session_factory(engine).begin() as session,
        ):
            session.add(Publisher(name="The Courier", name_key="the courier"))
    assert not path.exists()
    engine.dispose()


def test_a_file_that_was_replaced_is_used_from_then_on(tmp_path: Path) -> None:
    path, backup = tmp_path / "onrecord.sqlite3", tmp_path / "backup.sqlite3"
    other = open_engine(f"sqlite:///{backup}")
    migrate(other)
    with make_writing_session_factory(other).begin() as session:
        session.add(Publisher(name="The Courier", name_key="the courier"))
    with other.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    other.dispose()
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    remove(path)
    backup.rename(path)
    with make_session_factory(engine)() as session:
        assert session.scalars(select(Publisher.name)).all() == ["The Courier"]
    engine.dispose()
