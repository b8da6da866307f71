"""Targets, and where a quote stands toward them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Connection, ForeignKey, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from models.base import Base, Identified, Versioned


class Target(Identified, Versioned, Base):
    """What a stance is about, written as a proposition one can favour or oppose."""

    __tablename__ = "targets"
    __table_args__ = ({"sqlite_autoincrement": True},)

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    proposition: Mapped[str] = mapped_column(String(500))
    inverse: Mapped[str | None] = mapped_column(String(500))
    """The opposite proposition: who is for it is against the target."""
    terms: Mapped[list[str]] = mapped_column(default=list)
    """Other words for what the proposition is about."""
    notes: Mapped[str | None] = mapped_column(Text)
    """What counts and what does not, for people who decide; no engine reads it."""
    wording_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Goes up with every change of what stances are read by: proposition, inverse and terms. `version` goes up with
    every change at all."""

    __mapper_args__ = {"version_id_col": Versioned.version}


WORDING: Final = ("proposition", "inverse", "terms")
"""The columns of a target that stances are read by."""


@event.listens_for(Target, "before_update")
def _count_wording(_mapper: Mapper[Target], _connection: Connection, target: Target) -> None:
    # Here and not in a service, so that no change of wording can leave stances that look as if they were of today.
    attributes = inspect(target).attrs
    if any(attributes[name].history.has_changes() for name in WORDING):
        target.wording_version += 1


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
    """The target's wording version when this was decided: a reworded target makes older stances stale, new notes do not."""
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

    @property
    def is_outdated(self) -> bool:
        """Whether it was decided for an earlier wording of the target, and says nothing of today's."""
        return self.target_version != self.target.wording_version
