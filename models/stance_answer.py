"""What a remote engine answered, and how often it was asked."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, current_moment


class StanceAnswer(Base):
    """An answer kept so that the same question is not paid for twice. It holds nothing of the article's text."""

    __tablename__ = "stance_answers"
    __table_args__ = (
        CheckConstraint("label IN ('favor', 'against', 'neutral', 'unrelated')", name="label"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint("evidence_start >= 0 AND evidence_end >= evidence_start", name="evidence_range"),
        CheckConstraint("(label = 'unrelated') = (evidence_end = evidence_start)", name="side_has_evidence"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256, in hexadecimal, of the engine and of everything it was shown."""
    label: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[float]
    evidence_start: Mapped[int]
    evidence_end: Mapped[int]
    """Offsets into the quote's text; both 0 for `unrelated`."""
    created_at: Mapped[datetime] = mapped_column(default=current_moment)


class StanceRequestDay(Base):
    """How many requests left for a remote engine on one day in UTC, from all processes together."""

    __tablename__ = "stance_request_days"
    __table_args__ = (CheckConstraint("requests > 0", name="requests"),)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    requests: Mapped[int]
