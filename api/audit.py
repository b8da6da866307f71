"""/v1/history: every change to everything, for whoever must be able to tell who did it."""

from __future__ import annotations

from typing import Any

from api.database import reading_session
from api.paging import page_answer, page_request
from api.resource import Resource
from api.schemas.audit import AuditEventListSchema, AuditQuerySchema
from models import HistoryEvent
from services.audit import AuditFilter, list_events
from services.errors import InvalidCursor
from services.keys import ADMIN

resource = Resource("Audit", "Who did what, to what, when")


@resource.operation(
    "GET",
    "/v1/history",
    AuditEventListSchema,
    scope=ADMIN,
    query=AuditQuerySchema,
    refuses=[InvalidCursor],
    headers=["Link"],
)
def list_history_page(query: dict[str, Any]) -> dict[str, Any]:
    """List every change to everything, newest first

    Events are only ever added. Filters are compared as they are: an actor that never did anything has an empty list.
    """
    names = AuditFilter.__dataclass_fields__
    wanted = AuditFilter(**{name: value for name, value in query.items() if name in names})
    page = list_events(reading_session(), wanted, page=page_request(query))
    return page_answer(page, [represent_event(event) for event in page.items])


def represent_event(event: HistoryEvent) -> dict[str, Any]:
    """An event of the history."""
    return {
        "id": event.id,
        "at": event.created_at,
        "actor": event.actor,
        "action": event.action,
        "subject": {"kind": event.subject_kind, "id": event.subject_id},
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
    }
