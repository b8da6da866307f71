"""How often one key or address may ask, and the headers that tell it.

The headers are those of the IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers):
`RateLimit-Policy: "600-per-60";q=600;w=60` and `RateLimit: "600-per-60";r=599;t=58`.
"""

from __future__ import annotations

import logging
import math
import time

from flask import Flask, Response, g, request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from api.authentication import caller, needs_key_but_sends_none
from api.refusals import RateLimited

log = logging.getLogger("onrecord.api")


class RequestCounter:
    """Counts requests in fixed windows, whose end and remainder can be told exactly."""

    def __init__(self, limits: str, storage: str) -> None:
        """`limits` in the notation of the limits library ("600 per minute; 20 per second"). Raises ValueError."""
        self._limits = sorted(parse_many(limits))
        self._limiter = FixedWindowRateLimiter(storage_from_string(storage, wrap_exceptions=True))

    def count(self, name: str) -> float | None:
        """Count one request; the seconds to wait if it was one too many."""
        waits = [
            self._limiter.get_window_stats(limit, name).reset_time - time.time()
            for limit in self._limits
            if not self._limiter.hit(limit, name)
        ]
        return max(waits, default=None)

    def policy_header(self) -> str:
        """The limits as they are."""
        return ", ".join(
            f'"{_label(limit)}";q={limit.amount};w={limit.get_expiry()}' for limit in self._limits
        )

    def state_header(self, name: str) -> str:
        """What is left of each limit, and in how many seconds it is whole again."""
        parts = []
        for limit in self._limits:
            stats = self._limiter.get_window_stats(limit, name)
            seconds = max(0, math.ceil(stats.reset_time - time.time()))
            parts.append(f'"{_label(limit)}";r={stats.remaining};t={seconds}')
        return ", ".join(parts)


def register_rate_limit(app: Flask, limits: str, storage: str) -> None:
    """Limit the requests below /v1 and to /metrics. Raises ValueError for a limit that cannot be read."""
    counter = RequestCounter(limits, storage)

    def count_request() -> None:
        # Whoever guesses the token of /metrics is counted as well.
        if not request.path.startswith("/v1/") and request.path.rstrip("/") != "/metrics":
            return
        asking = caller()
        name = f"key:{asking.key_id}" if asking.key_id is not None else f"address:{request.remote_addr}"
        try:
            wait = counter.count(name)
        except StorageError:
            # Refusing everybody because nobody can be counted would make a small failure a large one.
            log.warning("rate limits cannot be counted", exc_info=True)
            return
        g.counted_as = name
        # Who must come with a key is told so, not to come again without one.
        if wait is not None and not needs_key_but_sends_none():
            seconds = max(1, math.ceil(wait))
            raise RateLimited(f"Too many requests. Ask again in {seconds} seconds.", retry_after=seconds)

    def add_headers(response: Response) -> Response:
        if "counted_as" in g:
            try:
                response.headers["RateLimit"] = counter.state_header(g.counted_as)
                response.headers["RateLimit-Policy"] = counter.policy_header()
            except StorageError:
                log.warning("rate limits cannot be read", exc_info=True)
        return response

    app.before_request(count_request)
    app.after_request(add_headers)


def _label(limit: RateLimitItem) -> str:
    return f"{limit.amount}-per-{limit.get_expiry()}"
