"""What this service counts for Prometheus, over all its processes.

`prometheus_client` decides when it is imported whether processes count together, by PROMETHEUS_MULTIPROC_DIR. So it is
imported at the first count, after `share_counts` was called by whoever starts several.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_EXTRACTION_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """Every metric there is. No label takes a value from outside: each has a handful that the code knows."""

    def __init__(self) -> None:
        from prometheus_client import Counter, Histogram

        self.requests: Counter = Counter(
            "onrecord_http_requests",
            "Answered requests by route template, method and class of status.",
            ["route", "method", "status"],
        )
        self.request_seconds: Histogram = Histogram(
            "onrecord_http_request_seconds",
            "Time from the request's head to the last byte of the answer.",
            ["route", "method"],
            buckets=_REQUEST_SECONDS,
        )
        self.refusals: Counter = Counter(
            "onrecord_refusals", "Problem documents by code, crashes (internal-error) among them.", ["code"]
        )
        self.articles: Counter = Counter(
            "onrecord_articles_ingested", "Articles that were sent, by what became of them.", ["outcome"]
        )
        self.quotes: Counter = Counter(
            "onrecord_quotes_found", "Quotes that the engine found in stored articles, by type.", ["type"]
        )
        self.extraction_seconds: Histogram = Histogram(
            "onrecord_extraction_seconds",
            "Time that the engine took for one text.",
            buckets=_EXTRACTION_SECONDS,
        )
        self.jobs: Counter = Counter(
            "onrecord_jobs_ended",
            "Attempts at a job that ended, by outcome: done, retry, failed, lost.",
            ["outcome"],
        )
        self.stance_endpoint: Counter = Counter(
            "onrecord_stance_endpoint_calls",
            "Pairs meant for the stance endpoint, by what became of them.",
            ["outcome"],
        )


_metrics: Metrics | None = None
_making = Lock()


def metrics() -> Metrics:
    """The metrics of this process."""
    global _metrics
    # Two threads that count for the first time would each register the same names, which is refused.
    if _metrics is None:
        with _making:
            if _metrics is None:
                _metrics = Metrics()
    return _metrics


def share_counts(folder: Path) -> None:
    """Let this process and those forked from it count together, in files in this folder.

    Raises RuntimeError when something was counted already: it would be in no file.
    """
    if _metrics is not None:
        raise RuntimeError("counts can only be shared before the first one")
    os.environ[_FOLDER] = str(folder)


def forget_process(process: int) -> None:
    """Tell the shared counts that a process ended. What it counted stays in the sums."""
    from prometheus_client import multiprocess

    if _FOLDER in os.environ:
        multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call]


def render_metrics(jobs: Mapping[str, int] | None) -> bytes:
    """All counts of all processes in Prometheus' text form.

    `jobs` is how many there are in each state that work is waiting in, or None when the database cannot be asked.
    """
    from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, multiprocess
    from prometheus_client.metrics_core import GaugeMetricFamily

    metrics()

    class Stored:
        """What is in the database: asked once for all processes, so it needs no files."""

        def collect(self) -> Iterator[GaugeMetricFamily]:
            yield GaugeMetricFamily(
                "onrecord_database_reachable",
                "Whether the database answered this very request.",
                value=float(jobs is not None),
            )
            waiting = GaugeMetricFamily(
                "onrecord_jobs", "Jobs that are not done, by state.", labels=["state"]
            )
            for state, count in (jobs or {}).items():
                waiting.add_metric([state], count)
            yield waiting

    stored = CollectorRegistry()
    stored.register(Stored())
    counts: CollectorRegistry = REGISTRY
    if _FOLDER in os.environ:
        counts = CollectorRegistry()
        multiprocess.MultiProcessCollector(counts)  # type: ignore[no-untyped-call]
    return generate_latest(counts) + generate_latest(stored)


@contextmanager
def time_extraction() -> Iterator[None]:
    """Measure how long the block takes; one that raises counts too."""
    started = perf_counter()
    try:
        yield
    finally:
        metrics().extraction_seconds.observe(perf_counter() - started)
