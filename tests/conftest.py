"""Databases for the tests: each test gets an empty, migrated one, on SQLite and, where there is one, on PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, inspect, make_url, text

from models import SessionFactory, make_session_factory, make_writing_session_factory, open_engine
from models.migration import migrate

# A busy machine is no failure, and the same commit must pass or fail each time it is checked.
hypothesis_settings.register_profile("everywhere", deadline=None)
hypothesis_settings.register_profile(
    "ci", parent=hypothesis_settings.get_profile("everywhere"), derandomize=True
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "everywhere")

POSTGRESQL_VARIABLE = "ONRECORD_TEST_POSTGRESQL_URL"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: a copy takes a hundredth of a migration."""
    path = tmp_path_factory.mktemp("template") / "onrecord.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    # What is still in the write-ahead log would not be copied.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The URL of a PostgreSQL in which databases can be made."""
    url = os.environ.get(POSTGRESQL_VARIABLE, "")
    if not url:
        pytest.skip(f"{POSTGRESQL_VARIABLE} is not set; it names a PostgreSQL in which databases can be made")
    return url


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> Iterator[str]:
    """The URL of a migrated database of this test run's own, so that runs side by side never meet."""
    with fresh_postgresql_database(postgresql_server) as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        yield url


@contextlib.contextmanager
def fresh_postgresql_database(server: str) -> Iterator[str]:
    """An empty database, dropped at the end."""
    name = f"onrecord_test_{uuid.uuid4().hex}"
    administration = open_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with administration.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        administration.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty, migrated database."""
    if request.param == "sqlite":
        path = tmp_path / "onrecord.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("postgresql_database")
    _empty(url)
    return url


@pytest.fixture
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that was never migrated. Parametrise indirectly with "sqlite" or "postgresql"."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    else:
        with fresh_postgresql_database(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
def bare_engine(bare_database_url: str) -> Iterator[Engine]:
    """An engine of a database that was never migrated."""
    engine = open_engine(bare_database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine of an empty, migrated database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> SessionFactory:
    """Makes sessions that only read."""
    return make_session_factory(engine)


@pytest.fixture
def writing_sessions(engine: Engine) -> SessionFactory:
    """Makes sessions that write."""
    return make_writing_session_factory(engine)


def _empty(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        seen = inspect(connection)
        tables = [table for table in seen.get_table_names() if table != "alembic_version"]
        # The triggers that keep history and articles from being removed must not fire here.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("SET LOCAL synchronous_commit = off"))
        # Not TRUNCATE, which makes new files and takes fifty times as long for a few rows.
        for table in tables:
            connection.execute(text(f"DELETE FROM {table}"))
        for sequence in seen.get_sequence_names():
            connection.execute(text(f"SELECT setval('{sequence}', 1, false)"))
    engine.dispose()
