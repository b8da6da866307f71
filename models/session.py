"""Engines and sessions, with what SQLite needs to behave under several threads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from models.sqlite_file import SqliteFile

SessionFactory = sessionmaker[Session]

# A search by meaning wants a second connection while it has its own: of a limited number, searches that have all of them
# would wait for each other. So there may be as many as there are threads to use them.
_MOST_BEYOND_THE_KEPT = -1


def open_engine(database_url: str) -> Engine:
    """Make an engine for a SQLite or PostgreSQL URL; a SQLite file's folder is made if missing.

    Raises sqlalchemy.exc.ArgumentError for a URL that cannot be read, ValueError for another database.
    """
    url = make_url(database_url)
    backend = url.get_backend_name()
    if backend == "postgresql":
        # "postgresql://" alone would ask for psycopg2, which is not what is installed. Parameters are hidden in errors,
        # which are logged: they hold what people looked for and what articles say.
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            max_overflow=_MOST_BEYOND_THE_KEPT,
            hide_parameters=True,
        )
    if backend != "sqlite":
        raise ValueError(f"DATABASE_URL must name SQLite or PostgreSQL, not {backend!r}")
    path: Path | None = None
    pool: dict[str, int] = {}
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        path = Path(url.database)
        pool["max_overflow"] = _MOST_BEYOND_THE_KEPT
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare_sqlite_connection)
    event.listen(engine, "begin", _begin_sqlite_transaction)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        SqliteFile(path).watch(engine)
    return engine


def _prepare_sqlite_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and break savepoints; _begin_sqlite_transaction begins them.
    raw: Any = connection
    raw.isolation_level = None
    cursor = connection.cursor()
    # recursive_triggers: without it INSERT OR REPLACE deletes rows past the triggers that forbid it.
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        "recursive_triggers=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite_transaction(connection: Any) -> None:
    # A reader that later wants to write would get "database is locked" at once, whatever the busy timeout:
    # sessions that will write say so and take the write lock first.
    writing = connection.get_execution_options().get("sqlite_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def make_session_factory(engine: Engine) -> SessionFactory:
    """A factory of sessions that only read, and see the database as it was at their first query.

    Else, on PostgreSQL, what is looked up second could be gone, though the first look had found it.
    """
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return sessionmaker(engine, expire_on_commit=False)


def make_writing_session_factory(engine: Engine) -> SessionFactory:
    """A factory of sessions that take the write lock when they begin (SQLite; no difference elsewhere)."""
    return sessionmaker(engine.execution_options(sqlite_writes=True), expire_on_commit=False)
