"""Speakers and the names they go by."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identified, Versioned


class Speaker(Identified, Versioned, Base):
    """The person, organization or group behind mentions, one across all articles."""

    __tablename__ = "speakers"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'organization', 'group', 'unknown')", name="kind"),
        Index("ix_speakers_name_id", "name", "id"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    wikidata_qid: Mapped[str | None] = mapped_column(String(20), unique=True)
    description: Mapped[str | None] = mapped_column(Text)

    aliases: Mapped[list[SpeakerAlias]] = relationship(
        back_populates="speaker", order_by="SpeakerAlias.id", lazy="selectin", cascade="save-update, merge"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}


class SpeakerAlias(Identified, Base):
    """A name of a speaker; the speaker's own name is one.

    `name_key` is the name folded for comparison (case, accents, spacing). Two speakers may share one: then
    the name alone resolves to neither.
    """

    __tablename__ = "speaker_aliases"
    __table_args__ = (
        CheckConstraint("decided_by IN ('machine', 'human')", name="decided_by"),
        UniqueConstraint("speaker_id", "name_key"),
        {"sqlite_autoincrement": True},
    )

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"))
    name: Mapped[str] = mapped_column(String(300))
    name_key: Mapped[str] = mapped_column(String(300), index=True)
    identifies: Mapped[bool] = mapped_column(default=True)
    """Whether the name, standing alone in an article, means this speaker. Not so for a surname that one article
    left bare: a search finds it, but the same surname in another article may be somebody else's."""
    decided_by: Mapped[str] = mapped_column(String(10), default="machine")
    """Who says that the speaker goes by this name: a person (`human`), or the articles that were read."""

    speaker: Mapped[Speaker] = relationship(back_populates="aliases")


class DeniedSpeakerName(Base):
    """A name that a person took from a speaker: no article gives it back."""

    __tablename__ = "denied_speaker_names"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), primary_key=True)
    name_key: Mapped[str] = mapped_column(String(300), primary_key=True)
