"""Every change to everything, for whoever may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem


@pytest.fixture
def history(writer: FlaskClient, article: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a key, a target and an article, newest first."""
    items: list[dict[str, Any]] = writer.get("/v1/history?limit=100").json["items"]
    return items


def test_who_did_what_is_told_newest_first(history: list[dict[str, Any]]) -> None:
    told = [(event["subject"]["kind"], event["action"]) for event in history]
    assert told.index(("article", "created")) < told.index(("target", "created"))
    assert told[-1] == ("api_key", "created")
    assert [event["id"] for event in history] == sorted((event["id"] for event in history), reverse=True)
    target = next(event for event in history if event["subject"]["kind"] == "target")
    assert target["actor"].startswith("key:")
    assert target["before"] is None
    assert target["after"]["proposition"] == "Troops should be deployed to the island"


def test_filters_narrow_it(writer: FlaskClient, history: list[dict[str, Any]]) -> None:
    def found(query: str) -> list[int]:
        return [event["id"] for event in writer.get(f"/v1/history?limit=100&{query}").json["items"]]

    def expected(**wanted: object) -> list[int]:
        flat = [
            {**event, "subject_kind": event["subject"]["kind"], "subject_id": event["subject"]["id"]}
            for event in history
        ]
        return [event["id"] for event in flat if all(event[name] == value for name, value in wanted.items())]

    actor = next(event["actor"] for event in history if event["actor"].startswith("key:"))
    assert 0 < len(found(f"actor={actor}")) < len(history)
    assert found(f"actor={actor}") == expected(actor=actor)
    assert found("action=created") == expected(action="created")
    assert found("subject_kind=article&subject_id=1") == expected(subject_kind="article", subject_id=1) != []
    assert found("actor=nobody") == []
    moment = quote(history[0]["at"])
    assert found(f"since={moment}") == expected(at=history[0]["at"])
    assert found(f"until={moment}") == [event["id"] for event in history if event["at"] < history[0]["at"]]
    assert found("until=2020-01-01") == []


def test_pages_make_the_whole_and_what_is_added_moves_nothing(
    writer: FlaskClient, history: list[dict[str, Any]]
) -> None:
    seen: list[int] = []
    address = "/v1/history?limit=2&action=created"
    while address:
        page = writer.get(address)
        seen += [event["id"] for event in page.json["items"]]
        assert writer.post("/v1/api-keys", json={"name": "another", "scopes": ["read"]}).status_code == 201
        address = page.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert seen == [event["id"] for event in history if event["action"] == "created"]


def test_a_cursor_belongs_to_its_filters(writer: FlaskClient, history: list[dict[str, Any]]) -> None:
    cursor = writer.get("/v1/history?limit=1").json["next"]
    assert_problem(writer.get(f"/v1/history?action=created&cursor={cursor}"), 404, "invalid-cursor")


@pytest.mark.parametrize(
    "query", ["action=<script>", "subject_kind=%00", "subject_id=0", "since=yesterday", "who=me", "actor="]
)
def test_what_is_no_filter_is_refused(writer: FlaskClient, query: str) -> None:
    assert_problem(writer.get(f"/v1/history?{query}"), 422, "invalid-input")


def test_only_administrators_see_it(client: FlaskClient, key_headers: Callable[..., dict[str, str]]) -> None:
    assert_problem(client.get("/v1/history"), 401, "unauthenticated")
    headers = key_headers("read", "ingest", "review")
    assert_problem(client.get("/v1/history", headers=headers), 403, "missing-scope")
