"""Turns at names."""

from __future__ import annotations

from sqlalchemy import text

from models import SessionFactory
from services.locks import hold_names


def test_an_article_of_very_many_names_leaves_room_for_other_locks(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        hold_names(session, [f"speaker {number}" for number in range(5000)])
        if session.get_bind().dialect.name == "postgresql":
            held = session.scalar(
                text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            )
            # A server has room for 64 locks for each of its 100 connections, unless it was told otherwise.
            assert 0 < (held or 0) <= 64 * 8
