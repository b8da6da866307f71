"""The sweep that a server repeats: what a killed worker or a lost database left behind must not wait for a restart."""

from __future__ import annotations

import logging
import threading
import time

from models import make_writing_session_factory, open_engine
from services.jobs import sweep_jobs
from services.settings import Settings
from services.stance_endpoint import open_stance_engine

# Far more often than work gets lost, and rare enough to cost nothing.
_LONGEST_PAUSE_SECONDS = 60
_logger = logging.getLogger(__name__)


def start_background_sweep(settings: Settings) -> threading.Thread:
    """Sweep now and then until the process ends; several processes that do share the work.

    A job that is queued is taken up `job_timeout_seconds` after it was made, one that is running the same time after
    it was begun: until then it belongs to the request that promised it.
    """
    # A daemon: a process that is told to end must not wait for the pause. What is cut off is swept later.
    thread = threading.Thread(target=_keep_sweeping, args=(settings,), name="onrecord-sweep", daemon=True)
    thread.start()
    return thread


def _keep_sweeping(settings: Settings) -> None:
    timeout = settings.job_timeout_seconds
    sweep: Sweep | None = None
    while True:
        time.sleep(max(1, min(_LONGEST_PAUSE_SECONDS, timeout)))
        try:
            sweep = sweep or Sweep(settings)
            sweep.run()
        except Exception:
            # Most likely the database is away; it will be back, and this thread must still be there then.
            _logger.warning("the sweep failed and will be repeated", exc_info=True)


class Sweep:
    """A sweep to be repeated; what one learns about a failing endpoint, the next one knows."""

    def __init__(self, settings: Settings) -> None:
        self._timeout = settings.job_timeout_seconds
        self._database = open_engine(settings.database_url)
        self._stance_engine = open_stance_engine(settings, self._database)

    def run(self) -> int:
        """Do what was left behind; answers how many jobs were taken up."""
        try:
            return sweep_jobs(
                make_writing_session_factory(self._database),
                timeout_seconds=self._timeout,
                queued_seconds=self._timeout,
                stance_engine=self._stance_engine,
            )
        finally:
            # Its connections: they would be idle nearly always. The next sweep makes new ones.
            self._database.dispose()
