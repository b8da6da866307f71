"""How long a search by meaning takes: `python -m benchmarks.meaning_latency [QUOTES]` (default 100,000), on a SQLite of its own.

The quotes are those of `search_latency`; their vectors are made of chance, and one in a hundred points half toward the subject
that is asked for.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from attribution.meaning import (
    DIMENSIONS,
    MEANING_ENGINE,
    MEANING_ENGINE_VERSION,
    embed_subject,
    load_meaning,
)
from benchmarks.search_latency import fill
from models import Quote, QuoteVector, make_session_factory, make_writing_session_factory, open_engine
from models.migration import migrate
from services.meanings import pack_vector
from services.paging import PageRequest
from services.quotes import QuoteQuery, search_quotes

SUBJECT = "waiting times in hospitals"
ONE_IN = 100
RUNS = 9


def fill_vectors(session: Session, quotes: int) -> None:
    """Store a vector for each quote."""
    chance = np.random.default_rng(1)
    subject = embed_subject(SUBJECT)
    for start in range(1, quotes + 1, 10_000):
        rows = []
        for number in range(start, min(start + 10_000, quotes + 1)):
            vector = chance.standard_normal(DIMENSIONS).astype(np.float32)
            vector /= np.linalg.norm(vector)
            if number % ONE_IN == 0:
                vector = vector + subject * 0.6
                vector /= np.linalg.norm(vector)
            rows.append(
                {
                    "quote_id": number,
                    "engine": MEANING_ENGINE,
                    "engine_version": MEANING_ENGINE_VERSION,
                    "vector": pack_vector(vector),
                }
            )
        session.execute(insert(QuoteVector), rows)


def measure(session: Session, name: str, search: Callable[[Session], int]) -> None:
    """Print the medians of a search's time and of what it took of the processor, each run in a transaction of its own."""
    walls, processor = [], []
    found = 0
    for _ in range(RUNS):
        session.rollback()
        session.expire_all()
        start, used = time.perf_counter(), time.process_time()
        found = search(session)
        walls.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    print(
        f"| {name} | {found} | {statistics.median(processor):.0f} | {statistics.median(walls):.0f} | {min(walls):.0f} |"
    )


def main() -> None:
    """Fill a database and print a table of searches."""
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    load_meaning()

    def searching(**asked: Any) -> Callable[[Session], int]:
        return lambda session: len(search_quotes(session, QuoteQuery(**asked), PageRequest(20)).items)

    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/benchmark.sqlite3")
        migrate(engine)
        with make_writing_session_factory(engine).begin() as session:
            fill(session, quotes)
            fill_vectors(session, quotes)
            session.execute(update(Quote).where(Quote.id % 10 == 0).values(confidence=0.95))
        with make_session_factory(engine)() as session:
            start, used = time.perf_counter(), time.process_time()
            searching(about=SUBJECT)(session)
            wall, processor = time.perf_counter() - start, time.process_time() - used
            print(
                f"first search, which reads {quotes} vectors: {wall:.1f} s, {processor:.1f} s of the processor"
            )
            print("| search (first page of 20) | found | processor ms | median ms | fastest ms |")
            print("|---|---|---|---|---|")
            measure(session, f"about={SUBJECT} (1 in {ONE_IN} close)", searching(about=SUBJECT))
            measure(session, "about=unknown subjects (none close)", searching(about="unknown subjects"))
            measure(session, f"about={SUBJECT}, one speaker", searching(about=SUBJECT, speaker="Name5"))
            measure(session, f"about={SUBJECT}, newest", searching(about=SUBJECT, sort="newest"))
            measure(
                session,
                f"about={SUBJECT}, min_confidence (1 in 10)",
                searching(about=SUBJECT, min_confidence=0.95),
            )
            measure(session, "about=sanctions (1 in 50 has the word)", searching(about="sanctions"))
            measure(session, "about=Ukraine (words alone)", searching(about="Ukraine"))
        engine.dispose()


if __name__ == "__main__":
    main()
