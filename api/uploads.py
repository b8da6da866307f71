"""Bodies that are too long for memory: they go into a file while they come in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from api.parsing import receiving
from api.timed_socket import TimedSocket
from services.errors import StorageUnavailable, TooLarge

PART_BYTES = 1_000_000
"""A part of this size has the time that an ordinary request has as a whole."""
MOST_LINES = 50_000
"""Of an upload, blank ones included: each has a result, and one without an article takes some time too."""

log = logging.getLogger(__name__)


def receive_upload(req: Request, limit: int) -> IO[bytes]:
    """The body of at most `limit` bytes, whole, in a file that vanishes when it is closed.

    Whole before anything is done with it: a client that sends all before it reads would otherwise wait for us while
    we wait for it to take its answer, and a body that turns out too long would have been half done.
    Raises TooLarge, also for more than `MOST_LINES` lines, ReceivedTooSlowly, MalformedRequest for broken chunks, and
    StorageUnavailable when there is no room for it.
    """
    # One more: werkzeug refuses a body of unknown length that reaches its limit.
    req.max_content_length = limit + 1
    lines = 0
    with _storing():
        upload = TemporaryFile()  # noqa: SIM115 - whoever gets it closes it
    try:
        with receiving():
            while part := _next_part(req):
                lines += part.count(b"\n")
                if lines > MOST_LINES:
                    raise TooLarge(
                        f"An upload may have at most {MOST_LINES} lines. Send them in several.",
                        limit=MOST_LINES,
                    )
                with _storing():
                    upload.write(part)
        if upload.tell() > limit:
            raise RequestEntityTooLarge
        upload.seek(0)
    except RequestEntityTooLarge:
        upload.close()
        raise TooLarge(
            f"An upload may have at most {limit} bytes. Send the lines in several.", limit=limit
        ) from None
    except BaseException:
        upload.close()
        raise
    return upload


@contextmanager
def _storing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        log.error("an upload cannot be kept: %s", error)
        raise StorageUnavailable(
            "There is no room here for the upload just now. Send it again later."
        ) from error


def _next_part(req: Request) -> bytes:
    connection = req.environ.get("gunicorn.socket")
    if isinstance(connection, TimedSocket):
        connection.begin_request()
    return req.stream.read(PART_BYTES)
