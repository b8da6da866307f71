"""Who may do what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.database import database
from models import current_moment
from services.keys import create_key, revoke_key
from tests.api_fixtures import ARTICLE, TARGET, assert_problem, make_key_headers

KeyHeaders = Callable[..., dict[str, str]]

READING = [
    ("GET", "/v1/articles", None),
    ("GET", "/v1/quotes", None),
    ("GET", "/v1/quotes.csv", None),
    ("GET", "/v1/quotes.ndjson", None),
    ("GET", "/v1/quotes.atom", None),
    ("GET", "/v1/quotes.json-feed", None),
    ("GET", "/v1/speakers", None),
    ("GET", "/v1/targets", None),
    ("GET", "/v1/target-proposal?proposition=Ban+fireworks", None),
    ("GET", "/v1/feeds", None),
    ("GET", "/v1/ask?q=what+did+Velden+say", None),
    ("GET", "/v1/reports/sources", None),
    ("GET", "/v1/quotes/facets", None),
    ("GET", "/v1/accuracy", None),
    ("POST", "/v1/extractions", {"text": "She said so."}),
]
WRITING = [
    ("POST", "/v1/articles", ARTICLE, "ingest"),
    ("DELETE", "/v1/articles/1", None, "review"),
    ("POST", "/v1/targets", TARGET, "review"),
    ("PATCH", "/v1/targets/nothing", {"terms": []}, "review"),
    ("GET", "/v1/api-keys", None, "admin"),
    ("POST", "/v1/api-keys", {"name": "desk", "scopes": ["read"]}, "admin"),
    ("GET", "/v1/api-keys/1", None, "admin"),
    ("PATCH", "/v1/api-keys/99", {"name": "desk"}, "admin"),
    ("DELETE", "/v1/api-keys/99", None, "admin"),
    ("GET", "/v1/history", None, "admin"),
    ("POST", "/v1/feeds", {"url": "https://news.example/politics.rss"}, "admin"),
    ("PATCH", "/v1/feeds/1", {"active": False}, "admin"),
    ("DELETE", "/v1/feeds/1", None, "admin"),
    ("PATCH", "/v1/speakers/1", {"kind": "group"}, "review"),
    ("POST", "/v1/speakers/1/merges", {"other": 2}, "review"),
    ("POST", "/v1/speakers/1/splits", {"quotes": [1], "name": "Otto Sand"}, "review"),
    ("GET", "/v1/speaker-changes", None, "review"),
    ("GET", "/v1/speaker-changes/1", None, "review"),
    ("POST", "/v1/speaker-changes/1/undo", None, "review"),
    ("GET", "/v1/review-queue", None, "review"),
    ("PATCH", "/v1/quotes/1", {"decision": "confirm"}, "review"),
    ("DELETE", "/v1/quotes/1", None, "review"),
    ("PUT", "/v1/quotes/1/reply", {"text": "No.", "author": "Mara Velden"}, "review"),
    ("DELETE", "/v1/quotes/1/reply", None, "review"),
]


@pytest.mark.parametrize(("method", "path", "body"), READING)
def test_reading_is_open_by_setting(client: FlaskClient, method: str, path: str, body: object) -> None:
    assert client.open(path, method=method, json=body).status_code == 200


@pytest.mark.parametrize(("method", "path", "body"), READING)
def test_reading_needs_a_key_by_default(
    make_app: Callable[..., Flask], method: str, path: str, body: object
) -> None:
    app = make_app(open_reading=False)
    client = app.test_client()
    assert_problem(client.open(path, method=method, json=body), 401, "unauthenticated")
    other = make_key_headers(app, "ingest", "review")
    assert_problem(client.open(path, method=method, json=body, headers=other), 403, "missing-scope")
    for scope in ("read", "admin"):
        headers = make_key_headers(app, scope)
        assert client.open(path, method=method, json=body, headers=headers).status_code == 200


@pytest.mark.parametrize(("method", "path", "body", "scope"), WRITING)
def test_writing_always_needs_its_scope(
    client: FlaskClient, key_headers: KeyHeaders, method: str, path: str, body: object, scope: str
) -> None:
    assert_problem(client.open(path, method=method, json=body), 401, "unauthenticated")
    others = {"read", "ingest", "review"} - {scope}
    response = client.open(path, method=method, json=body, headers=key_headers(*others))
    assert assert_problem(response, 403, "missing-scope")["scope"] == scope
    for allowed in (scope, "admin"):
        response = client.open(path, method=method, json=body, headers=key_headers(allowed))
        assert response.status_code in {200, 201, 404, 409}, response.text


def test_health_and_documentation_need_no_key(make_app: Callable[..., Flask]) -> None:
    client = make_app(open_reading=False).test_client()
    for path in ("/healthz", "/readyz", "/openapi.json", "/docs", "/problems/gone"):
        assert client.get(path).status_code == 200


def test_a_key_that_counts_no_more_is_refused_even_where_none_is_needed(
    app: Flask, client: FlaskClient
) -> None:
    """Somebody who sends a key means it; answering as if it were good would hide that it ended."""
    now = current_moment()
    with app.app_context(), database().writing.begin() as session:
        _, expired = create_key(
            session,
            name="old",
            scopes=["read"],
            expires_at=now - timedelta(days=1),
            now=now - timedelta(days=2),
        )
        key, revoked = create_key(session, name="lost", scopes=["read"], expires_at=None, now=now)
        revoke_key(session, key.prefix, now=now)
    for secret in (expired, revoked, "onr_0123456789ab_" + "x" * 43, revoked + "x", "x"):
        response = client.get("/v1/quotes", headers={"Authorization": f"Bearer {secret}"})
        assert_problem(response, 401, "unauthenticated")


def test_keys_are_read_from_the_header_only(client: FlaskClient, key_headers: KeyHeaders) -> None:
    secret = key_headers("admin")["Authorization"].removeprefix("Bearer ")
    assert_problem(client.get(f"/v1/quotes?api_key={secret}"), 422, "invalid-input")
    client.set_cookie("api_key", secret)
    assert_problem(client.post("/v1/targets", json=TARGET), 401, "unauthenticated")
