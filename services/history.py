"""The record of what was changed, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models import HistoryEvent


def record_event(
    session: Session,
    *,
    actor: str,
    action: str,
    subject_kind: str,
    subject_id: int,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    reason: str | None = None,
    quote_id: int | None = None,
) -> HistoryEvent:
    """Add an event to the history, in the transaction of the change itself.

    `before` and `after` hold the fields that changed, as JSON can hold them: None for a row that was not there
    before, or is not after. `quote_id` is the quote that a part of one, such as a stance, belongs to.
    """
    event = HistoryEvent(
        actor=actor,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        quote_id=subject_id if subject_kind == "quote" else quote_id,
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
        reason=reason,
    )
    session.add(event)
    return event


def engine_actor(engine: str, engine_version: str) -> str:
    """Who the history names when a machine changed something."""
    return f"engine:{engine}@{engine_version}"
