"""Engines and sessions behave the same under several threads on either database."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError, StatementError

from models import Article, Publisher, SessionFactory, open_engine


def test_a_file_in_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'var' / 'deep' / 'onrecord.sqlite3'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_a_postgresql_url_gets_the_driver_that_is_installed() -> None:
    assert open_engine("postgresql://localhost/onrecord").dialect.driver == "psycopg"


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL, not 'mysql'"):
        open_engine("mysql://localhost/onrecord")


def test_rows_must_refer_to_rows_that_are_there(writing_sessions: SessionFactory) -> None:
    with pytest.raises(IntegrityError), writing_sessions.begin() as session:
        session.add(Article(identity_key="one", publisher_id=99))


def test_writers_wait_for_each_other(writing_sessions: SessionFactory) -> None:
    """Each reads before it writes, which on SQLite fails at once unless the write lock is taken first."""

    def count_up() -> None:
        with writing_sessions.begin() as session:
            publisher = session.scalars(select(Publisher).with_for_update()).one()
            publisher.name = str(int(publisher.name) + 1)

    with writing_sessions.begin() as session:
        session.add(Publisher(name="0", name_key="0"))
    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with writing_sessions() as session:
        assert session.scalars(select(Publisher.name)).one() == "8"


def test_a_reader_sees_what_was_there_while_a_writer_writes(
    sessions: SessionFactory, writing_sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as writer:
        writer.add(Publisher(name="The Courier", name_key="the courier"))
        writer.flush()
        with sessions() as reader:
            assert reader.scalars(select(Publisher)).all() == []


def test_a_reader_sees_the_same_however_often_it_looks(
    sessions: SessionFactory, writing_sessions: SessionFactory
) -> None:
    with sessions() as reader:
        assert reader.scalars(select(Publisher.name)).all() == []
        with writing_sessions.begin() as writer:
            writer.add(Publisher(name="The Courier", name_key="the courier"))
        assert reader.scalars(select(Publisher.name)).all() == []
    with sessions() as reader:
        assert reader.scalars(select(Publisher.name)).all() == ["The Courier"]


def test_whoever_has_a_connection_gets_another_however_many_have_one(engine: Engine) -> None:
    with ExitStack() as held:
        connections = [held.enter_context(engine.connect()) for _ in range(16)]
        assert {connection.scalar(select(1)) for connection in connections} == {1}


def test_moments_come_back_in_utc(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    moment = datetime(2025, 3, 27, 19, 30, tzinfo=timezone(timedelta(hours=2)))
    with writing_sessions.begin() as session:
        session.add(Article(identity_key="one", published_at=moment))
    with sessions() as session:
        published = session.scalars(select(Article.published_at)).one()
    assert published == moment
    assert published is not None
    assert published.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(writing_sessions: SessionFactory) -> None:
    moment = datetime(2025, 3, 27, tzinfo=UTC)
    with pytest.raises(StatementError, match="names no moment"), writing_sessions.begin() as session:
        session.add(Article(identity_key="one", published_at=moment.replace(tzinfo=None)))
