"""How often one may ask, and what a client is told of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits.errors import StorageError

from api.rate_limit import RequestCounter
from tests.api_fixtures import assert_problem, make_key_headers


@pytest.fixture
def limited(make_app: Callable[..., Flask]) -> Flask:
    """An app that answers three requests an hour."""
    return make_app(rate_limit="3 per hour")


def test_every_answer_says_what_is_left(limited: Flask) -> None:
    client = limited.test_client()
    answers = [client.get("/v1/quotes"), client.get("/v1/nowhere"), client.get("/v1/quotes?limit=0")]
    assert [answer.status_code for answer in answers] == [200, 404, 422]
    for left, answer in zip((2, 1, 0), answers, strict=True):
        assert answer.headers["RateLimit-Policy"] == '"3-per-3600";q=3;w=3600'
        state = re.fullmatch(r'"3-per-3600";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
        assert state is not None
        assert int(state[1]) == left
        assert 0 < int(state[2]) <= 3600
        assert "Retry-After" not in answer.headers


def test_one_too_many_is_told_when_to_come_back(limited: Flask) -> None:
    client = limited.test_client()
    for _ in range(3):
        client.get("/v1/quotes")
    response = client.get("/v1/quotes")
    document = assert_problem(response, 429, "rate-limited")
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert document["retry_after"] == int(response.headers["Retry-After"])
    assert response.headers["RateLimit"].startswith('"3-per-3600";r=0;')


def test_health_is_not_limited(limited: Flask) -> None:
    client = limited.test_client()
    answers = [client.get("/healthz") for _ in range(5)]
    assert all(answer.status_code == 200 and "RateLimit" not in answer.headers for answer in answers)


def test_keys_and_addresses_are_counted_apart(limited: Flask) -> None:
    client = limited.test_client()
    headers = make_key_headers(limited, "read")
    for _ in range(4):
        last = client.get("/v1/quotes")
    assert last.status_code == 429
    assert client.get("/v1/quotes", headers=headers).status_code == 200
    assert client.get("/v1/quotes", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_guessing_keys_counts_against_the_address(limited: Flask) -> None:
    client = limited.test_client()
    for number in range(3):
        guess = {"Authorization": f"Bearer onr_{number:012x}_{'x' * 43}"}
        assert_problem(client.get("/v1/quotes", headers=guess), 401, "unauthenticated")
    assert_problem(client.get("/v1/quotes", headers=guess), 429, "rate-limited")


def test_missing_key_is_said_before_the_limit(limited: Flask) -> None:
    """Coming again later without a key would not help."""
    client = limited.test_client()
    for _ in range(4):
        client.get("/v1/quotes")
    response = client.delete("/v1/articles/1")
    assert_problem(response, 401, "unauthenticated")
    assert response.headers["RateLimit"].startswith('"3-per-3600";r=0;')


def test_forwarded_address_is_believed_only_from_trusted_proxies(make_app: Callable[..., Flask]) -> None:
    def ask(client: FlaskClient, address: str) -> int:
        return client.get("/v1/quotes", headers={"X-Forwarded-For": address}).status_code

    direct = make_app(rate_limit="1 per hour").test_client()
    assert [ask(direct, "192.0.2.1"), ask(direct, "192.0.2.2")] == [200, 429]
    behind = make_app(rate_limit="1 per hour", trusted_proxies=1).test_client()
    assert [ask(behind, "192.0.2.1"), ask(behind, "192.0.2.2"), ask(behind, "192.0.2.1")] == [200, 200, 429]


def test_several_limits_are_all_told(make_app: Callable[..., Flask]) -> None:
    client = make_app(rate_limit="2 per hour; 5 per day").test_client()
    response = client.get("/v1/quotes")
    assert response.headers["RateLimit-Policy"] == '"2-per-3600";q=2;w=3600, "5-per-86400";q=5;w=86400'
    assert re.fullmatch(r'"2-per-3600";r=1;t=\d+, "5-per-86400";r=4;t=\d+', response.headers["RateLimit"])


def test_lost_counter_refuses_nobody(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise StorageError(ConnectionError())

    monkeypatch.setattr(RequestCounter, "count", fail)
    response = client.get("/v1/quotes")
    assert response.status_code == 200
    assert "RateLimit" not in response.headers
