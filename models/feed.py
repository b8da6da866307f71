"""Feeds of news, and what became of their entries."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identified

_NOT_REMOVED = text("removed_at IS NULL")


class Feed(Identified, Base):
    """An RSS or Atom feed that is polled. One that was removed stays as a tombstone.

    `version` goes up with what people change, `polls` with every time it was asked.
    """

    __tablename__ = "feeds"
    __table_args__ = (
        CheckConstraint("error_count >= 0", name="error_count"),
        Index(
            "uq_feeds_url_not_removed",
            "url",
            unique=True,
            sqlite_where=_NOT_REMOVED,
            postgresql_where=_NOT_REMOVED,
        ),
        Index("ix_feeds_next_poll_at", "next_poll_at"),
        {"sqlite_autoincrement": True},
    )

    url: Mapped[str] = mapped_column(String(2000))
    name: Mapped[str | None] = mapped_column(String(200))
    publisher: Mapped[str | None] = mapped_column(String(200))
    """Of its articles; None leaves it to what each page says."""
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str | None] = mapped_column(Text)
    polls: Mapped[int] = mapped_column(default=0)
    polled_at: Mapped[datetime | None]
    """When it was last asked and answered, be it with an error."""
    next_poll_at: Mapped[datetime]
    etag: Mapped[str | None] = mapped_column(String(1000))
    last_modified: Mapped[str | None] = mapped_column(String(1000))
    error_count: Mapped[int] = mapped_column(default=0)
    """How many times in a row it could not be read."""
    error: Mapped[str | None] = mapped_column(Text)


class EntryState(StrEnum):
    """What became of an entry: `waiting` until its page was read once, `stored`, or `given_up`."""

    WAITING = "waiting"
    STORED = "stored"
    GIVEN_UP = "given_up"


class FeedEntry(Identified, Base):
    """One page that a feed led to; `next_visit_at` is None when it will not be looked at again."""

    __tablename__ = "feed_entries"
    __table_args__ = (
        UniqueConstraint("feed_id", "url_digest"),
        CheckConstraint("state IN ('waiting', 'stored', 'given_up')", name="state"),
        CheckConstraint("state <> 'stored' OR article_id IS NOT NULL", name="stored_has_article"),
        Index("ix_feed_entries_feed_id_next_visit_at", "feed_id", "next_visit_at"),
        {"sqlite_autoincrement": True},
    )

    feed_id: Mapped[int] = mapped_column(ForeignKey("feeds.id"))
    url_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the tidied address, in hexadecimal."""
    url: Mapped[str] = mapped_column(String(2000))
    title: Mapped[str | None] = mapped_column(String(500))
    published_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20), default=EntryState.WAITING)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    visits: Mapped[int] = mapped_column(default=0)
    """How many times it was looked at since it was last stored; for one that is stored, since it was first."""
    next_visit_at: Mapped[datetime | None]
    etag: Mapped[str | None] = mapped_column(String(1000))
    last_modified: Mapped[str | None] = mapped_column(String(1000))
    error: Mapped[str | None] = mapped_column(Text)

    feed: Mapped[Feed] = relationship()
