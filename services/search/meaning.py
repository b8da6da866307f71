"""Quotes that mean what a subject says, in whatever words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from attribution.meaning import Floats, embed_subject, is_known_word
from models import Quote, QuoteVector
from services.meanings import is_current, unpack_vectors
from services.search.vectors import Vectors, all_vectors, close_vectors
from services.search.words import STOP_WORDS, quoted_phrases

LEAST_SIMILARITY = 420
"""Thousandths of the cosine from which on a quote is about a subject; docs/search.md says how it was chosen."""

_FEW_QUOTES = 1_000
"""Up to so many quotes that fit all else, the vectors are read from the database, whatever is kept in memory."""


def has_meaning(about: str, words: Sequence[str]) -> bool:
    """Whether a subject is also looked for by its meaning.

    Not one with a "phrase", which asks for these words, nor one with a capital letter, in which a name is: quotes about
    one country mean nearly the same as quotes about another. Nor a single word that is rare: the encoder knows nothing
    of it. `words` are the subject's.
    """
    if about != about.lower() or quoted_phrases(about) or STOP_WORDS.issuperset(words):
        return False
    return len(words) > 1 or is_known_word(words[0])


def similar_quotes(session: Session, about: str, conditions: Sequence[ColumnElement[bool]]) -> dict[int, int]:
    """Quotes that mean what the subject says, with their similarity in thousandths, at least `LEAST_SIMILARITY`.

    They are looked for where the conditions hold if few quotes fit these; else among the newest, and some may not fit.
    """
    wanted = _embed_subject(about)
    # Besides the state, which all that is served has.
    few = _fitting_vectors(session, conditions) if len(conditions) > 1 else None
    return close_vectors(all_vectors(session) if few is None else few, wanted, LEAST_SIMILARITY)


def _fitting_vectors(session: Session, conditions: Sequence[ColumnElement[bool]]) -> Vectors | None:
    """The vectors of the quotes that fit; None for more than a few."""
    rows = session.execute(
        select(QuoteVector.quote_id, QuoteVector.vector)
        .join(Quote, Quote.id == QuoteVector.quote_id)
        .where(*conditions, is_current())
        .limit(_FEW_QUOTES + 1)
    ).all()
    if len(rows) > _FEW_QUOTES:
        return None
    values, scales = unpack_vectors([row.vector for row in rows])
    return Vectors(np.asarray([row.quote_id for row in rows], np.int64), values, scales)


@lru_cache(maxsize=1_000)
def _embed_subject(about: str) -> Floats:
    vector = embed_subject(about)
    vector.flags.writeable = False
    return vector
