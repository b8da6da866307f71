"""What is counted, and who may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from services.metrics import share_counts
from tests.api_fixtures import ARTICLE, assert_problem, make_key_headers, make_writer

MakeApp = Callable[..., Flask]
TOKEN = "collector-token-0123"


def counts(client: FlaskClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample of /metrics by its name and labels."""
    response = client.get("/metrics")
    assert response.status_code == 200, response.text
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def grown(before: dict[Any, float], after: dict[Any, float], name: str, **labels: str) -> float:
    sample = (name, frozenset(labels.items()))
    return after.get(sample, 0) - before.get(sample, 0)


@pytest.fixture
def open_app(make_app: MakeApp) -> Flask:
    """An app whose counts everybody may read."""
    return make_app(metrics="open")


def test_requests_are_counted_by_route_and_never_by_what_was_asked(open_app: Flask) -> None:
    client = open_app.test_client()
    before = counts(client)
    for path in ("/v1/quotes/7", "/v1/quotes/8", "/v1/quotes?q=harbour", "/no/such/place", "/neither"):
        client.get(path).close()
    client.open("/v1/quotes", method="BREW")
    after = counts(client)
    name = "onrecord_http_requests_total"
    assert grown(before, after, name, route="/v1/quotes/{quote_id}", method="GET", status="4xx") == 2
    assert grown(before, after, name, route="/v1/quotes", method="GET", status="2xx") == 1
    assert grown(before, after, name, route="unmatched", method="GET", status="4xx") == 2
    assert grown(before, after, name, route="unmatched", method="other", status="4xx") == 1
    seconds = "onrecord_http_request_seconds_count"
    assert grown(before, after, seconds, route="/v1/quotes", method="GET") == 1
    refused = "onrecord_refusals_total"
    assert grown(before, after, refused, code="not-found") == 4
    assert grown(before, after, refused, code="method-not-allowed") == 1
    values = {value for _, labels in after for _, value in labels}
    assert not values & {"BREW", "/no/such/place", "harbour", "/v1/quotes/7"}


def test_articles_their_quotes_and_jobs_are_counted(open_app: Flask) -> None:
    writer = make_writer(open_app)
    before = counts(writer)
    for _ in range(2):
        writer.post("/v1/articles", json=ARTICLE)
    writer.post("/v1/extractions", json={"text": ARTICLE["text"]})
    after = counts(writer)
    for outcome in ("created", "unchanged"):
        assert grown(before, after, "onrecord_articles_ingested_total", outcome=outcome) == 1
    assert grown(before, after, "onrecord_quotes_found_total", type="direct") == 2
    assert grown(before, after, "onrecord_quotes_found_total", type="indirect") == 1
    assert grown(before, after, "onrecord_extraction_seconds_count") == 2
    assert grown(before, after, "onrecord_jobs_ended_total", outcome="done") == 1
    assert after[("onrecord_jobs", frozenset({("state", "queued")}))] == 0
    assert after[("onrecord_database_reachable", frozenset())] == 1


def test_a_database_that_is_away_is_told_and_the_rest_too(
    open_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_session: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr("api.metrics.count_waiting_jobs", fail)
    found = counts(open_app.test_client())
    assert found[("onrecord_database_reachable", frozenset())] == 0
    assert not any(name == "onrecord_jobs" for name, _ in found)
    assert any(name == "onrecord_http_requests_total" for name, _ in found)


def test_administrators_read_them_and_nobody_else(
    app: Flask, client: FlaskClient, key_headers: Callable[..., dict[str, str]]
) -> None:
    assert_problem(client.get("/metrics"), 401, "unauthenticated")
    others = key_headers("read", "ingest", "review")
    assert_problem(client.get("/metrics", headers=others), 403, "missing-scope")
    assert client.get("/metrics", headers=key_headers("admin")).status_code == 200
    assert_problem(client.get("/metrics", headers={"Authorization": "Bearer "}), 401, "unauthenticated")


def test_the_token_reads_them_and_nothing_else(make_app: MakeApp) -> None:
    app = make_app(metrics_token=TOKEN, database_url="postgresql://nobody@127.0.0.1:1/none")
    client = app.test_client()
    sent = {"Authorization": f"Bearer {TOKEN}"}
    assert "onrecord_database_reachable 0.0" in client.get("/metrics", headers=sent).text
    assert_problem(client.get("/v1/history", headers=sent), 401, "unauthenticated")
    for wrong in (TOKEN[:-1], TOKEN + "x", TOKEN.upper(), ""):
        response = client.get("/metrics", headers={"Authorization": f"Bearer {wrong}"})
        assert_problem(response, 401, "unauthenticated")


def test_guessing_the_token_is_limited(make_app: MakeApp) -> None:
    client = make_app(metrics_token=TOKEN, rate_limit="2 per hour").test_client()
    for _ in range(2):
        assert_problem(client.get("/metrics", headers={"Authorization": "Bearer x"}), 401, "unauthenticated")
    assert_problem(client.get("/metrics", headers={"Authorization": "Bearer x"}), 429, "rate-limited")


def test_they_can_be_switched_off(make_app: MakeApp) -> None:
    app = make_app(metrics="off", metrics_token=TOKEN)
    for headers in ({}, {"Authorization": f"Bearer {TOKEN}"}, make_key_headers(app, "admin")):
        assert_problem(app.test_client().get("/metrics", headers=headers), 404, "not-found")


def test_unknown_parameters_are_refused(open_app: Flask) -> None:
    assert_problem(open_app.test_client().get("/metrics?name=x"), 422, "invalid-input")


def test_counts_cannot_be_shared_when_some_would_be_missing(open_app: Flask, tmp_path: Any) -> None:
    with pytest.raises(RuntimeError, match="before the first one"):
        share_counts(tmp_path)
