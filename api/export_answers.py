"""Answers that are sent while they are read, so that they may be of any length."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from itertools import chain

from flask import Flask, Response, current_app, request

from api.refusals import RateLimited

_EXTENSION = "onrecord-export-slots"
_RETRY_SECONDS = 10


def register_exports(app: Flask, threads: int) -> None:
    """Let exports and imports have half of a process's threads: slow readers must not keep everybody else out."""
    app.extensions[_EXTENSION] = threading.BoundedSemaphore(max(1, threads // 2))


class ExportBody:
    """The body of an export, which counts as running until it is closed.

    A server closes a body when all is sent and when the client hangs up. A generator alone would not do: one that
    never began cleans up nothing.
    """

    def __init__(self, parts: Generator[str], release: Callable[[], None]) -> None:
        self._parts = parts
        self._release = release
        self._open = threading.Lock()
        self._first = ""

    def begin(self) -> None:
        """Read the first part; raises what that raises."""
        self._first = next(self._parts, "")

    def __iter__(self) -> Iterator[bytes]:
        try:
            for part in chain((self._first,), self._parts):
                yield part.encode()
        finally:
            self.close()

    def close(self) -> None:
        """End the export; may be called again."""
        if self._open.acquire(blocking=False):
            self._parts.close()
            self._release()


def answer_with_export(parts: Generator[str], content_type: str, file_name: str) -> Response:
    """As `answer_with_parts`, for a browser that stores it under this name."""
    response = answer_with_parts(parts, content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def answer_with_parts(parts: Generator[str], content_type: str) -> Response:
    """An answer of these parts. The first is read now, so that what is wrong with the request can still be said.

    Raises RateLimited when as many exports and imports are running as may run at a time, and what the first part
    raises.
    """
    slots: threading.BoundedSemaphore = current_app.extensions[_EXTENSION]
    if not slots.acquire(blocking=False):
        raise RateLimited(
            f"Too many exports and imports are running. Ask again in {_RETRY_SECONDS} seconds.",
            retry_after=_RETRY_SECONDS,
        )
    body = ExportBody(parts, slots.release)
    try:
        body.begin()
    except BaseException:
        body.close()
        raise
    if request.method == "HEAD":
        body.close()
    return Response(body, content_type=content_type)
