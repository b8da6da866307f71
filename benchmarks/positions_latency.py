"""How long positions and the report of sources take: `python -m benchmarks.positions_latency [QUOTES]` (default 100,000).

On a SQLite of its own, filled like that of `benchmarks.search_latency`: one quote in a hundred has a stance.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.search_latency import fill, measure
from models import Target, make_session_factory, make_writing_session_factory, open_engine
from models.migration import migrate
from services.paging import PageRequest
from services.source_report import SourceQuery, report_sources
from services.speaker_positions import PositionQuery, list_speaker_positions, speaker_position
from services.target_positions import target_positions

PAGE = PageRequest(20)


def main() -> None:
    """Fill a database and print a table of requests."""
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000

    def reporting(**asked: Any) -> Callable[[Session], int]:
        return lambda session: len(report_sources(session, SourceQuery(**asked), PAGE).page.items)

    def standing(session: Session) -> int:
        target = session.scalars(select(Target)).one()
        return sum(target_positions(session, target, PositionQuery(), PAGE).speakers.values())

    def most_quoted(session: Session) -> int:
        target = session.scalars(select(Target)).one()
        return len(speaker_position(session, 1, target, PositionQuery())[0].statements)

    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/benchmark.sqlite3")
        migrate(engine)
        with make_writing_session_factory(engine).begin() as session:
            fill(session, quotes)
        print(f"{quotes} quotes; Python {platform.python_version()}")
        print("| request (first page of 20) | found | median ms | fastest – slowest ms |\n|---|---|---|---|")
        with make_session_factory(engine)() as session:
            measure(session, "positions toward a target (speakers)", standing)
            measure(session, "the most quoted speaker toward it (statements)", most_quoted)
            measure(
                session,
                "the most quoted speaker, all targets",
                lambda s: len(list_speaker_positions(s, 1, PositionQuery(), PAGE)[0].items),
            )
            measure(session, "sources", reporting())
            measure(session, "sources by month", reporting(period="month"))
            measure(
                session, "sources by month, about=sanctions", reporting(period="month", about="sanctions")
            )
            measure(session, "sources toward a target", reporting(target="troops"))
        engine.dispose()


if __name__ == "__main__":
    main()
