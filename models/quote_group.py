"""Quotes that several articles carry: the same words of the same speaker, kept together as a group.

The numbers of quotes and speakers are no foreign keys, though nothing is ever deleted from those tables: on PostgreSQL
an insert would wait for whoever is changing that quote or speaker, and who does so waits for whoever is grouping.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identifier


class QuoteGroup(Base):
    """Two or more active quotes that are one. Its number is that of the one of them that was stored first."""

    __tablename__ = "quote_groups"
    __table_args__ = (CheckConstraint("size > 1", name="size"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True, autoincrement=False)
    size: Mapped[int]
    """How many quotes it has."""
    first_quote_id: Mapped[int] = mapped_column(Identifier)
    """The one that was published first."""


class QuoteWording(Base):
    """By what an active quote is grouped; written by `services.grouping.regrouping` alone.

    A quote that can be in no group has none: it has no speaker, or hardly any words.
    """

    __tablename__ = "quote_wordings"
    __table_args__ = (
        Index("ix_quote_wordings_wording", "wording", "shape", "quote_id"),
        # All that the first of a group is found by.
        Index("ix_quote_wordings_group_id", "group_id", "said_at", "quote_id"),
    )

    quote_id: Mapped[int] = mapped_column(Identifier, primary_key=True, autoincrement=False)
    speaker_id: Mapped[int] = mapped_column(Identifier)
    wording: Mapped[int] = mapped_column(BigInteger)
    """A number for the speaker and the words; see `services.grouping.wordings`."""
    shape: Mapped[int] = mapped_column(BigInteger)
    """A number for where the words have clauses and brackets as well."""
    said_at: Mapped[datetime | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("quote_groups.id"))
    """None for a quote whose words no other has."""

    group: Mapped[QuoteGroup | None] = relationship(lazy="joined", viewonly=True)


class WordingKey(Base):
    """A word by which wordings are found of which one may be the other with clauses left out.

    Beside `quote_pairs`, which has no speakers: of a pair that everybody says it would list everybody.
    """

    __tablename__ = "wording_keys"
    __table_args__ = (Index("ix_wording_keys_wording", "wording"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    wording: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    is_first: Mapped[bool]
    """Whether it is the wording's rarest word, as far as its length tells."""


class UngroupedQuote(Base):
    """A quote that was stored before there were groups, and still has to be looked at by a sweep."""

    __tablename__ = "ungrouped_quotes"

    quote_id: Mapped[int] = mapped_column(
        Identifier, ForeignKey("quotes.id"), primary_key=True, autoincrement=False
    )
