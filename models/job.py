"""Work that was promised and may outlive the process that promised it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Identifier


class JobState(StrEnum):
    """`running` with an old `started_at` belongs to a process that died; a sweep takes it up again."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Identified, Base):
    """One piece of work: the extraction of an article's revision, or the tagging of all quotes for a target."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("kind IN ('extract_revision', 'tag_target')", name="kind"),
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
        CheckConstraint(
            "(kind = 'extract_revision') = (revision_id IS NOT NULL)", name="extract_has_revision"
        ),
        CheckConstraint("(kind = 'tag_target') = (target_id IS NOT NULL)", name="tag_has_target"),
        Index("ix_jobs_state_id", "state", "id"),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default=JobState.QUEUED)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("article_revisions.id"), index=True)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("targets.id"), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    is_background: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a sweep is to do it, and not the call that promised it: nobody could wait for so much."""
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int | None]
    """How many quotes have been looked at for a target, and how many are to be; None until somebody has counted."""
    last_quote_id: Mapped[int] = mapped_column(Identifier, default=0, server_default="0")
    """The quote up to which the work is stored: the next attempt goes on after it."""
    fruitful_attempt: Mapped[int] = mapped_column(default=0, server_default="0")
    """The last attempt that stored something; only those after it count as failures."""
