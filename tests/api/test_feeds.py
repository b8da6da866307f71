"""Feeds over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem, make_key_headers

FEED = {"url": "https://news.example/politics.rss", "name": "Politics", "publisher": "Torland Courier"}


@pytest.fixture
def feed(writer: FlaskClient) -> dict[str, Any]:
    response = writer.post("/v1/feeds", json=FEED)
    assert response.status_code == 201, response.text
    stored: dict[str, Any] = response.json
    return stored


def test_a_feed_is_shown_as_it_was_added(writer: FlaskClient, feed: dict[str, Any]) -> None:
    response = writer.get("/v1/feeds/1")
    assert response.json == feed
    assert {name: feed[name] for name in FEED} == FEED
    assert (feed["active"], feed["version"], feed["polled_at"], feed["error"]) == (True, 1, None, None)
    assert writer.get("/v1/feeds").json == {"items": [feed], "next": None}
    known = {"If-None-Match": response.headers["ETag"]}
    assert writer.get("/v1/feeds/1", headers=known).status_code == 304


def test_the_same_address_again_is_a_conflict(writer: FlaskClient, feed: dict[str, Any]) -> None:
    again = {**FEED, "url": "HTTPS://NEWS.example:443/politics.rss"}
    assert_problem(writer.post("/v1/feeds", json=again), 409, "conflict")


def test_a_change_needs_the_tag(writer: FlaskClient, feed: dict[str, Any]) -> None:
    assert_problem(writer.patch("/v1/feeds/1", json={"active": False}), 428, "precondition-required")
    tag = writer.get("/v1/feeds/1").headers["ETag"]
    changed = writer.patch("/v1/feeds/1", json={"active": False, "name": None}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert (changed.json["active"], changed.json["name"], changed.json["next_poll_at"]) == (False, None, None)
    assert changed.json["version"] == 2
    assert changed.headers["ETag"] != tag
    late = writer.patch("/v1/feeds/1", json={"active": True}, headers={"If-Match": tag})
    assert_problem(late, 412, "version-mismatch")


def test_a_removed_feed_leaves_a_tombstone(writer: FlaskClient, feed: dict[str, Any]) -> None:
    response = writer.delete("/v1/feeds/1?reason=It+moved")
    assert (response.status_code, response.data) == (204, b"")
    tag = {"If-Match": '"x"'}
    for answer in (
        writer.get("/v1/feeds/1"),
        writer.delete("/v1/feeds/1"),
        writer.patch("/v1/feeds/1", json={"active": True}, headers=tag),
    ):
        document = assert_problem(answer, 410, "gone")
        assert document["reason"] == "It moved"
        assert document["removed_at"]
    assert writer.get("/v1/feeds").json["items"] == []
    assert writer.post("/v1/feeds", json=FEED).json["id"] == 2


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "ftp://news.example/"}, "/url"),
        ({"url": "https://a:b@news.example/"}, "/url"),
        ({"url": None}, "/url"),
        ({"url": "https://news.example/\u0000"}, "/url"),
        ({"name": "n" * 201}, "/name"),
        ({"publisher": 7}, "/publisher"),
        ({"active": "yes"}, "/active"),
        ({"active": 1}, "/active"),
        ({"active": None}, "/active"),
        ({"secret": "x"}, "/secret"),
    ],
)
def test_wrong_values_are_refused(writer: FlaskClient, change: dict[str, Any], pointer: str) -> None:
    document = assert_problem(writer.post("/v1/feeds", json={**FEED, **change}), 422, "invalid-input")
    assert [entry["pointer"] for entry in document["errors"]] == [pointer]


def test_an_address_that_would_never_be_fetched_is_refused(writer: FlaskClient) -> None:
    response = writer.post("/v1/feeds", json={"url": "http://192.168.0.1/feed"})
    assert_problem(response, 422, "address-not-allowed")


@pytest.mark.parametrize("scope", ["read", "ingest", "review"])
def test_changing_feeds_is_for_administrators(app: Flask, feed: dict[str, Any], scope: str) -> None:
    client, headers = app.test_client(), make_key_headers(app, scope)
    for answer in (
        client.post("/v1/feeds", json=FEED, headers=headers),
        client.patch("/v1/feeds/1", json={"active": False}, headers=headers),
        client.delete("/v1/feeds/1", headers=headers),
    ):
        assert_problem(answer, 403, "missing-scope")


def test_the_same_key_adds_once(writer: FlaskClient) -> None:
    headers = {"Idempotency-Key": "feed-1"}
    first = writer.post("/v1/feeds", json=FEED, headers=headers)
    again = writer.post("/v1/feeds", json=FEED, headers=headers)
    assert (first.status_code, again.status_code, again.json) == (201, 201, first.json)
