"""Saved searches: the filters of the list of quotes, kept under a name, of one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.schemas.quote_queries import QuoteQuerySchema
from services.saved_searches import read_query
from tests.api_fixtures import assert_problem, make_key_headers, make_writer

NEW = {"name": "Velden", "query": {"speaker": "Mara Velden", "about": "the island & its troops"}}


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """A client whose key may only read."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = make_key_headers(app, "read")["Authorization"]
    return client


def test_a_search_is_saved_shown_and_listed(reader: FlaskClient) -> None:
    created = reader.post("/v1/saved-searches", json=NEW)
    assert created.status_code == 201, created.text
    assert created.headers["Location"] == "/v1/saved-searches/1"
    assert (created.json["name"], created.json["query"]) == (NEW["name"], NEW["query"])
    assert reader.get("/v1/saved-searches/1").json == created.json
    assert reader.get("/v1/saved-searches").json == {"items": [created.json], "next": None}


def test_its_addresses_carry_the_filters(reader: FlaskClient, article: dict[str, Any]) -> None:
    query = {
        "speaker": "Mara Velden",
        "q": '"deploy troops" & more',
        "min_confidence": 0.25,
        "article": 1,
        "said_after": "2025-03-27T19:00:00+02:00",
        "sort": "oldest",
    }
    shown = reader.post("/v1/saved-searches", json={**NEW, "query": query}).json
    filters = (
        "?speaker=Mara+Velden&q=%22deploy+troops%22+%26+more&min_confidence=0.25&article=1"
        "&said_after=2025-03-27T17%3A00%3A00%2B00%3A00&sort=oldest"
    )
    assert sorted(shown["quotes_url"].partition("?")[2].split("&")) == sorted(filters[1:].split("&"))
    assert shown["atom_url"] == shown["quotes_url"].replace("/v1/quotes?", "/v1/quotes.atom?")
    assert reader.get(shown["quotes_url"]).status_code == 200
    whole = reader.post("/v1/saved-searches", json={**NEW, "query": {}}).json
    assert whole["quotes_url"] == "/v1/quotes"
    assert len(reader.get(whole["quotes_url"]).json["items"]) == 3


def test_every_filter_of_the_list_can_be_saved() -> None:
    """A filter that the list gains must be one that webhooks can be told by."""
    names = set(QuoteQuerySchema().load_fields) - {"limit", "cursor"}
    values = {name: "2025-01-01T00:00:00+00:00" if name.startswith("said_") else "x" for name in names}
    assert read_query(values)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": "Velden"}, "/query"),
        ({**NEW, "name": ""}, "/name"),
        ({**NEW, "name": " \u200b"}, "/name"),
        ({**NEW, "name": "n" * 201}, "/name"),
        ({**NEW, "name": "nul \x00"}, "/name"),
        ({**NEW, "name": None}, "/name"),
        ({**NEW, "more": 1}, "/more"),
        ({**NEW, "query": None}, "/query"),
        ({**NEW, "query": []}, "/query"),
        ({**NEW, "query": "speaker=Velden"}, "/query"),
        ({**NEW, "query": {"speakers": "Velden"}}, "/query/speakers"),
        ({**NEW, "query": {"limit": 5}}, "/query/limit"),
        ({**NEW, "query": {"cursor": "WyJx"}}, "/query/cursor"),
        ({**NEW, "query": {"speaker": 1}}, "/query/speaker"),
        ({**NEW, "query": {"speaker": None}}, "/query/speaker"),
        ({**NEW, "query": {"stance": "for"}}, "/query/stance"),
        ({**NEW, "query": {"target": "nobody-knows-it"}}, "/query/target"),
        ({**NEW, "query": {"target": "Not a slug"}}, "/query/target"),
        ({**NEW, "query": {"said_after": "yesterday"}}, "/query/said_after"),
        ({**NEW, "query": {"article": "1"}}, "/query/article"),
        ({**NEW, "query": {"article": 1.5}}, "/query/article"),
        ({**NEW, "query": {"article": True}}, "/query/article"),
        ({**NEW, "query": {"min_confidence": "0.5"}}, "/query/min_confidence"),
        ({**NEW, "query": {"min_confidence": 2}}, "/query/min_confidence"),
        ({**NEW, "query": {"about": " ".join(f"word{number}" for number in range(200))}}, "/query/about"),
    ],
)
def test_what_cannot_be_a_saved_search_is_refused(
    reader: FlaskClient, body: dict[str, Any], pointer: str
) -> None:
    problem = assert_problem(reader.post("/v1/saved-searches", json=body), 422, "invalid-input")
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert reader.get("/v1/saved-searches").json["items"] == []


def test_a_lone_surrogate_is_refused(reader: FlaskClient) -> None:
    body = b'{"name": "Velden", "query": {"speaker": "\\ud800"}}'
    refused = reader.post("/v1/saved-searches", data=body, content_type="application/json")
    assert_problem(refused, 422, "invalid-input")


def test_markup_stays_text(reader: FlaskClient) -> None:
    name = "<script>alert(1)</script>"
    shown = reader.post("/v1/saved-searches", json={"name": name, "query": {"q": name}})
    assert shown.content_type == "application/json"
    assert shown.json["name"] == name
    assert "<" not in shown.json["quotes_url"]


def test_a_change_needs_the_tag_and_replaces_the_query(reader: FlaskClient) -> None:
    created = reader.post("/v1/saved-searches", json=NEW)
    address, tag = created.headers["Location"], created.headers["ETag"]
    assert_problem(reader.patch(address, json={"name": "Troops"}), 428, "precondition-required")
    assert_problem(reader.patch(address, json={}, headers={"If-Match": tag}), 422, "invalid-input")
    changed = reader.patch(address, json={"query": {"q": "harbour"}}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert (changed.json["name"], changed.json["query"]) == ("Velden", {"q": "harbour"})
    assert changed.headers["ETag"] != tag
    lost = reader.patch(address, json={"name": "Troops"}, headers={"If-Match": tag})
    assert_problem(lost, 412, "version-mismatch")
    assert reader.get(address, headers={"If-None-Match": changed.headers["ETag"]}).status_code == 304


def test_a_deleted_search_is_gone_for_good(reader: FlaskClient) -> None:
    created = reader.post("/v1/saved-searches", json=NEW)
    address = created.headers["Location"]
    stale = reader.delete(address, headers={"If-Match": '"other"'})
    assert_problem(stale, 412, "version-mismatch")
    assert reader.delete(address).status_code == 204
    for answer in (reader.get(address), reader.delete(address)):
        assert assert_problem(answer, 410, "gone")["withdrawn_at"]
    assert reader.get("/v1/saved-searches").json["items"] == []


def test_a_search_is_its_keys_own_and_the_administrators(app: Flask, reader: FlaskClient) -> None:
    created = reader.post("/v1/saved-searches", json=NEW)
    address, tag = created.headers["Location"], {"If-Match": created.headers["ETag"]}
    other = {"headers": make_key_headers(app, "read", "ingest", "review")}
    client = app.test_client()
    assert client.get("/v1/saved-searches", **other).json["items"] == []
    assert_problem(client.get(address, **other), 404, "not-found")
    assert_problem(client.delete(address, **other), 404, "not-found")
    change = client.patch(address, json={"name": "Mine"}, headers={**other["headers"], **tag})
    assert_problem(change, 404, "not-found")
    administrator = make_writer(app)
    assert [item["id"] for item in administrator.get("/v1/saved-searches").json["items"]] == [1]
    assert administrator.patch(address, json={"name": "Seen"}, headers=tag).status_code == 200
    assert reader.get(address).json["name"] == "Seen"


def test_even_where_reading_is_open_a_key_is_needed(
    client: FlaskClient, key_headers: Callable[..., dict[str, str]]
) -> None:
    for answer in (client.get("/v1/saved-searches"), client.post("/v1/saved-searches", json=NEW)):
        assert_problem(answer, 401, "unauthenticated")
    without = client.post("/v1/saved-searches", json=NEW, headers=key_headers("ingest"))
    assert assert_problem(without, 403, "missing-scope")["scope"] == "read"


def test_a_key_may_have_so_many(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.saved_searches.MOST_SEARCHES", 2)
    for _ in range(2):
        assert reader.post("/v1/saved-searches", json=NEW).status_code == 201
    assert_problem(reader.post("/v1/saved-searches", json=NEW), 409, "conflict")
    assert reader.delete("/v1/saved-searches/1").status_code == 204
    assert reader.post("/v1/saved-searches", json=NEW).status_code == 201


def test_pages_make_the_whole_list(reader: FlaskClient) -> None:
    for _ in range(5):
        reader.post("/v1/saved-searches", json=NEW)
    first = reader.get("/v1/saved-searches?limit=3")
    rest = reader.get(first.headers["Link"].split(">")[0][1:])
    assert [item["id"] for item in first.json["items"] + rest.json["items"]] == [1, 2, 3, 4, 5]
    assert rest.json["next"] is None
    assert_problem(reader.get(f"/v1/webhooks?cursor={first.json['next']}"), 404, "invalid-cursor")
