"""Rows that nobody else changes until the transaction ends, and the versions that their changes were made from."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models import Base
from services.errors import VersionMismatch

Row = TypeVar("Row", bound=Base)


def hold_row(session: Session, model: type[Row], condition: ColumnElement[bool]) -> Row | None:
    """The row of this table that meets a condition, locked, and as it is now; None when there is none."""
    return session.scalar(_held(model, condition))


def hold_stored_row(session: Session, model: type[Row], condition: ColumnElement[bool]) -> Row:
    """The same for one that is known to be there: rows of its kind are never deleted.

    Not by `Session.get_one`, which refuses a row that was changed while it waited for the lock.
    """
    return session.scalars(_held(model, condition)).one()


def _held(model: type[Row], condition: ColumnElement[bool]) -> Select[Row]:
    return select(model).where(condition).with_for_update(of=model).execution_options(populate_existing=True)


def require_version(named: str, current: int, expected: int | None) -> None:
    """Raise VersionMismatch when a version is expected of what is so named, and it is another than its current one."""
    if expected is not None and current != expected:
        raise VersionMismatch(f"{named} is at version {current}, not {expected}.")
