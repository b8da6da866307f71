"""How much search by meaning finds, and how much of it is right: `python -m benchmarks.meaning_precision`.

In an archive of the sample articles and of `meaning_quotes.txt`, whose quotes are written for this, with the queries of
`meaning_queries.jsonl` and what was judged to be about each (the beginnings of the quotes' texts). Every other query, from
the first on, chooses the threshold; the others test it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Article, Quote, make_session_factory, make_writing_session_factory, open_engine
from models.migration import migrate
from seeds.loader import load_seeds
from services.meanings import store_meanings
from services.paging import PageRequest
from services.quotes import QuoteQuery, search_quotes
from services.search import meaning
from services.submissions import NewArticle, store_submission

FOLDER = Path(__file__).parent
STEPS = range(320, 521, 20)
# What is shorter is the whole of a quote.
_SHORTEST_BEGINNING = 24


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, the numbers of the quotes about it, and what was found with each least similarity; 1001 finds words alone."""

    query: str
    relevant: frozenset[int]
    found: Mapping[int, frozenset[int]]


def store_quotes(session: Session, texts: Iterable[str]) -> None:
    """Store each text as a quote of an article of its own."""
    quotes = []
    for text in texts:
        new = NewArticle(text=text, published_at=datetime(2025, 1, 1, tzinfo=UTC))
        ingested, _ = store_submission(session, new, "benchmark")
        article = session.get_one(Article, ingested.article_id)
        quotes.append(
            Quote(
                article_id=article.id,
                revision_id=article.current_revision.id,
                identity_key="0",
                position=0,
                type="indirect",
                text=text,
                context=text,
                no_speaker_reason="no_source",
                confidence=0.9,
                engine="none",
                engine_version="0",
            )
        )
    session.add_all(quotes)
    store_meanings(session, quotes)


def search(session: Session, query: str, least: int) -> frozenset[int]:
    """The quotes that are found where a similarity of so many thousandths is enough."""
    meaning.LEAST_SIMILARITY = least
    page = search_quotes(session, QuoteQuery(about=query), PageRequest(100))
    return frozenset(match.quote.id for match in page.items)


def judge(session: Session, line: str, texts: Mapping[int, str]) -> Judged:
    """Search for a line of the queries."""
    read = json.loads(line)
    relevant = frozenset(
        number for number, text in texts.items() if any(_begins(text, head) for head in read["relevant"])
    )
    found = {least: search(session, read["query"], least) for least in (*STEPS, 1001)}
    return Judged(read["query"], relevant, found)


def _begins(text: str, head: str) -> bool:
    return text == head or (len(head) >= _SHORTEST_BEGINNING and text.startswith(head))


def figures(queries: Sequence[Judged], least: int) -> tuple[float, float, int]:
    """Precision and recall over all that was found, and how many quotes that is."""
    right = sum(len(query.found[least] & query.relevant) for query in queries)
    found = sum(len(query.found[least]) for query in queries)
    return right / found, right / sum(len(query.relevant) for query in queries), found


def main() -> None:
    """Print a table of thresholds."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/benchmark.sqlite3")
        migrate(engine)
        sessions = make_writing_session_factory(engine)
        load_seeds(sessions, max_characters=100_000)
        with sessions.begin() as session:
            store_quotes(session, (FOLDER / "meaning_quotes.txt").read_text(encoding="utf-8").splitlines())
        with make_session_factory(engine)() as session:
            texts = {row.id: row.text for row in session.execute(select(Quote.id, Quote.text))}
            lines = (FOLDER / "meaning_queries.jsonl").read_text(encoding="utf-8").splitlines()
            judged = [judge(session, line, texts) for line in lines]
        engine.dispose()
    print("| least similarity | precision | recall | found | precision, test | recall, test | found, test |")
    print("|---|---|---|---|---|---|---|")
    for least in (1001, *STEPS):
        name = "words and targets alone" if least > 1000 else f"{least / 1000:.2f}"
        cells = [
            cell
            for queries in (judged[::2], judged[1::2])
            for precision, recall, found in [figures(queries, least)]
            for cell in (f"{100 * precision:.1f}", f"{100 * recall:.1f}", str(found))
        ]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
