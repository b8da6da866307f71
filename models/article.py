"""Articles, their publishers, and the revisions of their text."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from models.base import Base, Identified, Versioned, current_moment


class Publisher(Identified, Base):
    """Who published an article. `name_key` is the name folded for comparison."""

    __tablename__ = "publishers"
    __table_args__ = ({"sqlite_autoincrement": True},)

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)


class ArticleState(StrEnum):
    """Where an article is on its way: `queued` until its quotes are stored."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Article(Identified, Versioned, Base):
    """One published text. What it says is in its revisions, the newest of which counts.

    `identity_key` is what makes two submissions the same article: the normalised URL, or without one the
    digest of publisher, title and text.
    """

    __tablename__ = "articles"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'ready', 'failed', 'withdrawn')", name="state"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_moment"),
        Index("ix_articles_published_at_id", "published_at", "id"),
        {"sqlite_autoincrement": True},
    )

    identity_key: Mapped[str] = mapped_column(String(300), unique=True)
    url: Mapped[str | None] = mapped_column(String(2000))
    publisher_id: Mapped[int | None] = mapped_column(ForeignKey("publishers.id"), index=True)
    byline: Mapped[str | None] = mapped_column(String(500))
    language: Mapped[str] = mapped_column(String(35), default="en")
    published_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20), default=ArticleState.QUEUED, index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    publisher: Mapped[Publisher | None] = relationship(lazy="joined")
    revisions: Mapped[list[ArticleRevision]] = relationship(
        back_populates="article", order_by="ArticleRevision.number", cascade="save-update, merge"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def current_revision(self) -> ArticleRevision:
        """The newest revision; every article has at least one."""
        return self.revisions[-1]


class ArticleRevision(Identified, Base):
    """The title and text of an article as published at one time; never changed, never removed."""

    __tablename__ = "article_revisions"
    __table_args__ = (
        # Not unique by digest: a page that is corrected and then put back has the same text twice.
        UniqueConstraint("article_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("text_length = length(text) AND text_length > 0", name="text_length"),
        {"sqlite_autoincrement": True},
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(500))
    text: Mapped[str] = mapped_column(Text)
    text_length: Mapped[int]
    """Characters in the text: what the database holds every span against without counting again; set with the text."""
    text_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of title and text, in hexadecimal."""
    warnings: Mapped[list[str]] = mapped_column(default=list)
    """What the engine had to say about the text, e.g. an unbalanced quotation mark."""
    engine: Mapped[str | None] = mapped_column(String(50))
    engine_version: Mapped[str | None] = mapped_column(String(50))
    extracted_at: Mapped[datetime | None]

    article: Mapped[Article] = relationship(back_populates="revisions", lazy="joined")
    language_detection: Mapped[LanguageDetection | None] = relationship(back_populates="revision")

    @validates("text")
    def _count_characters(self, _key: str, text: str) -> str:
        self.text_length = len(text)
        return text


class LanguageDetection(Base):
    """That a revision's language was found in its text. There is none where somebody named the language, and for English."""

    __tablename__ = "language_detections"
    __table_args__ = (CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),)

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("article_revisions.id"), primary_key=True, autoincrement=False
    )
    language: Mapped[str] = mapped_column(String(35))
    confidence: Mapped[float] = mapped_column(Double)
    engine: Mapped[str] = mapped_column(String(50))
    engine_version: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime] = mapped_column(default=current_moment)

    revision: Mapped[ArticleRevision] = relationship(back_populates="language_detection")
