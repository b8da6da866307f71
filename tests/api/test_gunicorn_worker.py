"""What gunicorn cannot read is answered in the API's form too."""

from __future__ import annotations

import json
import logging
import socket

import pytest
from gunicorn.http.errors import InvalidRequestMethod, LimitRequestHeaders, LimitRequestLine

from api.gunicorn_worker import ProblemWorker, error_answer


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (LimitRequestLine(9000, 8190), 400, "malformed-request"),
        (LimitRequestHeaders("too many"), 431, "malformed-request"),
        (InvalidRequestMethod("<script>"), 400, "malformed-request"),
        (RuntimeError("the secret of the house"), 500, "internal-error"),
    ],
)
def test_error_is_a_problem(
    error: Exception, status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        head, _, body = error_answer(error).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status} ")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    assert headers["Content-Type"] == "application/problem+json"
    assert int(headers["Content-Length"]) == len(body)
    document = json.loads(body)
    assert (document["status"], document["type"]) == (status, f"/problems/{code}")
    assert document["request_id"] == headers["X-Request-Id"]
    assert "secret" not in body.decode()
    assert "script" not in body.decode()


def test_worker_sends_it() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ProblemWorker.handle_error(
            object.__new__(ProblemWorker), None, ours, None, LimitRequestLine(9000, 8190)
        )
        assert theirs.recv(100).startswith(b"HTTP/1.1 400 ")


def test_client_that_left_is_no_error() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        ProblemWorker.handle_error(
            object.__new__(ProblemWorker), None, ours, None, LimitRequestLine(9000, 8190)
        )
