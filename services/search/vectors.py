"""The vectors of the whole archive in this process's memory, and which of them are close to another one."""

from __future__ import annotations

import threading
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Dialect, Engine, func, select, text
from sqlalchemy.orm import Session

from attribution.meaning import DIMENSIONS, Floats
from models import QuoteVector
from services.meanings import is_current, unpack_vectors

MOST_VECTORS = 500_000
"""Vectors that are kept where nobody says otherwise: up to 495 bytes each with the room for more, so 248 MB."""

_LOADED_AT_ONCE = 20_000
# A block of floats stays in the processor's cache, where the next step finds it. The product of a larger one would be
# spread over threads, which on a busy machine wait for each other ten times as long as the work takes.
_BLOCK = 256
_NO_QUOTE = 0


class Vectors(NamedTuple):
    """Rows of vectors, one for each quote."""

    quote_ids: NDArray[np.int64]
    """(rows,); 0 where a later row has another vector of the quote."""
    values: NDArray[np.int8]
    """(rows, 384)"""
    scales: Floats
    """(rows,), with which the values are to be multiplied."""


def close_vectors(vectors: Vectors, wanted: Floats, least: int) -> dict[int, int]:
    """Quotes whose cosine with `wanted` (384,), in thousandths, is at least `least`, which is above 0; with that cosine."""
    found: dict[int, int] = {}
    floats = np.empty((_BLOCK, DIMENSIONS), np.float32)
    for start in range(0, len(vectors.quote_ids), _BLOCK):
        values = vectors.values[start : start + _BLOCK]
        block = floats[: len(values)]
        np.copyto(block, values)
        cosines = np.rint(1000 * (block @ wanted) * vectors.scales[start : start + _BLOCK])
        for row in np.flatnonzero(cosines >= least).tolist():
            found[int(vectors.quote_ids[start + row])] = min(1000, int(cosines[row]))
    found.pop(_NO_QUOTE, None)
    return found


class VectorMemory:
    """The newest vectors of one database, brought up to date at each look.

    Only what is committed is seen. Vectors of quotes that are gone may still be among them.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._forget()

    def look(self, engine: Engine) -> Vectors:
        """All vectors, the last one stored the last. Raises what the database raises."""
        with self._lock:
            # A connection of its own: what a session has not committed may be taken back, and its numbers come again.
            with engine.execution_options(sqlite_writes=False).connect() as connection:
                self._catch_up(connection)
            rows = slice(max(0, self._count - self._most), self._count)
            return Vectors(self._quote_ids[rows], self._values[rows], self._scales[rows])

    def _forget(self) -> None:
        self._last_id = 0
        self._count = 0
        self._quote_ids = np.empty(0, np.int64)
        self._values = np.empty((0, DIMENSIONS), np.int8)
        self._scales = np.empty(0, np.float32)

    def _catch_up(self, connection: Connection) -> None:
        newest = connection.scalar(select(func.max(QuoteVector.id))) or 0
        if newest < self._last_id and _last_given(connection) < self._last_id:
            # Another database is in its place, such as a backup. The newest alone may be that of a quote that was
            # withdrawn or corrected since.
            self._forget()
        oldest_wanted = max(self._last_id, newest - self._most)
        while oldest_wanted < newest:
            rows = connection.execute(
                select(QuoteVector.id, QuoteVector.quote_id, QuoteVector.vector)
                .where(QuoteVector.id > oldest_wanted, is_current())
                .order_by(QuoteVector.id)
                .limit(_LOADED_AT_ONCE)
            ).all()
            if not rows:
                break
            oldest_wanted = rows[-1].id
            values, scales = unpack_vectors([row.vector for row in rows])
            self._add(np.asarray([row.quote_id for row in rows], np.int64), values, scales)
        self._last_id = max(self._last_id, newest)

    def _add(self, quote_ids: NDArray[np.int64], values: NDArray[np.int8], scales: Floats) -> None:
        self._make_room(len(quote_ids))
        known = self._quote_ids[: self._count]
        known[np.isin(known, quote_ids)] = _NO_QUOTE
        rows = slice(self._count, self._count + len(quote_ids))
        self._quote_ids[rows], self._values[rows], self._scales[rows] = quote_ids, values, scales
        self._count = rows.stop

    def _make_room(self, wanted: int) -> None:
        """New arrays, with room for some more, where the old ones are full: others may still be reading those."""
        if self._count + wanted <= len(self._quote_ids):
            return
        kept = min(self._count, max(0, self._most - wanted))
        old = slice(self._count - kept, self._count)
        for name in ("_quote_ids", "_values", "_scales"):
            before = getattr(self, name)
            after = np.empty(((kept + wanted) * 5 // 4 + 1, *before.shape[1:]), before.dtype)
            after[:kept] = before[old]
            setattr(self, name, after)
        self._count = kept


def _last_given(connection: Connection) -> int:
    """The highest number that the database has given to a vector, whether that is still there or not."""
    if connection.dialect.name == "postgresql":
        sequence = "pg_get_serial_sequence('quote_vectors', 'id')::regclass"
        statement = text(f"SELECT pg_sequence_last_value({sequence})")
    else:
        statement = text("SELECT seq FROM sqlite_sequence WHERE name = 'quote_vectors'")
    return connection.scalar(statement) or 0


_memories: WeakKeyDictionary[Dialect, VectorMemory] = WeakKeyDictionary()
_memories_lock = threading.Lock()


def keep_vectors(engine: Engine, most: int) -> None:
    """Keep at most so many vectors of a database in this process: the newest. 0 keeps none."""
    with _memories_lock:
        _memories[engine.dialect] = VectorMemory(most)


def all_vectors(session: Session) -> Vectors:
    """The vectors of the session's database that are kept in this process."""
    engine = session.get_bind().engine
    with _memories_lock:
        # All engines that differ in options alone share what is made once for a database.
        memory = _memories.setdefault(engine.dialect, VectorMemory(MOST_VECTORS))
    return memory.look(engine)
