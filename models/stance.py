"""Targets, and where a quote stands toward them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identified, Versioned


class Target(Identified, Versioned, Base):
    """What a stance is about, written as a proposition one can favour or oppose."""

    __tablename__ = "targets"
    __table_args__ = ({"sqlite_autoincrement": True},)

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    proposition: Mapped[str] = mapped_column(String(500))
    terms: Mapped[list[str]] = mapped_column(default=list)
    """Other words for what the proposition is about."""

    __mapper_args__ = {"version_id_col": Versioned.version}


class Stance(Identified, Versioned, Base):
    """One quote toward one target. A quote that is not about a target has no row for it."""

    __tablename__ = "stances"
    __table_args__ = (
        UniqueConstraint("quote_id", "target_id"),
        CheckConstraint("label IN ('favor', 'against', 'neutral')", name="label"),
        CheckConstraint("decided_by IN ('machine', 'human')", name="decided_by"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint("evidence_start >= 0 AND evidence_end > evidence_start", name="evidence_range"),
        {"sqlite_autoincrement": True},
    )

    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"), index=True)
    target_version: Mapped[int]
    """The target's version when this was decided: a reworded target makes older stances stale."""
    label: Mapped[str] = mapped_column(String(10), index=True)
    confidence: Mapped[float]
    evidence_start: Mapped[int]
    evidence_end: Mapped[int]
    """Offsets into the revision's text of the words that carried the stance."""
    engine: Mapped[str] = mapped_column(String(50))
    engine_version: Mapped[str] = mapped_column(String(50))
    decided_by: Mapped[str] = mapped_column(String(10), default="machine")
    reason: Mapped[str | None] = mapped_column(Text)

    target: Mapped[Target] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": Versioned.version}
