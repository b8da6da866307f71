"""What comes with every answer, and how addresses and methods behave."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

PATHS = ["/v1/quotes", "/v1/nowhere", "/healthz", "/openapi.json", "/docs", "/nowhere"]


@pytest.mark.parametrize("path", PATHS)
def test_browsers_are_told_to_do_nothing_more(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


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
