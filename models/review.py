"""What people add to a quote: the reply of whom it is about, and what it is not about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identified, Versioned
from models.stance import Target


class QuoteReply(Identified, Versioned, Base):
    """The answer of somebody whom a quote concerns, shown beside it; one for each quote."""

    __tablename__ = "quote_replies"
    __table_args__ = ({"sqlite_autoincrement": True},)

    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(300))
    url: Mapped[str | None] = mapped_column(String(2000))
    """Where the reply was published."""
    published_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": Versioned.version}


class UnrelatedTarget(Identified, Base):
    """A person's decision that a quote is not about a target: no engine gives it a stance toward it.

    Not a label of a stance, so that whoever looks for stances cannot take it for one.
    """

    __tablename__ = "unrelated_targets"
    __table_args__ = (UniqueConstraint("quote_id", "target_id"), {"sqlite_autoincrement": True})

    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"), index=True)
    reason: Mapped[str | None] = mapped_column(Text)

    target: Mapped[Target] = relationship(lazy="joined")
