"""Keys are made, listed, changed and revoked over HTTP, and their secret is shown once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from api.database import database
from models import ApiKey, current_moment
from tests.api_fixtures import assert_problem

NEW = {"name": "newsroom", "scopes": ["ingest", "read"], "expires_at": "2099-01-01T00:00:00Z"}
KEY = {"Idempotency-Key": "first-key"}


@pytest.fixture
def made(writer: FlaskClient) -> dict[str, Any]:
    """A new key as it was answered, and its ETag."""
    response = writer.post("/v1/api-keys", json=NEW)
    assert response.status_code == 201, response.text
    return {**response.json, "etag": response.headers["ETag"]}


def test_a_new_key_opens_what_its_scopes_say(app: Flask, writer: FlaskClient) -> None:
    response = writer.post("/v1/api-keys", json=NEW)
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "no-store"
    key = response.json["key"]
    assert re.fullmatch(r"onr_[0-9a-f]{12}_[\w-]{43}", key)
    shown = {name: value for name, value in response.json.items() if name != "key"}
    assert writer.get(response.headers["Location"]).json == shown
    assert (shown["name"], shown["scopes"], shown["state"]) == ("newsroom", ["read", "ingest"], "active")
    assert (shown["expires_at"], shown["last_used_at"]) == ("2099-01-01T00:00:00+00:00", None)
    holder = {"Authorization": f"Bearer {key}"}
    assert app.test_client().post("/v1/articles", json={}, headers=holder).status_code == 422
    assert_problem(app.test_client().get("/v1/api-keys", headers=holder), 403, "missing-scope")
    assert writer.get(response.headers["Location"]).json["last_used_at"] is not None


def test_the_secret_is_in_no_later_answer_and_in_no_table(
    app: Flask, writer: FlaskClient, made: dict[str, Any]
) -> None:
    replayed = [writer.post("/v1/api-keys", json=NEW, headers=KEY) for _ in range(2)]
    secrets = [made["key"], replayed[0].json["key"]]
    answers = [
        writer.get("/v1/api-keys").text,
        writer.get(made["links"]["self"]).text,
        writer.get("/v1/history").text,
        replayed[1].text,
    ]
    with app.app_context(), database().engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        stored = [str(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in tables.all()]
    for secret in secrets:
        random = secret.split("_", 2)[2]
        assert not any(random in place for place in (*answers, *stored))


def test_a_repeated_request_makes_no_second_key_and_shows_no_secret(writer: FlaskClient) -> None:
    first = writer.post("/v1/api-keys", json=NEW, headers=KEY)
    again = writer.post("/v1/api-keys", json=NEW, headers=KEY)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert again.json == {**first.json, "key": None}
    assert list(again.json) == list(first.json)
    assert again.headers["Location"] == first.headers["Location"]
    assert len(writer.get("/v1/api-keys").json["items"]) == 2


def test_keys_are_listed_in_pages_and_by_state(app: Flask, writer: FlaskClient, made: dict[str, Any]) -> None:
    revoked, expired = (writer.post("/v1/api-keys", json=NEW).json["id"] for _ in range(2))
    assert writer.delete(f"/v1/api-keys/{revoked}").status_code == 204
    with app.app_context(), database().writing.begin() as session:
        session.get_one(ApiKey, expired).expires_at = current_moment() - timedelta(seconds=1)
    own = made["id"] - 1

    def listed(address: str) -> list[int]:
        ids: list[int] = []
        cursor = ""
        while True:
            page = writer.get(f"{address}{cursor}").json
            ids += [item["id"] for item in page["items"]]
            if page["next"] is None:
                return ids
            cursor = f"&cursor={page['next']}"

    assert listed("/v1/api-keys?limit=1") == [own, made["id"], revoked, expired]
    assert listed("/v1/api-keys?limit=1&state=active") == [own, made["id"]]
    assert listed("/v1/api-keys?limit=1&state=revoked") == [revoked]
    assert listed("/v1/api-keys?limit=1&state=expired") == [expired]
    states = {item["id"]: item["state"] for item in writer.get("/v1/api-keys").json["items"]}
    assert states == {own: "active", made["id"]: "active", revoked: "revoked", expired: "expired"}
    cursor = writer.get("/v1/api-keys?limit=1").json["next"]
    assert_problem(writer.get(f"/v1/api-keys?state=active&cursor={cursor}"), 404, "invalid-cursor")


def test_name_and_expiry_change_and_scopes_do_not(writer: FlaskClient, made: dict[str, Any]) -> None:
    address, match = made["links"]["self"], {"If-Match": made["etag"]}
    changed = writer.patch(address, json={"name": " night  desk ", "expires_at": None}, headers=match)
    assert changed.status_code == 200
    assert (changed.json["name"], changed.json["expires_at"]) == ("night desk", None)
    assert changed.json["scopes"] == ["read", "ingest"]
    assert_problem(writer.patch(address, json={"name": "desk"}, headers=match), 412, "version-mismatch")
    assert_problem(writer.patch(address, json={"name": "desk"}), 428, "precondition-required")
    current = {"If-Match": changed.headers["ETag"]}
    for wrong in (
        {},
        {"scopes": ["admin"]},
        {"name": None},
        {"name": " "},
        {"expires_at": "2020-01-01T00:00:00Z"},
    ):
        assert_problem(writer.patch(address, json=wrong, headers=current), 422, "invalid-input")


def test_use_does_not_change_the_tag(app: Flask, writer: FlaskClient, made: dict[str, Any]) -> None:
    """Or a key in use could hardly be changed."""
    app.test_client().get("/v1/quotes", headers={"Authorization": f"Bearer {made['key']}"})
    shown = writer.get(made["links"]["self"], headers={"If-None-Match": made["etag"]})
    assert shown.status_code == 200
    assert shown.headers["ETag"] == made["etag"]
    assert shown.json["last_used_at"] is not None


def test_a_revoked_key_opens_nothing_and_stays_so(
    app: Flask, writer: FlaskClient, made: dict[str, Any]
) -> None:
    address = made["links"]["self"]
    assert_problem(writer.delete(address, headers={"If-Match": '"other"'}), 412, "version-mismatch")
    for _ in range(2):
        gone = writer.delete(address)
        assert (gone.status_code, gone.data) == (204, b"")
    holder = {"Authorization": f"Bearer {made['key']}"}
    assert_problem(app.test_client().get("/v1/quotes", headers=holder), 401, "unauthenticated")
    shown = writer.get(address)
    assert shown.json["state"] == "revoked"
    again = writer.patch(address, json={"name": "desk"}, headers={"If-Match": shown.headers["ETag"]})
    assert_problem(again, 409, "conflict")
    assert [event["action"] for event in writer.get(made["links"]["history"]).json["items"]] == [
        "revoked",
        "created",
    ]


def test_the_last_key_that_may_make_keys_is_kept(writer: FlaskClient) -> None:
    own = writer.get("/v1/api-keys").json["items"][0]["links"]["self"]
    refused = assert_problem(writer.delete(own), 409, "conflict")
    assert "onrecord keys revoke" in refused["detail"]
    other = writer.post("/v1/api-keys", json={"name": "second", "scopes": ["admin"]})
    assert writer.delete(own).status_code == 204
    last = {"Authorization": f"Bearer {other.json['key']}"}
    writer.environ_base["HTTP_AUTHORIZATION"] = last["Authorization"]
    assert_problem(writer.delete(other.headers["Location"]), 409, "conflict")


@pytest.mark.parametrize("scopes", [["read"], ["ingest"], ["review"], ["read", "ingest", "review"]])
def test_no_key_gives_what_it_lacks(
    client: FlaskClient, key_headers: Callable[..., dict[str, str]], scopes: list[str]
) -> None:
    """Only `admin`, which includes every scope, makes keys."""
    headers = key_headers(*scopes)
    assert_problem(client.post("/v1/api-keys", json=NEW, headers=headers), 403, "missing-scope")
    assert_problem(client.post("/v1/api-keys", json=NEW), 401, "unauthenticated")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "\u200b"}, "/name"),
        ({"name": "n" * 201}, "/name"),
        ({"name": "a\x00"}, "/name"),
        ({"name": "\ud800"}, "/name"),
        ({"name": None}, "/name"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["root"]}, "/scopes/0"),
        ({"scopes": "admin"}, "/scopes"),
        ({"scopes": ["read"] * 5}, "/scopes"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2099-01-01T00:00:00"}, "/expires_at"),
        ({"expires_at": "2099-01-01"}, "/expires_at"),
        ({"prefix": "0" * 12}, "/prefix"),
    ],
)
def test_what_cannot_be_a_key_is_refused(writer: FlaskClient, change: dict[str, Any], pointer: str) -> None:
    # Escaped, as the test client cannot send half a character.
    body = json.dumps({**NEW, **change})
    response = writer.post("/v1/api-keys", data=body, content_type="application/json")
    problem = assert_problem(response, 422, "invalid-input")
    assert {error["pointer"] for error in problem["errors"]} == {pointer}


def test_script_in_a_name_is_only_text(writer: FlaskClient) -> None:
    named = {**NEW, "name": "<script>alert(1)</script>"}
    response = writer.post("/v1/api-keys", json=named)
    assert response.json["name"] == named["name"]
    assert response.content_type == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_key_that_never_was_is_not_found(writer: FlaskClient) -> None:
    for method in ("GET", "DELETE"):
        assert_problem(writer.open("/v1/api-keys/99", method=method), 404, "not-found")
    match = {"If-Match": '"x"'}
    assert_problem(writer.patch("/v1/api-keys/99", json={"name": "x"}, headers=match), 404, "not-found")
