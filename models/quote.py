"""Quotes and the spans of the article that make them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from models.article import Article, ArticleRevision
from models.base import Base, Identified, Versioned
from models.quote_group import QuoteGroup, QuoteWording
from models.review import QuoteReply, UnrelatedTarget
from models.speaker import Speaker
from models.stance import Stance


class QuoteState(StrEnum):
    """`active` quotes are served; the others leave a tombstone."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Quote(Identified, Versioned, Base):
    """One attribution, found in one revision of an article."""

    __tablename__ = "quotes"
    __table_args__ = (
        CheckConstraint("type IN ('direct', 'mixed', 'indirect')", name="type"),
        CheckConstraint("state IN ('active', 'superseded', 'rejected', 'withdrawn')", name="state"),
        CheckConstraint("decided_by IN ('machine', 'human')", name="decided_by"),
        CheckConstraint("speaker_decided_by IN ('machine', 'human')", name="speaker_decided_by"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint("(speaker_id IS NULL) = (no_speaker_reason IS NOT NULL)", name="speaker_or_reason"),
        UniqueConstraint("revision_id", "identity_key"),
        Index("ix_quotes_said_at_id", "said_at", "id"),
        Index("ix_quotes_speaker_id_said_at", "speaker_id", "said_at"),
        # All that a count of quotes by speaker and period looks at, so that it reads no texts.
        Index("ix_quotes_counted", "state", "said_at", "speaker_id", "type", "article_id", "id"),
        Index("ix_quotes_review", "state", "decided_by", "doubt", "id"),
        {"sqlite_autoincrement": True},
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("article_revisions.id"))
    identity_key: Mapped[str] = mapped_column(String(200))
    """The content offsets as text: what keeps a quote's number when an engine finds it again."""
    position: Mapped[int]
    """Offset of the first content character: the order within the article."""
    type: Mapped[str] = mapped_column(String(10))
    # With its old value at hand, by which what is stored of its words is found (models.quote_pair).
    text: Mapped[str] = mapped_column(Text, active_history=True)
    """The content segments as on the page, joined by " … "."""
    context: Mapped[str] = mapped_column(Text)
    """The sentences around the quote; searched, and read for its stance."""
    mention: Mapped[str | None] = mapped_column(Text)
    """How the article names the speaker here ("he", "the French president")."""
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id"))
    no_speaker_reason: Mapped[str | None] = mapped_column(String(40))
    speaker_candidates: Mapped[list[str]] = mapped_column(default=list)
    said_at: Mapped[datetime | None]
    """When the article was published: the latest the words can have been said."""
    confidence: Mapped[float]
    engine: Mapped[str] = mapped_column(String(50))
    engine_version: Mapped[str] = mapped_column(String(50))
    decided_by: Mapped[str] = mapped_column(String(10), default="machine")
    speaker_decided_by: Mapped[str] = mapped_column(String(10), default="machine", server_default="machine")
    """Who says that this speaker said it, where it is not what `decided_by` says: a person who split speakers."""
    state: Mapped[str] = mapped_column(String(20), default=QuoteState.ACTIVE)
    state_reason: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None]
    doubt: Mapped[int] = mapped_column(default=0, server_default="0")
    """How much there is for a person to decide, as `services.doubt` weighs it: the order of the review queue."""
    former_content: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """The content offsets that a person replaced, oldest first: a reading that finds them again is not stored."""

    article: Mapped[Article] = relationship()
    revision: Mapped[ArticleRevision] = relationship()
    speaker: Mapped[Speaker | None] = relationship()
    spans: Mapped[list[QuoteSpan]] = relationship(
        order_by="QuoteSpan.role, QuoteSpan.start", lazy="selectin", cascade="save-update, merge"
    )
    stances: Mapped[list[Stance]] = relationship(
        order_by="Stance.target_id", lazy="selectin", cascade="save-update, merge"
    )
    unrelated: Mapped[list[UnrelatedTarget]] = relationship(
        order_by="UnrelatedTarget.target_id", lazy="selectin", cascade="save-update, merge"
    )
    reply: Mapped[QuoteReply | None] = relationship(lazy="selectin", cascade="save-update, merge")
    wording: Mapped[QuoteWording | None] = relationship(
        primaryjoin=lambda: foreign(QuoteWording.quote_id) == Quote.id, lazy="selectin", viewonly=True
    )

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def group(self) -> QuoteGroup | None:
        """The group of the same words of the same speaker; None while no other quote has them."""
        return None if self.wording is None else self.wording.group

    def spans_of(self, role: str) -> list[QuoteSpan]:
        """The spans of one part (`content`, `cue` or `source`), in text order."""
        return [span for span in self.spans if span.role == role]


class QuoteSpan(Identified, Base):
    """Offsets `[start, end)` into the revision's text of one stretch of a part of a quote."""

    __tablename__ = "quote_spans"
    __table_args__ = (
        CheckConstraint("role IN ('content', 'cue', 'source')", name="role"),
        CheckConstraint('start >= 0 AND "end" > start', name="range"),
        UniqueConstraint("quote_id", "role", "start"),
        {"sqlite_autoincrement": True},
    )

    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    role: Mapped[str] = mapped_column(String(10))
    start: Mapped[int]
    end: Mapped[int]
