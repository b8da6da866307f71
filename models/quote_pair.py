"""By which words a quote is found when only something like it is known."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, ForeignKey, Integer, bindparam, delete, event, insert, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from models.base import Base, Identifier
from models.quote import Quote, QuoteState
from models.quote_words import fold_words, word_pairs


class QuotePair(Base):
    """A pair of words of an active quote, as a number; see `models.quote_words.word_pairs`.

    Written in the transaction that writes the quote; what takes a quote out of what is served takes these too.
    """

    __tablename__ = "quote_pairs"
    # The key is the whole row: without a second copy of it the table takes half the space.
    __table_args__ = ({"sqlite_with_rowid": False},)

    pair: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    quote_id: Mapped[int] = mapped_column(
        Identifier, ForeignKey("quotes.id"), primary_key=True, autoincrement=False
    )


def pair_rows(quote_id: int, text: str) -> list[dict[str, Any]]:
    """The rows of a quote with this text."""
    return [{"pair": pair, "quote_id": quote_id} for pair in sorted(word_pairs(fold_words(text)))]


@event.listens_for(Quote, "after_insert")
def _add_pairs(_mapper: Mapper[Quote], connection: Connection, quote: Quote) -> None:
    # A quote added without a state is active: the column's default.
    if quote.state in (None, QuoteState.ACTIVE):
        _insert(connection, quote.id, quote.text)


@event.listens_for(Quote, "after_update")
def _change_pairs(_mapper: Mapper[Quote], connection: Connection, quote: Quote) -> None:
    text, state = (inspect(quote).attrs[name].history for name in ("text", "state"))
    if not text.has_changes() and not state.has_changes():
        return
    # By the whole key, made from the text before: an index by quote would be as large as the table.
    old = pair_rows(quote.id, text.deleted[0] if text.deleted else quote.text)
    if old:
        gone = delete(QuotePair).where(
            QuotePair.pair == bindparam("pair"), QuotePair.quote_id == bindparam("quote_id")
        )
        connection.execute(gone, old)
    if quote.state == QuoteState.ACTIVE:
        _insert(connection, quote.id, quote.text)


def _insert(connection: Connection, quote_id: int, text: str) -> None:
    rows = pair_rows(quote_id, text)
    if rows:
        connection.execute(insert(QuotePair), rows)
