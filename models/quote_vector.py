"""By what it means, a quote is found when nobody knows its words."""

from __future__ import annotations

from sqlalchemy import Connection, LargeBinary, String, delete, event, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from models.base import Base, Identifier
from models.quote import Quote, QuoteState


class QuoteVector(Base):
    """What an active quote means, as a vector that an encoder made of its text.

    Vectors are written by `services.meanings`, in the transaction that writes the quote. Another text, or a state in
    which a quote is not served, takes its vector away. A row never changes, and `id` counts up: whoever keeps vectors
    in memory has only to ask for later ones.

    `quote_id` is no foreign key, though no quote is ever deleted: on PostgreSQL an insert would wait for whoever is
    changing that quote, and who does so waits for whoever is storing vectors.
    """

    __tablename__ = "quote_vectors"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True, autoincrement=True)
    quote_id: Mapped[int] = mapped_column(Identifier, unique=True)
    engine: Mapped[str] = mapped_column(String(50))
    engine_version: Mapped[str] = mapped_column(String(50))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    """A 32-bit float, little-endian, and as many signed bytes as there are dimensions, which are multiplied with it."""


@event.listens_for(Quote, "after_update")
def _drop_vector(_mapper: Mapper[Quote], connection: Connection, quote: Quote) -> None:
    text_changes = inspect(quote).attrs["text"].history.has_changes()
    if text_changes or quote.state != QuoteState.ACTIVE:
        connection.execute(delete(QuoteVector).where(QuoteVector.quote_id == quote.id))
