"""The whole history at once: who did what, to what, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import HistoryEvent
from services.paging import Page, PageRequest, page_by

_LIST = "history"


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which events are wanted; None is any. `since` is included, `until` is not."""

    actor: str | None = None
    action: str | None = None
    subject_kind: str | None = None
    subject_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_events(session: Session, wanted: AuditFilter, *, page: PageRequest) -> Page[HistoryEvent]:
    """Events of every subject, newest first. Raises InvalidCursor."""
    list_name = f"{_LIST}:{wanted}"
    query = select(HistoryEvent)
    for column, value in (
        (HistoryEvent.actor, wanted.actor),
        (HistoryEvent.action, wanted.action),
        (HistoryEvent.subject_kind, wanted.subject_kind),
        (HistoryEvent.subject_id, wanted.subject_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(HistoryEvent.created_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(HistoryEvent.created_at < wanted.until)
    return page_by(session, query, HistoryEvent.id, list_name, page, descending=True)
