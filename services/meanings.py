"""What quotes mean, as vectors: made when quotes are stored, and for those that have none yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select
from sqlalchemy.orm import Session

from attribution.extraction import Extraction, join_segments
from attribution.meaning import DIMENSIONS, MEANING_ENGINE, MEANING_ENGINE_VERSION, Floats, embed_quote
from models import Quote, QuoteState, QuoteVector, SessionFactory
from services.locks import hold_vectors
from services.spans import span_fault

Meanings = Mapping[str, bytes]
"""Packed vectors by the text that they were made of."""
NOTHING_EMBEDDED: Meanings = MappingProxyType({})

EMBEDDED_AT_ONCE = 200
"""Quotes without a vector that get one in one transaction: less than a second's work."""

_SCALE = np.dtype("<f4")
_LARGEST = 127
_PACKED = np.dtype([("scale", _SCALE), ("values", np.int8, (DIMENSIONS,))])


@dataclass(frozen=True, slots=True)
class EmbeddedBatch:
    """What one call of `embed_missing` did: how many quotes got a vector, and the number of the last one looked at."""

    count: int
    last_id: int


def is_current() -> ColumnElement[bool]:
    """The condition of vectors that the encoder of this program made: those of another say nothing beside them."""
    return and_(QuoteVector.engine == MEANING_ENGINE, QuoteVector.engine_version == MEANING_ENGINE_VERSION)


def pack_vector(vector: Floats) -> bytes:
    """A vector (384,) of length one, or of zeros, as it is stored: 388 bytes."""
    scale = max(float(np.abs(vector).max()), 1e-8) / _LARGEST
    return np.asarray(scale, _SCALE).tobytes() + np.round(vector / scale).astype(np.int8).tobytes()


def unpack_vectors(packed: Sequence[bytes]) -> tuple[NDArray[np.int8], Floats]:
    """Stored vectors as values (vectors, 384) and what each row is to be multiplied with (vectors,)."""
    rows = np.frombuffer(b"".join(packed), _PACKED)
    return rows["values"], rows["scale"].astype(np.float32)


def embed_found(text: str, extraction: Extraction | None) -> Meanings:
    """Vectors for the quotes that were found in a text. It may take long, so no transaction that writes should be open.

    Raises `attribution.WeightsUnavailable`.
    """
    found = () if extraction is None else extraction.quotes
    words = {join_segments(text, quote.content) for quote in found if span_fault(quote, text) is None}
    return {each: pack_vector(embed_quote(each)) for each in sorted(words)}


def store_meanings(session: Session, quotes: Sequence[Quote], meanings: Meanings = NOTHING_EMBEDDED) -> None:
    """Give each of these quotes that is active and has no vector of this encoder the one of its text.

    To be called last in a transaction: others that store quotes wait until it ends. What `meanings` lacks is worked out.
    Raises `attribution.WeightsUnavailable`.
    """
    session.flush()
    active = {quote.id: quote.text for quote in quotes if quote.state == QuoteState.ACTIVE}
    _store(session, active, meanings)


def count_missing(session: Session) -> int:
    """How many active quotes have no vector of this encoder."""
    return session.scalar(select(func.count()).select_from(_missing(0).subquery())) or 0


def embed_missing(
    sessions: SessionFactory, after_id: int, limit: int = EMBEDDED_AT_ONCE
) -> EmbeddedBatch | None:
    """Give the next active quotes after a number their vectors, in one transaction; None when there are none.

    `sessions` must be able to write. A quote that was changed or withdrawn meanwhile is passed over. Raises
    `attribution.WeightsUnavailable`.
    """
    with sessions() as session:
        found = {row.id: row.text for row in session.execute(_missing(after_id).limit(limit))}
    if not found:
        return None
    # Outside of any transaction: on SQLite a session that may write keeps every other writer out.
    meanings = {text: pack_vector(embed_quote(text)) for text in set(found.values())}
    with sessions.begin() as session:
        # Nobody changes them until their vectors are stored, and what somebody is changing comes with its own.
        still = (
            select(Quote.id, Quote.text)
            .where(Quote.id.in_(found), Quote.state == QuoteState.ACTIVE)
            .order_by(Quote.id)
            .with_for_update(of=Quote, read=True, skip_locked=True)
        )
        unchanged = {row.id: row.text for row in session.execute(still) if row.text == found[row.id]}
        count = _store(session, unchanged, meanings)
    return EmbeddedBatch(count, max(found))


def _missing(after_id: int) -> Select[int, str]:
    return (
        select(Quote.id, Quote.text)
        .outerjoin(QuoteVector, and_(QuoteVector.quote_id == Quote.id, is_current()))
        .where(Quote.id > after_id, Quote.state == QuoteState.ACTIVE, QuoteVector.id.is_(None))
        .order_by(Quote.id)
    )


def _store(session: Session, texts: Mapping[int, str], meanings: Meanings) -> int:
    if not texts:
        return 0
    known = set(
        session.scalars(select(QuoteVector.quote_id).where(QuoteVector.quote_id.in_(texts), is_current()))
    )
    missing = {number: text for number, text in texts.items() if number not in known}
    if not missing:
        return 0
    packed = {text: meanings.get(text) or pack_vector(embed_quote(text)) for text in set(missing.values())}
    hold_vectors(session)
    # Those of an earlier encoder.
    session.execute(
        delete(QuoteVector)
        .where(QuoteVector.quote_id.in_(missing))
        .execution_options(synchronize_session=False)
    )
    rows = [
        {
            "quote_id": number,
            "engine": MEANING_ENGINE,
            "engine_version": MEANING_ENGINE_VERSION,
            "vector": packed[text],
        }
        for number, text in sorted(missing.items())
    ]
    session.execute(insert(QuoteVector), rows)
    return len(rows)
