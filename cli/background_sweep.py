"""The sweep that a server repeats: what a killed worker or a lost database left behind must not wait for a restart."""

from __future__ import annotations

import logging
import threading
import time

from models import SessionFactory, make_writing_session_factory, open_engine
from services.grouping.regrouping import group_earlier_quotes
from services.jobs import sweep_jobs
from services.meanings import embed_missing
from services.settings import Settings
from services.stance_endpoint import open_stance_engine

# Far more often than work gets lost, and rare enough to cost nothing.
_LONGEST_PAUSE_SECONDS = 60
# Somebody may be watching the job that tags an archive for their target.
_BACKGROUND_PAUSE_SECONDS = 5
# So many take seconds; after a pause in which others may write, the next sweep goes on.
_EARLIER_QUOTES_AT_A_TIME = 4_000
# An hour's: the whole archive is looked through for quotes without a vector, nearly always for nothing.
_SWEEPS_WITHOUT_EMBEDDING = 720
_logger = logging.getLogger(__name__)


def start_background_sweep(settings: Settings) -> tuple[threading.Thread, threading.Thread]:
    """Sweep now and then until the process ends; several processes that do share the work.

    A job that is queued is taken up `job_timeout_seconds` after it was made, one that is running the same time after
    it was begun: until then it belongs to the request that promised it. Jobs in the background, which no request does,
    are taken up at once, by a thread of their own: one may take hours.
    """
    # Daemons: a process that is told to end must not wait for the pause. What is cut off is swept later.
    left_behind = threading.Thread(
        target=_keep_sweeping, args=(settings, False), name="onrecord-sweep", daemon=True
    )
    background = threading.Thread(
        target=_keep_sweeping, args=(settings, True), name="onrecord-background", daemon=True
    )
    left_behind.start()
    background.start()
    return left_behind, background


def _keep_sweeping(settings: Settings, background: bool) -> None:
    longest = _BACKGROUND_PAUSE_SECONDS if background else _LONGEST_PAUSE_SECONDS
    sweep: Sweep | None = None
    while True:
        time.sleep(max(1, min(longest, settings.job_timeout_seconds)))
        try:
            sweep = sweep or Sweep(settings, background=background)
            sweep.run()
        except Exception:
            # Most likely the database is away; it will be back, and this thread must still be there then.
            _logger.warning("the sweep failed and will be repeated", exc_info=True)


class Sweep:
    """A sweep to be repeated; what one learns about a failing endpoint, the next one knows.

    It does the jobs in the background, groups quotes of before there were groups, and gives those of earlier versions their
    vectors; or it does the jobs that were left behind.
    """

    def __init__(self, settings: Settings, *, background: bool = False) -> None:
        self._background = background
        self._embedded_up_to = 0
        self._sweeps_to_pass = 0
        self._timeout = settings.job_timeout_seconds
        self._database = open_engine(settings.database_url)
        self._stance_engine = open_stance_engine(settings, self._database)

    def run(self) -> int:
        """Do what there is to do; answers how many jobs were taken up."""
        sessions = make_writing_session_factory(self._database)
        try:
            done = sweep_jobs(
                sessions,
                timeout_seconds=self._timeout,
                queued_seconds=0 if self._background else self._timeout,
                background=self._background,
                stance_engine=self._stance_engine,
            )
            if self._background:
                try:
                    group_earlier_quotes(sessions, most=_EARLIER_QUOTES_AT_A_TIME)
                finally:
                    self._embed_some(sessions)
            return done
        finally:
            # Its connections: they would be idle nearly always. The next sweep makes new ones.
            self._database.dispose()

    def _embed_some(self, sessions: SessionFactory) -> None:
        """Some at a time: a job should not have to wait."""
        if self._sweeps_to_pass > 0:
            self._sweeps_to_pass -= 1
            return
        batch = embed_missing(sessions, self._embedded_up_to)
        if batch is None:
            # What is stored comes with its vector, but for what a process of an earlier version stores meanwhile, and
            # what somebody was changing.
            self._embedded_up_to, self._sweeps_to_pass = 0, _SWEEPS_WITHOUT_EMBEDDING
        else:
            self._embedded_up_to = batch.last_id
