"""Sessions for requests: one for reading that lives as long as the request, and writing ones on demand."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import SessionFactory, make_session_factory, make_writing_session_factory

_EXTENSION = "onrecord-database"


@dataclass(frozen=True, slots=True)
class Database:
    """The session factories of one app."""

    engine: Engine
    reading: SessionFactory
    writing: SessionFactory


def register_database(app: Flask, engine: Engine) -> None:
    """Give the requests of this app their sessions."""
    app.extensions[_EXTENSION] = Database(
        engine, make_session_factory(engine), make_writing_session_factory(engine)
    )
    app.teardown_appcontext(_close_reading_session)


def database() -> Database:
    """The session factories of the current app."""
    found: Database = current_app.extensions[_EXTENSION]
    return found


def reading_session() -> Session:
    """The request's session for reading, opened at its first use and closed with the request.

    It sees the database as it was at its first query, so a view that writes asks for it afterwards.
    """
    if "reading_session" not in g:
        g.reading_session = database().reading()
    session: Session = g.reading_session
    return session


def _close_reading_session(_error: BaseException | None) -> None:
    session: Session | None = g.pop("reading_session", None)
    if session is None:
        return
    try:
        session.close()
    except SQLAlchemyError:
        # The connection died after the answer was made; the answer is good, and the pool must forget the connection.
        session.invalidate()
