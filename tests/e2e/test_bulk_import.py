"""Many articles in one request, over a real connection."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any

from tests.e2e.test_serve import WAIT_SECONDS, environment, fetch, onrecord, serving

__all__ = ["environment"]

LINES = [json.dumps({"text": f"Mara Velden said toll {number} was too high."}) + "\n" for number in range(20)]


def send(base: str, key: str, lines: Iterator[bytes]) -> tuple[int, list[dict[str, Any]]]:
    """Send the lines in chunks, all before anything is read; the status, and each line of the answer."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=WAIT_SECONDS)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
    try:
        connection.request("POST", "/v1/articles/bulk", body=lines, headers=headers, encode_chunked=True)
        answer = connection.getresponse()
        return answer.status, [json.loads(line) for line in answer.read().splitlines()]
    finally:
        connection.close()


def test_lines_in_chunks_are_stored_and_too_many_are_refused(environment: dict[str, str]) -> None:
    # The limit of other requests is no limit of an upload, but of each of its lines.
    environment |= {"ONRECORD_MAX_REQUEST_BYTES": "100", "ONRECORD_MAX_BULK_BYTES": "2000"}
    assert onrecord("migrate", environment=environment).returncode == 0
    made = onrecord("keys", "create", "--name", "desk", "--scope", "ingest", environment=environment)
    key = made.stdout.strip()
    with serving(environment) as (base, _):
        status, (problem,) = send(base, key, (line.encode() for line in LINES * 10))
        assert (status, problem["type"], problem["limit"]) == (413, "/problems/too-large", 2000)
        assert fetch(f"{base}/v1/articles")[1]["items"] == []
        for expected in ("created", "existing"):
            status, results = send(base, key, (line.encode() for line in LINES))
            assert status == 200
            assert [(result["line"], result["status"]) for result in results] == [
                (number, expected) for number in range(1, 21)
            ]
