"""A rest for a service that keeps failing, so that nobody waits for it in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

FAILURES_IN_A_ROW: Final = 5
REST_SECONDS: Final = 60.0
# A service that asks for more is tried again nevertheless: its clock may be wrong.
LONGEST_REST_SECONDS: Final = 600.0


class CircuitBreaker:
    """Counts failures in a row, of all threads of the process; after five of them it says no for a minute.

    Then one caller may try; the others wait for how that goes. "Circuit Breaker" after M. Nygard, Release It! (2007).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0
        self._others_wait_until = 0.0

    def admit(self) -> bool:
        """Whether the service may be asked now. Who is told yes must say how it went."""
        with self._lock:
            now = self._clock()
            if now < self._rests_until:
                return False
            if self._failures >= FAILURES_IN_A_ROW:
                # For the others, until this caller has told; and anew if it never does.
                self._rests_until = self._others_wait_until = now + REST_SECONDS
            return True

    def not_asked(self) -> None:
        """Who was told yes did not ask after all, so the next caller may."""
        with self._lock:
            # Not a rest that somebody else's failure asked for meanwhile.
            if self._rests_until == self._others_wait_until:
                self._rests_until = 0.0

    def succeeded(self) -> None:
        """The service answered."""
        with self._lock:
            self._failures = 0
            self._rests_until = 0.0

    def failed(self, rest_seconds: float = 0.0) -> None:
        """The service did not answer, and may have asked for a rest."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_IN_A_ROW:
                rest_seconds = max(rest_seconds, REST_SECONDS)
            rest_seconds = min(rest_seconds, LONGEST_REST_SECONDS)
            self._rests_until = max(self._rests_until, self._clock() + rest_seconds)
