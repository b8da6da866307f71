"""What comes with every answer, and how addresses and methods behave."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PATHS = ["/v1/quotes", "/v1/nowhere", "/healthz", "/openapi.json", "/docs", "/nowhere"]
PLACES = {"code": "gone", "slug": "nothing", "name": "swagger-ui.css"}
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def assert_promised(response: TestResponse) -> None:
    """The headers that every answer has."""
    assert {name: response.headers.get(name) for name in SECURITY} == SECURITY
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert response.headers["X-Request-Id"]


@pytest.mark.parametrize("with_key", [False, True])
def test_every_route_and_method_keeps_what_is_promised(
    app: Flask, client: FlaskClient, writer: FlaskClient, with_key: bool
) -> None:
    """Found or not, allowed or not: every address that there is, with every method, and static files."""
    asking = writer if with_key else client
    seen = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda part: PLACES.get(part[1], "7"), rule.rule)
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            response = asking.open(path, method=method)
            seen.add(response.status_code)
            assert_promised(response)
            if path.startswith("/v1/"):
                assert response.headers["RateLimit"], f"{method} {path}"
                assert response.headers["RateLimit-Policy"], f"{method} {path}"
                assert "Authorization" in response.headers["Vary"]
                assert response.headers["Cache-Control"] in {"private, no-cache", "no-store"}
            if response.status_code >= 400 and method != "HEAD":
                assert response.content_type == "application/problem+json", f"{method} {path}"
    assert seen >= {200, 302, 404, 405, 415, *(() if with_key else (401,))}


def test_a_crash_keeps_it_too(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("api.quotes.search_quotes", crash)
    response = client.get("/v1/quotes")
    assert response.status_code == 500
    assert_promised(response)
    assert response.headers["RateLimit"]


@pytest.mark.parametrize("path", PATHS)
def test_request_id_is_echoed(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"X-Request-Id": "report-7:a.b_c"})
    assert response.headers["X-Request-Id"] == "report-7:a.b_c"


@pytest.mark.parametrize("sent", ["", "a b", "é", "x" * 101, "a\tb", '"><script>'])
def test_request_id_of_another_form_is_replaced(client: FlaskClient, sent: str) -> None:
    made = client.get("/v1/quotes", headers={"X-Request-Id": sent}).headers["X-Request-Id"]
    assert made != sent
    assert len(made) == 32


def test_answers_for_one_key_are_not_kept_for_another(client: FlaskClient) -> None:
    headers = client.get("/v1/quotes").headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Authorization" in headers["Vary"]


@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/targets", "/healthz"])
def test_slash_at_the_end_is_answered_without_a_redirect(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}/").status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "nonsense", ""])
def test_answer_is_json_whatever_is_accepted(client: FlaskClient, accept: str) -> None:
    assert client.get("/v1/quotes", headers={"Accept": accept}).content_type == "application/json"


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    head, get = client.head("/v1/quotes"), client.get("/v1/quotes")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_options_lists_the_methods(client: FlaskClient) -> None:
    response = client.options("/v1/targets")
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert response.data == b""
