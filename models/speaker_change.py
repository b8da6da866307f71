"""What people decided about who is one and the same speaker, so that it can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identified
from models.speaker import Speaker

_OPEN_MERGE = text("kind = 'merge' AND undone_at IS NULL")


class SpeakerChange(Identified, Base):
    """A merge (`other` became part of `speaker`) or a split (`other` was made out of a part of `speaker`)."""

    __tablename__ = "speaker_changes"
    __table_args__ = (
        CheckConstraint("kind IN ('merge', 'split')", name="kind"),
        CheckConstraint("speaker_id <> other_id", name="two_speakers"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        Index("ix_speaker_changes_speaker_id", "speaker_id"),
        Index("ix_speaker_changes_other_id", "other_id"),
        # Nobody is part of two others at once, even when two people merge the same speaker at the same moment.
        Index(
            "ix_speaker_changes_open_merge",
            "other_id",
            unique=True,
            sqlite_where=_OPEN_MERGE,
            postgresql_where=_OPEN_MERGE,
        ),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[str] = mapped_column(String(10))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"))
    actor: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    quote_count: Mapped[int]
    """How many quotes went from one to the other."""
    names: Mapped[list[str]]
    """The names that went from one to the other, as they are spelled."""
    before: Mapped[dict[str, Any]]
    """What the two speakers and their aliases were, for putting it back."""
    after: Mapped[dict[str, Any]]
    """What they were then: what differs from it was changed since."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(200))

    speaker: Mapped[Speaker] = relationship(foreign_keys=[speaker_id], lazy="joined")
    other: Mapped[Speaker] = relationship(foreign_keys=[other_id], lazy="joined")

    @classmethod
    def leads_away(cls) -> ColumnElement[bool]:
        """Whether `other` is no speaker of its own any more, but leads to `speaker`: merged, or its split undone."""
        return or_(
            and_(cls.kind == "merge", cls.undone_at.is_(None)),
            and_(cls.kind == "split", cls.undone_at.is_not(None)),
        )


class SpeakerChangeQuote(Base):
    """A quote that went from one speaker to the other in a change."""

    __tablename__ = "speaker_change_quotes"
    __table_args__ = (
        CheckConstraint("decided_by_before IN ('machine', 'human')", name="decided_by_before"),
        Index("ix_speaker_change_quotes_quote_id", "quote_id"),
    )

    change_id: Mapped[int] = mapped_column(ForeignKey("speaker_changes.id"), primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), primary_key=True)
    decided_by_before: Mapped[str] = mapped_column(String(10))
    """Who had decided on the quote's speaker until then."""
