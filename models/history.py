"""What was changed, when, by whom, from what, to what. Only ever added to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Identifier


class HistoryEvent(Identified, Base):
    """One change to one row. `created_at` is when; a trigger refuses to change or remove it."""

    __tablename__ = "history_events"
    __table_args__ = (
        Index("ix_history_events_subject", "subject_kind", "subject_id", "id"),
        Index("ix_history_events_actor", "actor", "id"),
        Index("ix_history_events_created_at", "created_at"),
        Index("ix_history_events_quote_id_id", "quote_id", "id"),
        {"sqlite_autoincrement": True},
    )

    actor: Mapped[str] = mapped_column(String(200))
    """`key:<prefix>` for a person's API key, `engine:<name>@<version>`, `feed:<id>`, or `command-line`."""
    action: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(Identifier)
    quote_id: Mapped[int | None] = mapped_column(Identifier)
    """The quote whose history this belongs to: the subject itself, or what a stance or a reply belongs to."""
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str | None] = mapped_column(Text)
