"""Bodies that are too long for memory."""

from __future__ import annotations

import errno
import io
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Request
from gunicorn.http.errors import ChunkMissingTerminator
from werkzeug.test import EnvironBuilder

from api import uploads
from api.refusals import MalformedRequest, ReceivedTooSlowly
from api.timed_socket import TimedSocket, TooSlow
from api.uploads import PART_BYTES, receive_upload
from services.errors import ServiceError, StorageUnavailable, TooLarge


@pytest.fixture
def connection() -> Iterator[TimedSocket]:
    """A socket whose requests may take no time at all."""
    ours, theirs = socket.socketpair()
    with theirs, TimedSocket(ours, 0) as timed:
        yield timed


def request_with(stream: Any, connection: TimedSocket | None = None) -> Request:
    environ = EnvironBuilder(method="POST").get_environ()
    environ |= {"wsgi.input": stream, "wsgi.input_terminated": True, "gunicorn.socket": connection}
    environ.pop("CONTENT_LENGTH", None)
    return Flask(__name__).request_class(environ)


@pytest.mark.parametrize("size", [0, 1, PART_BYTES, PART_BYTES + 1])
def test_the_file_has_the_whole_body_and_is_at_its_beginning(size: int) -> None:
    with receive_upload(request_with(io.BytesIO(b"a" * size)), PART_BYTES + 1) as upload:
        assert upload.read() == b"a" * size


@pytest.mark.parametrize("over", [1, 2, PART_BYTES])
def test_more_than_the_limit_is_refused(over: int) -> None:
    with pytest.raises(TooLarge) as refused:
        receive_upload(request_with(io.BytesIO(b"a" * (10 + over))), 10)
    assert refused.value.members == {"limit": 10}


def test_more_lines_than_are_taken_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_LINES", 3)
    with receive_upload(request_with(io.BytesIO(b"\n" * 3)), 10) as upload:
        assert upload.read() == b"\n" * 3
    with pytest.raises(TooLarge) as refused:
        receive_upload(request_with(io.BytesIO(b"\n" * 4)), 10)
    assert refused.value.members == {"limit": 3}


def test_an_upload_without_room_for_it_may_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "TemporaryFile", fail)
    with pytest.raises(StorageUnavailable):
        receive_upload(request_with(io.BytesIO(b"a")), 10)


def test_each_part_has_the_time_of_a_request(
    connection: TimedSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(TimedSocket, "begin_request", lambda _self: begun.append(1))
    with receive_upload(request_with(io.BytesIO(b"a" * 3 * PART_BYTES), connection), 10 * PART_BYTES):
        # And one in which the end comes.
        assert len(begun) == 4


@pytest.mark.parametrize(
    ("error", "refusal"),
    [(TooSlow(), ReceivedTooSlowly), (ChunkMissingTerminator(b"x"), MalformedRequest)],
)
def test_a_body_that_breaks_off_is_refused(error: Exception, refusal: type[ServiceError]) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _buffer: Any) -> int:
            raise error

    with pytest.raises(refusal):
        receive_upload(request_with(Broken()), 10)
