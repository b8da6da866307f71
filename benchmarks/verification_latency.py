"""How long checking a quotation takes: `python -m benchmarks.verification_latency [QUOTES]` (default a million).

Through the API, in one process and on a SQLite of its own. Quotes are made of invented words whose frequencies fall as
in language (Zipf) with small words between, a few stock phrases that many of them share, and wire copies of some. What
is checked is made of stored quotes, by other chance than the archive.
"""

from __future__ import annotations

import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import insert
from sqlalchemy.orm import Session

from api import create_app
from models import (
    Article,
    ArticleRevision,
    Quote,
    QuotePair,
    QuoteSpan,
    Speaker,
    SpeakerAlias,
    make_writing_session_factory,
    open_engine,
)
from models.migration import migrate
from models.quote_pair import pair_rows
from models.quote_words import STOP_WORDS
from services.settings import Settings

CHECKS = 700
QUOTES_PER_ARTICLE = 10
SPEAKERS = 20_000
VOCABULARY = 40_000
ARTICLES_PER_BATCH = 1_000
STOCK_PHRASES = 300
"""One quote in three has one of them, the first ones most: "the prime minister", "people deserve better"."""


class Sentences:
    """Sentences of a language that nobody speaks."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = [_spelled(number) for number in range(VOCABULARY)]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
        self._small = sorted(word for word in STOP_WORDS if word.isalpha())
        self._small_weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._small))))
        phrases = random.Random(7)
        self._stock = [
            " ".join(phrases.choices(self._words, cum_weights=self._weights, k=3))
            for _ in range(STOCK_PHRASES)
        ]
        self._stock_weights = list(accumulate(1 / (rank + 2) for rank in range(STOCK_PHRASES)))

    def sentence(self) -> str:
        """One of 6 to 40 words."""
        length = self._chance.randint(6, 40)
        words = self._chance.choices(self._words, cum_weights=self._weights, k=length)
        small = self._chance.choices(self._small, cum_weights=self._small_weights, k=length * 9 // 20)
        for place, word in zip(self._chance.sample(range(length), len(small)), small, strict=True):
            words[place] = word
        if self._chance.random() < 1 / 3:
            phrase = self._chance.choices(self._stock, cum_weights=self._stock_weights)[0]
            words.insert(self._chance.randrange(length), phrase)
        return " ".join(words)


def _spelled(number: int) -> str:
    syllables = ""
    while True:
        number, rest = divmod(number, 80)
        syllables += "bdfgklmnprstvzhj"[rest % 16] + "aeiou"[rest // 16]
        if number == 0:
            return syllables + "n"


def fill(session: Session, quotes: int, kept: list[tuple[str, int]]) -> None:
    """Store this many quotes, ten to an article; every thousandth article comes again as a wire copy, 40 times.

    `kept` gets some of the quotes with their speakers.
    """
    chance, sentences = random.Random(1), Sentences(2)
    for batch in _batches(range(1, SPEAKERS + 1), 1000):
        _insert(session, Speaker, [{"id": n, "name": f"Mara {_spelled(n)}", "kind": "person"} for n in batch])
        _insert(
            session,
            SpeakerAlias,
            [
                {"speaker_id": n, "name": f"Mara {_spelled(n)}", "name_key": f"mara {_spelled(n)}"}
                for n in batch
            ],
        )
    copied: list[tuple[str, int]] = []
    for batch in _batches(range(1, quotes // QUOTES_PER_ARTICLE + 1), ARTICLES_PER_BATCH):
        rows: dict[type, list[dict[str, Any]]] = defaultdict(list)
        for number in batch:
            if number % 1000 > 40 or not copied:
                # A few speakers say most of it, as in the news.
                said = [
                    (sentences.sentence(), 1 + int(SPEAKERS * chance.random() ** 3))
                    for _ in range(QUOTES_PER_ARTICLE)
                ]
            else:
                said = copied
            if number % 1000 == 999:
                copied = said
            if chance.random() < 0.02:
                kept.append(chance.choice(said))
            _add_article(rows, number, said)
        rows[QuotePair].sort(key=lambda row: row["pair"])
        for table in (Article, ArticleRevision, Quote, QuoteSpan, QuotePair):
            _insert(session, table, rows[table])


def _add_article(rows: dict[type, list[dict[str, Any]]], number: int, said: list[tuple[str, int]]) -> None:
    moment = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    rows[Article].append(
        {"id": number, "identity_key": str(number), "published_at": moment, "state": "ready"}
    )
    page = ""
    for place, (text, speaker) in enumerate(said):
        page += "“"
        quote_id = (number - 1) * QUOTES_PER_ARTICLE + place + 1
        rows[Quote].append(
            {
                "id": quote_id,
                "article_id": number,
                "revision_id": number,
                "identity_key": str(place),
                "position": len(page),
                "type": "direct",
                "text": text,
                # The search index is not asked here, and need not be large.
                "context": "",
                "speaker_id": speaker,
                "said_at": moment,
                "confidence": 0.9,
                "engine": "none",
                "engine_version": "0",
            }
        )
        rows[QuoteSpan].append(
            {"quote_id": quote_id, "role": "content", "start": len(page), "end": len(page) + len(text)}
        )
        rows[QuotePair] += pair_rows(quote_id, text)
        page += f"{text},” said Mara {_spelled(speaker)}.\n\n"
    rows[ArticleRevision].append(
        {"id": number, "article_id": number, "number": 1, "title": "Nothing new", "text": page}
        | {"text_length": len(page), "text_digest": ""}
    )


def checks(kept: list[tuple[str, int]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Quotations of seven kinds, a hundred of each, half of them with a speaker; each with its kind."""
    chance, sentences = random.Random(3), Sentences(4)
    for number in range(CHECKS):
        kind = ("whole", "part", "ellipsis", "dropped", "changed", "merged", "invented")[number % 7]
        text, speaker = chance.choice(kept)
        words = text.split()
        middle = len(words) // 2
        if kind == "part":
            words = words[: max(5, middle)]
        elif kind == "ellipsis":
            words[middle : middle + 2] = ["…"]
        elif kind == "dropped":
            del words[middle]
        elif kind == "changed":
            words[middle] = _spelled(VOCABULARY + number)
        elif kind == "merged":
            words = words[: middle + 3] + chance.choice(kept)[0].split()[:12]
        elif kind == "invented":
            words = sentences.sentence().split()
        body = {"text": " ".join(words)}
        if chance.random() < 0.5:
            body["speaker"] = f"Mara {_spelled(speaker if chance.random() < 0.7 else 1)}"
        yield kind, body


def measure(client: FlaskClient, kept: list[tuple[str, int]]) -> None:
    """Print a table of the times of each kind of quotation, and of all.

    On a machine that is busy with other work, the time of the processor says what the check itself takes.
    """
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    answers: dict[str, list[str]] = defaultdict(list)
    for kind, body in checks(kept):
        start = (time.perf_counter(), time.process_time())
        response = client.post("/v1/verifications", json=body)
        took = ((time.perf_counter() - start[0]) * 1000, (time.process_time() - start[1]) * 1000)
        times[kind].append(took)
        times["all"].append(took)
        answers[kind].append(response.get_json()["status"])
    print(
        "| quotation | answers | p50 ms | p95 ms | slowest ms | processor p50 | p95 |\n|---|---|---|---|---|---|---|"
    )
    for kind, taken in times.items():
        given = ", ".join(f"{answers[kind].count(each)} {each}" for each in dict.fromkeys(answers[kind]))
        passed, worked = (sorted(column) for column in zip(*taken, strict=True))
        middle, late = len(taken) // 2, int(len(taken) * 0.95)
        cells = (passed[middle], passed[late], passed[-1], worked[middle], worked[late])
        print(f"| {kind} | {given} | {' | '.join(f'{cell:.1f}' for cell in cells)} |")


def _batches(numbers: range, size: int) -> Iterator[range]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def _insert(session: Session, table: type, rows: list[dict[str, Any]]) -> None:
    # Past the ORM, which would take most of the time.
    session.connection().execute(insert(table.__table__), rows)  # type: ignore[attr-defined]


def main() -> None:
    """Fill a database, kept where a second argument says, and print the table."""
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.sqlite3"
        engine = open_engine(f"sqlite:///{path}")
        migrate(engine)
        # A connection that had temporary storage already cannot move it.
        engine.dispose()
        kept: list[tuple[str, int]] = []
        start = time.perf_counter()
        with make_writing_session_factory(engine).begin() as session:
            session.connection().exec_driver_sql("PRAGMA cache_size = -500000")
            # Else each row's statement journal is written to a file: 10 GB for a million quotes, read by nobody.
            session.connection().exec_driver_sql("PRAGMA temp_store = MEMORY")
            fill(session, quotes, kept)
        engine.dispose()
        size = path.stat().st_size / 1e6
        print(
            f"{quotes} quotes, {size:.0f} MB, stored in {time.perf_counter() - start:.0f} s; "
            f"Python {platform.python_version()}"
        )
        app = create_app(
            Settings(database_url=f"sqlite:///{path}", open_reading=True, rate_limit="1000000 per minute")
        )
        measure(app.test_client(), kept)


if __name__ == "__main__":
    main()
