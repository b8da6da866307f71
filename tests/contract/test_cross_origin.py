"""Pages of other sites read answers where the operator says so, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem

MakeApp = Callable[..., Flask]
SITE = "https://news.example"
PREFLIGHT = {
    "Origin": SITE,
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "authorization,if-match",
}


def allowed(client: FlaskClient, origin: str, path: str = "/v1/quotes") -> str | None:
    response = client.get(path, headers={"Origin": origin})
    return response.headers.get("Access-Control-Allow-Origin")


def test_by_default_no_site_may_read(client: FlaskClient) -> None:
    for response in (
        client.get("/v1/quotes", headers={"Origin": SITE}),
        client.options("/v1/quotes", headers=PREFLIGHT),
    ):
        assert not [name for name in dict(response.headers) if name.startswith("Access-Control")]
        assert "Origin" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/v1/quotes", "/v1/nowhere", "/v1/history", "/v1/quotes?limit=0", "/healthz", "/docs"]
)
def test_a_named_site_reads_every_answer_and_its_headers(make_app: MakeApp, path: str) -> None:
    client = make_app(cors_origins=f"{SITE}, http://[::1]:3000").test_client()
    response = client.get(path, headers={"Origin": SITE})
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {
        "RateLimit",
        "RateLimit-Policy",
        "Link",
        "ETag",
        "X-Request-Id",
        "Retry-After",
        "Location",
    }
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Origin" in response.headers["Vary"]
    assert allowed(client, "http://[::1]:3000", path) == "http://[::1]:3000"


@pytest.mark.parametrize(
    "origin",
    [
        "https://news.example.evil.example",
        "http://news.example",
        "https://news.example:8443",
        "https://xnews.example",
        "null",
        "",
    ],
)
def test_another_site_reads_nothing_and_caches_are_told(make_app: MakeApp, origin: str) -> None:
    client = make_app(cors_origins=SITE).test_client()
    assert allowed(client, origin) is None
    assert "Origin" in client.get("/v1/quotes").headers["Vary"]
    assert "Authorization" in client.get("/v1/quotes").headers["Vary"]


def test_every_site_may_be_let_in(make_app: MakeApp) -> None:
    client = make_app(cors_origins="*").test_client()
    assert allowed(client, "https://anything.example") == "*"
    assert "Origin" not in client.get("/v1/quotes", headers={"Origin": SITE}).headers["Vary"]


@pytest.mark.parametrize("path", ["/v1/quotes/7", "/v1/nowhere", "/v1/api-keys"])
def test_a_preflight_is_answered_before_anything_may_refuse(make_app: MakeApp, path: str) -> None:
    """It carries no key, and without its answer the browser would not show the page why it was refused."""
    client = make_app(cors_origins=SITE, open_reading=False, rate_limit="1 per hour").test_client()
    for _ in range(3):
        response = client.options(path, headers=PREFLIGHT)
        assert (response.status_code, response.data) == (204, b"")
        assert response.headers["Access-Control-Allow-Origin"] == SITE
        assert "PATCH" in response.headers["Access-Control-Allow-Methods"].split(", ")
        names = response.headers["Access-Control-Allow-Headers"].lower().split(", ")
        assert {"authorization", "if-match", "idempotency-key", "content-type"} <= set(names)
        assert response.headers["X-Request-Id"]
    refused = client.get("/v1/quotes", headers={"Origin": SITE})
    assert_problem(refused, 401, "unauthenticated")
    assert refused.headers["Access-Control-Allow-Origin"] == SITE


def test_a_refusal_for_too_many_can_be_read(make_app: MakeApp) -> None:
    client = make_app(cors_origins=SITE, rate_limit="1 per hour").test_client()
    client.get("/v1/quotes")
    refused = client.get("/v1/quotes", headers={"Origin": SITE})
    assert_problem(refused, 429, "rate-limited")
    assert refused.headers["Access-Control-Allow-Origin"] == SITE


def test_a_crash_can_be_read(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("api.quotes.search_quotes", crash)
    client = make_app(cors_origins=SITE).test_client()
    response = client.get("/v1/quotes", headers={"Origin": SITE})
    assert_problem(response, 500, "internal-error")
    assert response.headers["Access-Control-Allow-Origin"] == SITE


def test_an_ordinary_options_request_is_no_preflight(make_app: MakeApp) -> None:
    client = make_app(cors_origins=SITE).test_client()
    response = client.options("/v1/targets", headers={"Origin": SITE})
    assert response.status_code == 200
    assert "POST" in response.headers["Allow"]
