"""An engine reads articles in a process of its own, so that its time and memory are its own: `read_articles`.

As a program, `python -m training.evaluation.reading ENGINE`, it takes `{"text"}` a line and answers each with
`{"quotes"}`; the last line is `{"load_seconds", "reading_seconds", "peak_bytes", "refused"}`. It imports the
engine and nothing else of weight.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import training
from training.evaluation.engines import LOADERS, QuoteLine, Refused

_WARM_UP = "“The toll will be gone by June,” said Mara Velden, the transport minister of Torland."
"""Makes an engine load what it loads with the first text only."""
_MEMORY = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine found in some texts, and what it took."""

    quotes: tuple[list[QuoteLine], ...]
    """For each text."""
    load_seconds: float
    """CPU time of the process up to its first answer, the start of Python included."""
    reading_seconds: float
    """CPU time of all texts."""
    peak_bytes: int | None
    """Most resident memory of the process; None where the system doesn't tell."""
    refused: int
    """Texts that the engine doesn't read as a whole, only in paragraphs."""


def read_articles(engine: str, texts: Sequence[str]) -> Reading:
    """Let an engine of `LOADERS` read texts. Raises `CalledProcessError` when it fails."""
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", __name__, engine],
        cwd=Path(training.__file__).parents[1],
        input=lines,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    *answers, costs = [json.loads(line) for line in done.stdout.splitlines()]
    return Reading(tuple(answer["quotes"] for answer in answers), **costs)


def main(engine: str) -> None:
    find = LOADERS[engine]()
    with suppress(Refused):
        find(_WARM_UP)
    load_seconds = time.process_time()
    reading_seconds = 0.0
    refused = 0
    for line in sys.stdin:
        text = json.loads(line)["text"]
        start = time.process_time()
        try:
            quotes = find(text)
        except Refused as refusal:
            quotes = refusal.quotes
            refused += 1
        reading_seconds += time.process_time() - start
        print(json.dumps({"quotes": quotes}))
    costs = {
        "load_seconds": load_seconds,
        "reading_seconds": reading_seconds,
        "peak_bytes": _peak_bytes(),
        "refused": refused,
    }
    print(json.dumps(costs))


def _peak_bytes() -> int | None:
    # Not getrusage, whose peak begins with that of the process this one was started from.
    if not _MEMORY.exists():
        return None
    lines = dict(line.split(":", 1) for line in _MEMORY.read_text(encoding="utf-8").splitlines())
    return 1024 * int(lines["VmHWM"].split()[0])


if __name__ == "__main__":
    main(sys.argv[1])
