"""`onrecord serve` as a person starts it: a real gunicorn on a real port."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models import Job, JobState, current_moment, make_writing_session_factory, open_engine
from services.submissions import NewArticle, store_submission

WAIT_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def onrecord(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/onrecord.sqlite3",
        "PORT": str(free_port()),
        "ONRECORD_OPEN_READING": "true",
    }


@contextlib.contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    server = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    base = f"http://127.0.0.1:{environment['PORT']}"
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fetch(f"{base}/readyz")
                break
            except OSError:
                assert server.poll() is None, server.stdout.read() if server.stdout else ""
                assert time.monotonic() < deadline, "the server did not become ready"
                time.sleep(0.1)
        yield base, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(WAIT_SECONDS)
        if server.stdout:
            server.stdout.close()


def fetch(url: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(url, timeout=WAIT_SECONDS) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_after_migrate_and_seed_the_first_question_is_answered(environment: dict[str, str]) -> None:
    assert onrecord("migrate", environment=environment).returncode == 0
    assert onrecord("seed", environment=environment).returncode == 0
    with serving(environment) as (base, server):
        status, answer = fetch(f"{base}/v1/ask?q=what+did+Macron+say+about+deployment")
        assert status == 200
        assert {item["speaker"]["name"] for item in answer["items"]} == {"Emmanuel Macron"}
        first = answer["items"][0]
        _, article = fetch(base + first["links"]["article"])
        for segment in first["segments"]:
            assert article["text"][segment["start"] : segment["end"]] == segment["text"]
        assert fetch(f"{base}/nothing")[0] == 404
        taken = onrecord("serve", environment=environment)
        assert taken.returncode == 1
        assert f"port {environment['PORT']} is taken" in taken.stderr
        server.send_signal(signal.SIGTERM)
        output = server.stdout.read() if server.stdout else ""
    assert f"{base}/docs" in output
    assert server.returncode == 0


def test_a_database_that_was_not_migrated_stops_the_start_with_what_to_do(
    environment: dict[str, str],
) -> None:
    done = onrecord("serve", environment=environment)
    assert done.returncode == 1
    assert "onrecord migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_article_whose_process_was_killed_is_read_while_the_server_runs(
    environment: dict[str, str],
) -> None:
    assert onrecord("migrate", environment=environment).returncode == 0
    engine = open_engine(environment["DATABASE_URL"])
    sessions = make_writing_session_factory(engine)
    article = NewArticle(text="“The harbour stays open,” said Mara Velden.")
    with serving({**environment, "ONRECORD_JOB_TIMEOUT_SECONDS": "1"}) as (base, _):
        with sessions.begin() as session:
            ingested, job_id = store_submission(session, article, "key:abc")
            session.get_one(Job, job_id).state = JobState.RUNNING
            session.get_one(Job, job_id).started_at = current_moment()
        deadline = time.monotonic() + WAIT_SECONDS
        while (answer := fetch(f"{base}/v1/articles/{ingested.article_id}")[1])["state"] != "ready":
            assert time.monotonic() < deadline, "nobody did the work"
            time.sleep(0.1)
    engine.dispose()
    assert [quote["text"] for quote in answer["quotes"]] == ["The harbour stays open,"]


def send(base: str, request: bytes) -> tuple[bytes, dict[str, Any]]:
    """Send bytes as they are; the status line and the JSON body of what comes back."""
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=WAIT_SECONDS) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.split(b"\r\n")[0], json.loads(body)


POST_CHUNKED = (
    b"POST /v1/extractions HTTP/1.1\r\nHost: onrecord\r\nConnection: close\r\n"
    b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
)


def test_what_is_wrong_on_the_wire_is_answered_with_a_problem_too(environment: dict[str, str]) -> None:
    environment["ONRECORD_MAX_REQUEST_BYTES"] = "100"
    assert onrecord("migrate", environment=environment).returncode == 0
    with serving(environment) as (base, _):
        status, problem = send(base, b"this is not HTTP\r\n\r\n")
        assert (status.split(b" ")[1], problem["type"]) == (b"400", "/problems/malformed-request")
        status, problem = send(base, POST_CHUNKED + b"ZZ\r\nabc\r\n0\r\n\r\n")
        assert (status.split(b" ")[1], problem["type"]) == (b"400", "/problems/malformed-request")
        long_body = b'{"text": "' + b"a" * 200 + b'"}'
        status, problem = send(base, POST_CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(long_body), long_body))
        assert (status.split(b" ")[1], problem["type"]) == (b"413", "/problems/too-large")
