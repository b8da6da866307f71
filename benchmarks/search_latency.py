"""How long a search takes: `python -m benchmarks.search_latency [QUOTES]` (default 100,000), on a SQLite of its own.

Quotes are made of invented words whose frequencies fall as in language (Zipf), with a few real words strewn in.
"""

from __future__ import annotations

import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models import (
    Article,
    ArticleRevision,
    Quote,
    Speaker,
    SpeakerAlias,
    Stance,
    Target,
    make_session_factory,
    make_writing_session_factory,
    open_engine,
)
from models.migration import migrate
from services.paging import PageRequest
from services.questions import ask
from services.quotes import QuoteQuery, search_quotes

RUNS = 15
QUOTES_PER_ARTICLE = 10
SPEAKERS = 2_000
VOCABULARY = 30_000
TODAY = date(2026, 1, 1)
# One quote in so many has the word in its own text.
STREWN = {"deployment": 200, "sanctions": 50, "Ukraine": 10}


def fill(session: Session, quotes: int) -> None:
    """Store this many quotes, ten to an article."""
    chance = random.Random(1)
    words = [f"w{number:x}" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))

    def sentence() -> str:
        picked = chance.choices(words, cum_weights=weights, k=25)
        picked += [word for word, rarity in STREWN.items() if chance.randrange(rarity) == 0]
        chance.shuffle(picked)
        return " ".join(picked)

    session.add(Target(slug="troops", proposition="Troops should be deployed", terms=[]))
    for number in range(SPEAKERS):
        name = f"Speaker Name{number}"
        session.add(
            Speaker(name=name, kind="person", aliases=[SpeakerAlias(name=name, name_key=name.lower())])
        )
    session.flush()
    for batch in _batches(range(1, quotes // QUOTES_PER_ARTICLE + 1), 500):
        said = {number: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in batch}
        _insert(session, Article, ({"id": n, "identity_key": str(n), "published_at": said[n]} for n in batch))
        _insert(
            session,
            ArticleRevision,
            (
                {
                    "id": n,
                    "article_id": n,
                    "number": 1,
                    "title": sentence(),
                    "text": "x" * 9,
                    "text_length": 9,
                    "text_digest": "",
                }
                for n in batch
            ),
        )
        _insert(
            session,
            Quote,
            (_quote(n, place, sentence, said[n], chance) for n in batch for place in range(10)),
        )
    _insert(
        session,
        Stance,
        (
            {"quote_id": n, "target_id": 1, "target_version": 1, "label": "favor", "confidence": 0.5}
            | {"evidence_start": 0, "evidence_end": 1, "engine": "none", "engine_version": "0"}
            for n in range(100, quotes, 100)
        ),
    )


def _quote(
    article: int, place: int, sentence: Callable[[], str], said: datetime, chance: random.Random
) -> dict[str, Any]:
    text = sentence()
    return {
        "article_id": article,
        "revision_id": article,
        "identity_key": str(place),
        "position": place,
        "type": "indirect",
        "text": text,
        "context": f"{sentence()}. {text}. {sentence()}",
        # A few speakers say most of it, as in the news.
        "speaker_id": 1 + int(SPEAKERS * chance.random() ** 3),
        "said_at": said,
        "confidence": 0.9,
        "engine": "none",
        "engine_version": "0",
    }


def _batches(numbers: range, size: int) -> Iterator[range]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def _insert(session: Session, table: type, rows: Iterator[dict[str, Any]]) -> None:
    session.execute(insert(table), list(rows))


def measure(session: Session, name: str, search: Callable[[Session], int]) -> None:
    """Print the median and spread of a search, each run in a transaction of its own."""
    times = []
    found = 0
    for _ in range(RUNS):
        session.rollback()
        session.expire_all()
        start = time.perf_counter()
        found = search(session)
        times.append((time.perf_counter() - start) * 1000)
    print(f"| {name} | {found} | {statistics.median(times):.1f} | {min(times):.1f} – {max(times):.1f} |")


def main() -> None:
    """Fill a database and print a table of searches."""
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    page = PageRequest(20)

    def searching(**asked: Any) -> Callable[[Session], int]:
        return lambda session: len(search_quotes(session, QuoteQuery(**asked), page).items)

    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/benchmark.sqlite3")
        migrate(engine)
        start = time.perf_counter()
        with make_writing_session_factory(engine).begin() as session:
            fill(session, quotes)
        print(
            f"{quotes} quotes stored in {time.perf_counter() - start:.0f} s; Python {platform.python_version()}"
        )
        print("| search (first page of 20) | found | median ms | fastest – slowest ms |\n|---|---|---|---|")
        with make_session_factory(engine)() as session:
            question = "what did Speaker Name5 say about deployment"
            measure(session, question, lambda s: len(ask(s, question, today=TODAY, page=page).page.items))
            measure(session, "about=deployment (1 in 200)", searching(about="deployment"))
            measure(session, "about=sanctions (1 in 50)", searching(about="sanctions"))
            measure(session, "about=Ukraine (1 in 10)", searching(about="Ukraine"))
            measure(
                session, "about=Ukraine sanctions deployment", searching(about="Ukraine sanctions deployment")
            )
            measure(session, "about=Ukraine, one speaker", searching(about="Ukraine", speaker="Name5"))
            measure(session, "q=ukraine", searching(q="ukraine"))
            measure(session, "q=sanctions deployment", searching(q="sanctions deployment"))
            measure(session, "speaker, newest", searching(speaker="Name5"))
            measure(session, "newest", searching())
            measure(session, "target with stance", searching(target="troops", stance="favor"))
        engine.dispose()


if __name__ == "__main__":
    main()
