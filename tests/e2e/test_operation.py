"""The server as somebody operates it: several workers, slow clients, the log, and what collects counts."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.test_serve import POST_CHUNKED, WAIT_SECONDS, environment, fetch, onrecord, serving

__all__ = ["environment"]

TOKEN = "collector-token-0123"


@pytest.fixture
def migrated(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """An environment with its database in place, two workers, and a temporary folder of its own."""
    assert onrecord("migrate", environment=environment).returncode == 0
    folder = tmp_path / "temporary"
    folder.mkdir()
    return {
        **environment,
        "TMPDIR": str(folder),
        "ONRECORD_WORKERS": "2",
        "ONRECORD_METRICS_TOKEN": TOKEN,
        "ONRECORD_RECEIVE_SECONDS": "2",
    }


def counted(base: str, sample: str) -> float:
    """The value of one line of /metrics, 0 if it is not there."""
    asked = urllib.request.Request(f"{base}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(asked, timeout=WAIT_SECONDS) as answer:
        found = re.search(rf"^{re.escape(sample)} (\S+)$", answer.read().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def wait_until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def workers(server: subprocess.Popen[str]) -> set[int]:
    return {child.pid for child in psutil.Process(server.pid).children()}


def json_lines(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


READS = 'onrecord_http_requests_total{method="GET",route="/v1/speakers",status="2xx"}'


def test_counts_add_up_over_workers_and_outlive_them(migrated: dict[str, str]) -> None:
    with serving(migrated) as (base, server):
        wait_until(lambda: len(workers(server)) == 2, "there are no two workers")

        def read(_number: int) -> int:
            return fetch(f"{base}/v1/speakers")[0]

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(read, range(40))) == {200}
        folder = next(Path(migrated["TMPDIR"]).glob("onrecord-metrics-*"))
        counting = {path.stem.rpartition("_")[2] for path in folder.glob("counter_*.db")}
        assert counting >= {str(pid) for pid in workers(server)}
        assert counted(base, READS) == 40
        before = workers(server)
        os.kill(min(before), signal.SIGKILL)
        wait_until(lambda: len(workers(server) - before) == 1, "the worker was not replaced")
        wait_until(lambda: fetch(f"{base}/v1/speakers")[0] == 200, "nobody answers")
        assert counted(base, READS) == 41
        server.send_signal(signal.SIGTERM)
        server.wait(WAIT_SECONDS)
    assert list(Path(migrated["TMPDIR"]).glob("onrecord-metrics-*")) == []


def test_a_request_that_drips_is_ended_and_holds_up_nobody(migrated: dict[str, str]) -> None:
    migrated |= {"ONRECORD_WORKERS": "1", "ONRECORD_THREADS": "2"}
    with serving(migrated) as (base, _):
        host, port = base.removeprefix("http://").split(":")

        def drip(beginning: bytes) -> bytes:
            """Send a byte every tenth of a second until the server has had enough; what it answers."""
            with socket.create_connection((host, int(port)), timeout=WAIT_SECONDS) as connection:
                connection.sendall(beginning)
                connection.settimeout(0.1)
                answer = b""
                deadline = time.monotonic() + WAIT_SECONDS
                while time.monotonic() < deadline:
                    try:
                        connection.sendall(b"a")
                        part = connection.recv(65536)
                    except TimeoutError:
                        continue
                    except OSError:
                        break
                    answer += part
                    if not part:
                        break
                return answer

        body = b"POST /v1/extractions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
        slow = [b"GET /v1/quotes HTTP/1.1\r\nX-Header: ", body, POST_CHUNKED + b"fff\r\n"]
        with ThreadPoolExecutor(len(slow)) as pool:
            answers = list(pool.map(drip, slow))
        for answer in answers:
            head, _, document = answer.partition(b"\r\n\r\n")
            assert b" 408 " in head.split(b"\r\n")[0], answer
            assert json.loads(document)["type"] == "/problems/received-too-slowly"
            assert b"nosniff" in head
        idle = [socket.create_connection((host, int(port)), timeout=WAIT_SECONDS) for _ in range(10)]
        assert fetch(f"{base}/healthz")[0] == 200
        for connection in idle:
            with connection:
                assert connection.recv(100) == b""


def test_too_many_and_too_long_headers_are_refused(migrated: dict[str, str]) -> None:
    with serving(migrated) as (base, _):
        host, port = base.removeprefix("http://").split(":")
        many = b"".join(b"X-%d: a\r\n" % number for number in range(200))
        for headers in (many, b"X-Long: " + b"a" * 10_000 + b"\r\n"):
            with socket.create_connection((host, int(port)), timeout=WAIT_SECONDS) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n" + headers + b"\r\n")
                assert b" 431 " in connection.recv(65536).split(b"\r\n")[0]


def test_every_line_of_the_log_is_json_and_tells_no_secret(migrated: dict[str, str]) -> None:
    made = onrecord("keys", "create", "--name", "desk", "--scope", "read", environment=migrated)
    key = made.stdout.strip()
    with serving(migrated) as (base, server):
        asked = urllib.request.Request(
            f"{base}/v1/quotes?q=whistleblower",
            headers={"Authorization": f"Bearer {key}", "X-Request-Id": "report-7"},
        )
        urllib.request.urlopen(asked, timeout=WAIT_SECONDS).close()
        fetch(f"{base}/v1/quotes/1%0a%7b%22level%22%3a%22forged%22%7d")
        server.send_signal(signal.SIGTERM)
        output = server.stdout.read() if server.stdout else ""
    lines = list(json_lines(output))
    assert {line["logger"] for line in lines} >= {"gunicorn.error", "onrecord.access"}
    requests = [line for line in lines if line["logger"] == "onrecord.access"]
    mine = next(line for line in requests if line.get("request_id") == "report-7")
    assert {name: mine[name] for name in ("level", "method", "route", "status", "key")} == {
        "level": "info",
        "method": "GET",
        "route": "/v1/quotes",
        "status": 200,
        "key": key.split("_")[1],
    }
    assert mine["duration_ms"] > 0
    assert mine["bytes"] > 0
    # Not the last one for certain: a line is written when its answer was sent, by another thread.
    assert "unmatched" in {line["route"] for line in requests}
    for secret in (key, key.split("_", 2)[2], "whistleblower", "forged", TOKEN):
        assert secret not in output
    # What is not a line of the log is what `serve` tells the person who started it.
    others = [line for line in output.splitlines() if line and not line.startswith("{")]
    assert len(others) == 4, others
