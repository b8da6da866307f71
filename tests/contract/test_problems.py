"""Every error is a problem document, whatever part of the program it came from."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from api.database import database
from api.problems import problem_classes
from services.errors import ServiceError
from tests.api_fixtures import assert_problem

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Source:
    """A request that goes wrong in one part of the program."""

    name: str
    status: int
    code: str
    method: str
    path: str
    options: dict[str, Any] = field(default_factory=dict)


def _body(data: bytes | str, **headers: str) -> dict[str, Any]:
    return {"data": data, "headers": {**JSON, **headers}}


SOURCES = [
    Source("unknown path", 404, "not-found", "GET", "/nowhere"),
    Source("unknown path below v1", 404, "not-found", "GET", "/v1/nowhere"),
    Source("doubled slash", 404, "not-found", "GET", "/v1//quotes"),
    Source("unknown problem", 404, "not-found", "GET", "/problems/nothing"),
    Source("unknown asset", 404, "not-found", "GET", "/docs/../api/__init__.py"),
    Source("unknown article", 404, "not-found", "GET", "/v1/articles/7"),
    Source("unknown quote", 404, "not-found", "GET", "/v1/quotes/7"),
    Source("unknown speaker", 404, "not-found", "GET", "/v1/speakers/7"),
    Source("unknown target", 404, "not-found", "GET", "/v1/targets/nothing"),
    Source("unknown target in a filter", 404, "not-found", "GET", "/v1/quotes?target=nothing"),
    Source("id of zero", 404, "not-found", "GET", "/v1/quotes/0"),
    Source("id beyond 64 bits", 404, "not-found", "GET", "/v1/quotes/9223372036854775808"),
    Source("delete an id beyond 64 bits", 404, "not-found", "DELETE", "/v1/articles/9999999999999999999"),
    Source("endless id", 404, "not-found", "GET", "/v1/quotes/" + "9" * 500),
    Source("slug too long", 404, "not-found", "PATCH", "/v1/targets/" + "a" * 81),
    Source("wrong method", 405, "method-not-allowed", "PUT", "/v1/quotes"),
    Source("wrong method outside v1", 405, "method-not-allowed", "POST", "/healthz"),
    Source("no content type", 415, "unsupported-media-type", "POST", "/v1/extractions", {"data": b"{}"}),
    Source(
        "form", 415, "unsupported-media-type", "POST", "/v1/extractions", {"data": {"text": "He said so."}}
    ),
    Source(
        "compressed body",
        415,
        "unsupported-media-type",
        "POST",
        "/v1/extractions",
        _body(b"\x1f\x8b", **{"Content-Encoding": "gzip"}),
    ),
    Source(
        "other charset",
        415,
        "unsupported-media-type",
        "POST",
        "/v1/extractions",
        {"data": b"{}", "headers": {"Content-Type": "application/json; charset=latin-1"}},
    ),
    Source("empty body", 400, "malformed-request", "POST", "/v1/extractions", _body(b"")),
    Source("broken JSON", 400, "malformed-request", "POST", "/v1/extractions", _body('{"text": ')),
    Source("not UTF-8", 400, "malformed-request", "POST", "/v1/extractions", _body(b'{"text": "\xe9"}')),
    Source(
        "UTF-16", 400, "malformed-request", "POST", "/v1/extractions", _body('{"text": "a"}'.encode("utf-16"))
    ),
    Source("NaN", 400, "malformed-request", "POST", "/v1/extractions", _body('{"text": NaN}')),
    Source(
        "key twice", 400, "malformed-request", "POST", "/v1/extractions", _body('{"text":"a","text":"b"}')
    ),
    Source(
        "half a character as a key twice",
        400,
        "malformed-request",
        "POST",
        "/v1/extractions",
        _body('{"\\ud800":"a","\\ud800":"b"}'),
    ),
    Source("deep nesting", 400, "malformed-request", "POST", "/v1/extractions", _body("[" * 100_000)),
    Source("endless number", 400, "malformed-request", "POST", "/v1/extractions", _body("9" * 10_000)),
    Source("array body", 422, "invalid-input", "POST", "/v1/extractions", _body("[]")),
    Source("number body", 422, "invalid-input", "POST", "/v1/extractions", _body("1")),
    Source(
        "unknown field", 422, "invalid-input", "POST", "/v1/extractions", _body('{"text":"a","words":"b"}')
    ),
    Source("neither text nor html", 422, "invalid-input", "POST", "/v1/extractions", _body("{}")),
    Source(
        "text and html", 422, "invalid-input", "POST", "/v1/extractions", _body('{"text":"a","html":"b"}')
    ),
    Source("blank text", 422, "invalid-input", "POST", "/v1/extractions", _body('{"text":" \\u200b\\n"}')),
    Source("NUL", 422, "invalid-input", "POST", "/v1/extractions", _body('{"text":"a\\u0000"}')),
    Source("lone surrogate", 422, "invalid-input", "POST", "/v1/extractions", _body('{"text":"a\\ud800"}')),
    Source("surrogate in a key", 422, "invalid-input", "POST", "/v1/extractions", _body('{"\\ud800":"a"}')),
    Source("unknown parameter", 422, "invalid-input", "GET", "/v1/quotes?speeker=Velden"),
    Source("unknown parameter where there are none", 422, "invalid-input", "GET", "/healthz?deep=1"),
    Source("parameter twice", 422, "invalid-input", "GET", "/v1/quotes?limit=1&limit=2"),
    Source("NUL in a parameter", 422, "invalid-input", "GET", "/v1/quotes?speaker=a%00"),
    Source("query not UTF-8", 422, "invalid-input", "GET", "/v1/quotes?speaker=%ff"),
    Source("empty parameter", 422, "invalid-input", "GET", "/v1/quotes?speaker="),
    Source("limit of zero", 422, "invalid-input", "GET", "/v1/quotes?limit=0"),
    Source("limit above 100", 422, "invalid-input", "GET", "/v1/quotes?limit=101"),
    Source("naive moment", 422, "invalid-input", "GET", "/v1/quotes?said_after=2025-03-27T10:00:00"),
    Source("no such day", 422, "invalid-input", "GET", "/v1/quotes?said_after=2025-02-29"),
    Source("not a number", 422, "invalid-input", "GET", "/v1/quotes?min_confidence=nan"),
    Source("cursor of the wrong form", 422, "invalid-input", "GET", "/v1/quotes?cursor=2"),
    Source("made-up cursor", 404, "invalid-cursor", "GET", "/v1/quotes?cursor=WyJx"),
    Source("unreadable question", 404, "unreadable-question", "GET", "/v1/ask?q=%3F%3F%3F"),
    Source("no question", 422, "invalid-input", "GET", "/v1/ask"),
    Source("no key", 401, "unauthenticated", "POST", "/v1/articles", _body('{"text":"a"}')),
    Source(
        "wrong key",
        401,
        "unauthenticated",
        "GET",
        "/v1/quotes",
        {"headers": {"Authorization": "Bearer onr_x"}},
    ),
    Source(
        "other scheme",
        401,
        "unauthenticated",
        "GET",
        "/v1/quotes",
        {"headers": {"Authorization": "Basic eA=="}},
    ),
    Source("key before body", 401, "unauthenticated", "POST", "/v1/targets", {"data": b"\xff"}),
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_error_is_problem(client: FlaskClient, source: Source) -> None:
    """One shape for the router, the parser, validation, authentication and the services."""
    response = client.open(source.path, method=source.method, **source.options)
    assert_problem(response, source.status, source.code)


def test_table_has_every_kind_of_problem_or_another_test_does() -> None:
    elsewhere = {
        "conflict",
        "gone",
        "idempotency-key-in-use",
        "idempotency-key-reused",
        "internal-error",
        "merged",
        "missing-scope",
        "newer-changes",
        "not-ready",
        "precondition-required",
        "rate-limited",
        "storage-unavailable",
        "too-large",
        "version-mismatch",
    }
    assert {kind.code for kind in problem_classes()} == {source.code for source in SOURCES} | elsewhere


def test_codes_are_unique() -> None:
    """Two kinds with one code could not be told apart by a client."""

    def count(kind: type[ServiceError]) -> int:
        return 1 + sum(count(child) for child in kind.__subclasses__())

    assert len(list(problem_classes())) == count(ServiceError)


def test_validation_says_where(client: FlaskClient) -> None:
    body = '{"text": "a", "pa~th/x": 1, "url": "ftp://news.example"}'
    document = assert_problem(client.post("/v1/extractions", data=body, headers=JSON), 422, "invalid-input")
    assert {entry["pointer"] for entry in document["errors"]} == {"/pa~0th~1x", "/url"}
    document = assert_problem(client.get("/v1/quotes?limit=x&nothing=1"), 422, "invalid-input")
    assert {entry["parameter"] for entry in document["errors"]} == {"limit", "nothing"}


def test_service_validation_says_where(writer: FlaskClient) -> None:
    response = writer.post("/v1/targets", json={"proposition": "¿?"})
    document = assert_problem(response, 422, "invalid-input")
    assert [entry["pointer"] for entry in document["errors"]] == ["/slug"]


def test_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    response = client.patch("/v1/targets")
    assert_problem(response, 405, "method-not-allowed")
    # Both views of the address, not only the first that the router tries.
    assert set(response.headers["Allow"].split(", ")) >= {"GET", "HEAD", "OPTIONS"}


def test_missing_key_is_asked_for(client: FlaskClient) -> None:
    response = client.post("/v1/articles", json={"text": "a"})
    assert_problem(response, 401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("chunked", [False, True])
def test_large_body_is_refused(make_app: Callable[..., Flask], chunked: bool) -> None:
    """With and without a Content-Length, and before it is all read."""
    client = make_app(max_request_bytes=1000).test_client()
    body = b'{"text": "' + b"a" * 2000 + b'"}'
    options: dict[str, Any] = {"data": body}
    if chunked:
        options = {"input_stream": io.BytesIO(body), "environ_overrides": {"wsgi.input_terminated": True}}
    response = client.post("/v1/extractions", headers=JSON, **options)
    document = assert_problem(response, 413, "too-large")
    assert document["limit"] == 1000


def test_long_text_is_refused(make_app: Callable[..., Flask]) -> None:
    client = make_app(max_article_characters=100).test_client()
    assert_problem(client.post("/v1/extractions", json={"text": "a" * 101}), 413, "too-large")


def test_crash_tells_the_log_and_not_the_client(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("api.quotes.search_quotes", crash)
    with caplog.at_level(logging.ERROR):
        response = client.get("/v1/quotes")
    document = assert_problem(response, 500, "internal-error")
    assert "secret" not in response.text
    assert document["request_id"] in caplog.text
    assert "the secret of the house" in caplog.text


def test_lost_database_is_unavailable(
    app: Flask, client: FlaskClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with app.app_context():
        engine = database().engine
    engine.dispose()
    assert engine.url.database is not None
    folder = tmp_path_factory.mktemp("gone")
    # A folder in the file's place, which no connection can be opened to.
    path = Path(engine.url.database)
    path.rename(folder / "moved.sqlite3")
    path.mkdir()
    response = client.get("/v1/quotes")
    assert_problem(response, 503, "storage-unavailable")
    assert response.headers["Retry-After"] == "5"
    assert_problem(client.get("/readyz"), 503, "not-ready")
    assert client.get("/healthz").status_code == 200
    key = {"Authorization": "Bearer onr_0123456789ab_" + "x" * 43}
    assert_problem(client.get("/v1/quotes", headers=key), 503, "storage-unavailable")


def test_unreachable_server_is_unavailable(make_app: Callable[..., Flask]) -> None:
    """A PostgreSQL that does not listen: port 1 is nobody's."""
    client = make_app(database_url="postgresql://nobody@127.0.0.1:1/none").test_client()
    assert_problem(client.get("/v1/quotes"), 503, "storage-unavailable")
    assert_problem(client.get("/readyz"), 503, "not-ready")


def test_file_that_is_no_database_is_unavailable(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    path = tmp_path / "garbage.sqlite3"
    path.write_bytes(b"this is no database, but as long as the header of one would be." * 100)
    client = make_app(database_url=f"sqlite:///{path}").test_client()
    assert_problem(client.get("/v1/quotes"), 503, "storage-unavailable")


def test_faulty_statement_is_no_outage(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one class of error for both; a bug must not look like a database that comes back."""

    def fail(*_arguments: object, **_options: object) -> None:
        connection = sqlite3.connect(":memory:")
        try:
            connection.execute("SELECT nothing FROM nowhere")
        except sqlite3.OperationalError as error:
            raise OperationalError("SELECT", {}, error) from error
        finally:
            connection.close()

    monkeypatch.setattr("api.quotes.search_quotes", fail)
    assert_problem(client.get("/v1/quotes"), 500, "internal-error")


def test_types_lead_to_their_explanation(client: FlaskClient) -> None:
    for kind in problem_classes():
        explained = client.get(f"/problems/{kind.code}")
        assert explained.status_code == 200
        assert explained.json["title"] == kind.title
        assert explained.json["status"] == kind.status
        assert len(explained.json["description"]) > 20
