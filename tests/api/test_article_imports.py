"""Many articles in one request: each line stands for itself, and says what became of it."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from api import article_intake
from tests.api_fixtures import ARTICLE, assert_problem, make_key_headers, make_writer

PATH = "/v1/articles/bulk"
LINES = "application/x-ndjson"
BRIDGE = {"text": "Mara Velden said the bridge would open.", "publisher": "Torland Courier"}
HARBOUR = {"text": "“The harbour is shut,” said Jonas Arkwright.", "url": "https://news.example/harbour"}


def upload(*lines: object) -> bytes:
    """Lines of JSON; bytes go in as they are."""
    return b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )


def send(client: FlaskClient, body: bytes, **options: Any) -> TestResponse:
    return client.post(PATH, data=body, content_type=LINES, **options)


def results(response: TestResponse) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    assert response.content_type == LINES
    assert response.text.endswith("\n")
    return [json.loads(line) for line in response.text.split("\n")[:-1]]


def statuses(response: TestResponse) -> list[tuple[int, str]]:
    return [(result["line"], result["status"]) for result in results(response)]


def test_each_line_is_an_article_with_its_quotes(make_app: Callable[..., Flask], database_url: str) -> None:
    writer = make_writer(make_app(database_url=database_url))
    first, second = results(send(writer, upload(BRIDGE, HARBOUR)))
    assert first == {
        "line": 1,
        "status": "created",
        "id": 1,
        "revised": False,
        "links": {"self": "/v1/articles/1"},
    }
    assert (second["line"], second["status"]) == (2, "created")
    stored = writer.get(second["links"]["self"]).json
    assert (stored["id"], stored["state"], stored["url"]) == (second["id"], "ready", HARBOUR["url"])
    assert [quote["text"] for quote in stored["quotes"]] == ["The harbour is shut,"]


def test_a_line_again_is_the_same_article(writer: FlaskClient) -> None:
    body = upload(BRIDGE, HARBOUR, BRIDGE)
    assert statuses(send(writer, body)) == [(1, "created"), (2, "created"), (3, "existing")]
    assert statuses(send(writer, body)) == [(1, "existing"), (2, "existing"), (3, "existing")]
    assert writer.post("/v1/articles", json=BRIDGE).status_code == 200
    assert len(writer.get("/v1/articles").json["items"]) == 2


def test_another_text_under_an_address_is_a_revision(writer: FlaskClient) -> None:
    changed = {**HARBOUR, "text": "Jonas Arkwright said the harbour would reopen."}
    first, second, third = results(send(writer, upload(HARBOUR, changed, changed)))
    assert first["id"] == second["id"] == third["id"]
    assert [result["revised"] for result in (first, second, third)] == [False, True, False]
    assert writer.get(second["links"]["self"]).json["revision"] == 2


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        (b"{", "malformed-request", None),
        (b"[]", "malformed-request", None),
        (b"NaN", "malformed-request", None),
        (b'{"text": "a", "text": "b"}', "malformed-request", None),
        (b'{"text": "\xe9"}', "malformed-request", None),
        ('{"text": "a"}'.encode("utf-16"), "malformed-request", None),
        (b'{"text": "a\x00b"}', "malformed-request", None),
        (b"[" * 3_000, "malformed-request", None),
        ({"text": "a\0b"}, "invalid-input", "/text"),
        ({"text": "a\ud800"}, "invalid-input", "/text"),
        ({"text": 7}, "invalid-input", "/text"),
        ({"text": " \u200b"}, "invalid-input", "/text"),
        ({"text": "a", "colour": "red"}, "invalid-input", "/colour"),
        ({"text": "a", "published_at": "1066-10-14T09:00:00Z"}, "invalid-input", "/published_at"),
        ({"text": "a", "html": "b"}, "invalid-input", ""),
        ({}, "invalid-input", ""),
        ({"text": "word " * 200}, "too-large", None),
        (b'{"text": "' + b"a" * 5000 + b'"}', "too-large", None),
        ({"url": "https://news.example/bridge"}, "fetching-off", None),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_stops_no_other(
    make_app: Callable[..., Flask], line: object, code: str, place: str | None
) -> None:
    writer = make_writer(make_app(max_article_characters=500, max_request_bytes=4000))
    response = send(writer, upload(BRIDGE, line, HARBOUR))
    first, bad, last = results(response)
    assert (first["status"], last["status"]) == ("created", "created")
    assert (last["line"], bad["line"], bad["status"]) == (3, 2, "invalid")
    problem = bad["problem"]
    assert problem["type"] == f"/problems/{code}"
    assert problem["detail"]
    assert problem["request_id"] == response.headers["X-Request-Id"]
    assert [entry["pointer"] for entry in problem.get("errors", [])] == ([] if place is None else [place])
    assert len(writer.get("/v1/articles").json["items"]) == 2


def test_a_result_lists_a_few_of_many_errors(writer: FlaskClient) -> None:
    strange = {"text": "a", **{f"key{number}": 1 for number in range(200)}}
    _, bad = results(send(writer, upload(BRIDGE, strange)))
    assert len(bad["problem"]["errors"]) == 50


def test_a_withdrawn_article_stays_so(writer: FlaskClient, article: dict[str, Any]) -> None:
    assert writer.delete("/v1/articles/1?reason=A+mistake").status_code == 204
    first, second = results(send(writer, upload(ARTICLE, BRIDGE)))
    assert (first["status"], first["problem"]["type"]) == ("invalid", "/problems/conflict")
    assert first["problem"]["reason"] == "A mistake"
    assert second["status"] == "created"


def test_blank_lines_count_and_have_no_result(writer: FlaskClient) -> None:
    bridge, harbour = json.dumps(BRIDGE).encode(), json.dumps(HARBOUR).encode()
    body = b"\r\n" + bridge + b"\r\n \r\n\n" + harbour
    assert statuses(send(writer, body)) == [(2, "created"), (5, "created")]


def test_a_byte_order_mark_is_no_part_of_the_first_line(writer: FlaskClient) -> None:
    assert statuses(send(writer, b"\xef\xbb\xbf" + upload(BRIDGE))) == [(1, "created")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n \r\n",
        b"text,title\na,b\n",
        b"[\n",
        json.dumps([BRIDGE, HARBOUR]).encode(),
        json.dumps(BRIDGE, indent=1).encode(),
        upload(BRIDGE).decode().encode("utf-16"),
        b"\x1f\x8b\x08\x00",
    ],
)
def test_what_does_not_begin_with_an_object_is_no_upload(writer: FlaskClient, body: bytes) -> None:
    problem = assert_problem(send(writer, body), 400, "malformed-request")
    assert "a JSON object" in problem["detail"]
    assert writer.get("/v1/articles").json["items"] == []


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        ({"Content-Type": "application/json"}, LINES),
        ({"Content-Type": "text/csv"}, LINES),
        ({"Content-Type": f"{LINES}; charset=latin-1"}, LINES),
        ({"Content-Type": LINES, "Content-Encoding": "gzip"}, LINES),
    ],
)
def test_another_format_is_refused(writer: FlaskClient, headers: dict[str, str], accepted: str) -> None:
    response = writer.post(PATH, data=upload(BRIDGE), headers=headers)
    assert assert_problem(response, 415, "unsupported-media-type")["accepts"] == accepted
    assert response.headers["Accept"] == accepted


@pytest.mark.parametrize("chunked", [False, True])
def test_an_upload_that_is_too_large_is_refused_before_anything_is_stored(
    make_app: Callable[..., Flask], chunked: bool
) -> None:
    body = upload(BRIDGE, HARBOUR)

    def answer(limit: int) -> tuple[TestResponse, FlaskClient]:
        writer = make_writer(make_app(max_bulk_bytes=limit))
        options: dict[str, Any] = {"data": body}
        if chunked:
            options = {
                "input_stream": io.BytesIO(body),
                "environ_overrides": {"wsgi.input_terminated": True},
            }
        return writer.post(PATH, content_type=LINES, **options), writer

    response, writer = answer(len(body) - 1)
    assert assert_problem(response, 413, "too-large")["limit"] == len(body) - 1
    assert writer.get("/v1/articles").json["items"] == []
    response, _ = answer(len(body))
    assert statuses(response) == [(1, "created"), (2, "created")]


def test_an_upload_may_be_longer_than_other_requests(make_app: Callable[..., Flask]) -> None:
    writer = make_writer(make_app(max_request_bytes=200))
    lines = [{"text": f"Mara Velden said toll {number} was too high."} for number in range(20)]
    assert [result["status"] for result in results(send(writer, upload(*lines)))] == ["created"] * 20


def test_a_first_line_that_is_too_long_is_refused_as_a_whole(make_app: Callable[..., Flask]) -> None:
    writer = make_writer(make_app(max_request_bytes=20))
    problem = assert_problem(send(writer, upload(BRIDGE)), 413, "too-large")
    assert problem["detail"].startswith("Line 1: The line is longer than 20 bytes")


def test_an_idempotency_key_is_refused(writer: FlaskClient) -> None:
    response = send(writer, upload(BRIDGE), headers={"Idempotency-Key": "7f1c"})
    problem = assert_problem(response, 422, "invalid-input")
    assert [entry["header"] for entry in problem["errors"]] == ["Idempotency-Key"]
    assert writer.get("/v1/articles").json["items"] == []


def test_it_needs_the_scope_ingest(app: Flask, client: FlaskClient) -> None:
    assert_problem(send(client, upload(BRIDGE)), 401, "unauthenticated")
    others = make_key_headers(app, "read", "review")
    assert_problem(send(client, upload(BRIDGE), headers=others), 403, "missing-scope")
    own = send(client, upload(BRIDGE), headers=make_key_headers(app, "ingest"))
    assert statuses(own) == [(1, "created")]


def test_the_history_names_who_sent_it(app: Flask, writer: FlaskClient) -> None:
    headers = make_key_headers(app, "ingest")
    send(app.test_client(), upload(BRIDGE), headers=headers)
    prefix = headers["Authorization"].split("_")[1]
    entries = writer.get("/v1/articles/1/history").json["items"]
    assert {entry["actor"] for entry in entries if entry["subject"]["kind"] == "article"} == {f"key:{prefix}"}


def test_results_come_while_articles_are_stored_and_a_client_that_hangs_up_stops_it(
    writer: FlaskClient,
) -> None:
    response = send(writer, upload(BRIDGE, HARBOUR, ARTICLE), buffered=False)
    parts = response.iter_encoded()
    assert json.loads(next(parts))["line"] == 1
    assert len(writer.get("/v1/articles").json["items"]) == 1
    assert json.loads(next(parts))["line"] == 2
    response.close()
    assert len(writer.get("/v1/articles").json["items"]) == 2


def test_what_fails_here_is_told_apart_and_may_be_sent_again(
    writer: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ingest = article_intake.ingest_article
    causes: list[Exception] = [RuntimeError("the secret of the house"), _lost_connection()]

    def fail(sessions: Any, new: Any, **options: Any) -> Any:
        if new.text == "fail" and causes:
            raise causes.pop(0)
        return ingest(sessions, new, **options)

    monkeypatch.setattr(article_intake, "ingest_article", fail)
    body = upload(BRIDGE, {"text": "fail"}, {"text": "fail"}, HARBOUR)
    with caplog.at_level(logging.ERROR):
        response = send(writer, body)
    _, crashed, lost, last = results(response)
    assert (crashed["status"], crashed["problem"]["type"]) == ("failed", "/problems/internal-error")
    assert (lost["status"], lost["problem"]["type"]) == ("failed", "/problems/storage-unavailable")
    assert last["status"] == "created"
    assert "secret" not in response.text
    assert "the secret of the house" in caplog.text
    assert f"line 2 of request {crashed['problem']['request_id']}" in caplog.text
    assert statuses(send(writer, body)) == [(1, "existing"), (2, "created"), (3, "existing"), (4, "existing")]


def _lost_connection() -> OperationalError:
    return OperationalError("SELECT", {}, Exception("gone"), connection_invalidated=True)


def test_it_counts_as_one_request_however_many_lines_it_has(make_app: Callable[..., Flask]) -> None:
    writer = make_writer(make_app(rate_limit="5 per minute"))
    response = send(writer, upload(*({"text": f"Toll {number}"} for number in range(9))))
    assert len(results(response)) == 9
    assert "r=4" in response.headers["RateLimit"]


def test_imports_leave_room_for_other_requests(make_app: Callable[..., Flask]) -> None:
    writer = make_writer(make_app(threads=2))
    running = send(writer, upload(BRIDGE, HARBOUR), buffered=False)
    assert_problem(send(writer, upload(ARTICLE)), 429, "rate-limited")
    assert writer.post("/v1/articles", json=ARTICLE).status_code == 201
    running.close()
    assert_problem(send(writer, b"nothing"), 400, "malformed-request")
    assert statuses(send(writer, upload(BRIDGE))) == [(1, "existing")]


def test_two_uploads_of_the_same_at_once_store_one_copy(
    make_app: Callable[..., Flask], database_url: str
) -> None:
    app = make_app(database_url=database_url)
    headers = make_key_headers(app, "ingest")
    lines = [{"text": f"Mara Velden said toll {number} was too high."} for number in range(5)]
    start = threading.Barrier(2)
    answers: list[list[dict[str, Any]]] = []

    def run() -> None:
        start.wait()
        answers.append(results(send(app.test_client(), upload(*lines), headers=headers)))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pairs = list(zip(*answers, strict=True))
    assert len(pairs) == 5
    for one, other in pairs:
        assert one["id"] == other["id"]
        assert {one["status"], other["status"]} == {"created", "existing"}
