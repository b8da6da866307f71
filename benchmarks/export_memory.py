"""How much memory an export takes: `python -m benchmarks.export_memory [QUOTES]` (default 1,000,000), on SQLite.

The archive is that of benchmarks.search_latency. Each export is read to its end, as a client would, by a process of its
own, whose resident memory is told after a tenth of the quotes and at its highest: what grows with the number of quotes
would show between the two.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.search_latency import fill
from models import make_writing_session_factory, open_engine
from models.migration import migrate

EXPORTS = (
    "/v1/quotes.ndjson",
    "/v1/quotes.csv",
    "/v1/quotes.ndjson?sort=oldest",
    "/v1/quotes.ndjson?about=Ukraine",
    "/v1/quotes.csv?speaker=Name5",
)


def read_export(database_url: str, address: str, quotes: int) -> None:
    """Read one export in this process and print its row of the table."""
    from api import create_app
    from services.settings import Settings

    app = create_app(Settings(database_url=database_url, open_reading=True))
    memory = psutil.Process().memory_info
    with app.app_context():
        before = early = highest = memory().rss
        start = time.perf_counter()
        lines = size = 0
        response = app.test_client().get(address, buffered=False)
        for part in response.iter_encoded():
            lines += part.count(b"\n")
            size += len(part)
            highest = max(highest, memory().rss)
            if lines <= quotes / 10:
                early = highest
        seconds = time.perf_counter() - start
    figures = (f"{figure / 1e6:.0f}" for figure in (before, early, highest, size))
    print(f"| {address} | {lines - 1:,} | {' | '.join(figures)} | {seconds:.0f} |", flush=True)


def main() -> None:
    """Fill a database and print a table of exports."""
    if len(sys.argv) == 4:
        read_export(sys.argv[1], sys.argv[2], int(sys.argv[3]))
        return
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'benchmark.sqlite3')}"
        engine = open_engine(url)
        migrate(engine)
        start = time.perf_counter()
        with make_writing_session_factory(engine).begin() as session:
            fill(session, quotes)
        engine.dispose()
        print(
            f"{quotes:,} quotes stored in {time.perf_counter() - start:.0f} s; Python {platform.python_version()}"
        )
        print("| export | quotes | MB before | after a tenth | at most | MB sent | seconds |")
        print("|---|---|---|---|---|---|---|", flush=True)
        for address in EXPORTS:
            subprocess.run(
                [sys.executable, "-m", "benchmarks.export_memory", url, address, str(quotes)], check=True
            )


if __name__ == "__main__":
    main()
