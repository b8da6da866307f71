"""Where a quote appeared, and lists in which each stands once."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem

WORDS = "We will reopen the harbour bridge for the island ferries in spring"


@pytest.fixture
def outlets(writer: FlaskClient) -> FlaskClient:
    """Four outlets that carry what Mara Velden said; the one that published first is stored second."""
    for outlet, moment in (
        ("Torland Courier", "2025-03-27T18:00:00Z"),
        ("Island Herald", "2025-03-27T12:00:00Z"),
        ("Harbour Post", "2025-03-28T09:00:00Z"),
        ("Undated Mirror", None),
    ):
        text = f"{outlet} has this.\n\n“{WORDS},” Mara Velden, foreign minister of Torland, said."
        sent = {"text": text, "title": f"In the {outlet}", "publisher": outlet}
        response = writer.post(
            "/v1/articles", json=sent | ({} if moment is None else {"published_at": moment})
        )
        assert response.status_code == 201, response.text
    return writer


def quotes_of(client: FlaskClient, address: str = "/v1/quotes?sort=oldest") -> list[dict[str, Any]]:
    quotes: list[dict[str, Any]] = client.get(address).json["items"]
    return quotes


def test_a_quote_tells_its_group(outlets: FlaskClient) -> None:
    quotes = quotes_of(outlets)
    assert [quote["article"]["publisher"] for quote in quotes] == [
        "Island Herald",
        "Torland Courier",
        "Harbour Post",
        "Undated Mirror",
    ]
    group = {"id": min(quote["id"] for quote in quotes), "size": 4, "first_appearance": quotes[0]["id"]}
    assert [quote["group"] for quote in quotes] == [group] * 4
    shown = outlets.get(quotes[1]["links"]["self"]).json
    assert shown["group"] == group
    assert shown["links"]["appearances"] == f"/v1/quotes/{shown['id']}/appearances"


def test_appearances_are_listed_from_the_first_on(outlets: FlaskClient) -> None:
    quotes = quotes_of(outlets)
    shown = outlets.get(quotes[2]["links"]["appearances"]).json
    assert shown["speaker"]["name"] == "Mara Velden"
    assert shown["size"] == 4
    assert shown["first_appearance"] == shown["items"][0]
    assert [item["quote"] for item in shown["items"]] == [quote["id"] for quote in quotes]
    first = shown["items"][0]
    revision = outlets.get(first["links"]["revision"]).json
    assert revision["text"][first["position"] :].startswith(first["text"])
    assert first["article"]["publisher"] == "Island Herald"
    assert first["said_at"] == "2025-03-27T12:00:00+00:00"
    assert shown["items"][3]["said_at"] is None


def test_appearances_come_in_pages_that_make_the_whole(outlets: FlaskClient) -> None:
    address = quotes_of(outlets)[0]["links"]["appearances"]
    whole = [item["quote"] for item in outlets.get(address).json["items"]]
    seen: list[int] = []
    page = outlets.get(f"{address}?limit=1")
    while page.json["next"] is not None:
        seen += [item["quote"] for item in page.json["items"]]
        assert f"cursor={page.json['next']}" in page.headers["Link"]
        page = outlets.get(f"{address}?limit=1&cursor={page.json['next']}")
    assert [*seen, *(item["quote"] for item in page.json["items"])] == whole
    assert "Link" not in page.headers


def test_a_quote_in_one_article_appeared_there(article: dict[str, Any], client: FlaskClient) -> None:
    for quote in article["quotes"]:
        assert quote["group"] is None
        shown = client.get(quote["links"]["appearances"]).json
        assert (shown["size"], shown["next"]) == (1, None)
        assert [item["quote"] for item in shown["items"]] == [quote["id"]]
        assert shown["first_appearance"]["quote"] == quote["id"]


def test_a_withdrawn_quote_is_no_appearance(outlets: FlaskClient) -> None:
    first, second, *rest = quotes_of(outlets)
    tag = outlets.get(first["links"]["self"]).headers["ETag"]
    assert outlets.delete(first["links"]["self"], headers={"If-Match": tag}).status_code == 204
    assert_problem(outlets.get(first["links"]["appearances"]), 410, "gone")
    shown = outlets.get(second["links"]["appearances"]).json
    assert shown["size"] == 3
    assert shown["first_appearance"]["quote"] == second["id"]
    assert [item["quote"] for item in shown["items"]] == [second["id"], *(quote["id"] for quote in rest)]


def test_the_tag_of_a_quote_changes_with_its_group(outlets: FlaskClient) -> None:
    quotes = quotes_of(outlets)
    address = quotes[1]["links"]["self"]
    before = outlets.get(address).headers["ETag"]
    assert outlets.get(address, headers={"If-None-Match": before}).status_code == 304
    last = quotes[3]["links"]["self"]
    assert outlets.delete(last, headers={"If-Match": outlets.get(last).headers["ETag"]}).status_code == 204
    after = outlets.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.json["group"]["size"] == 3


def test_wrong_requests_are_refused(outlets: FlaskClient) -> None:
    address = quotes_of(outlets)[0]["links"]["appearances"]
    assert_problem(outlets.get("/v1/quotes/999/appearances"), 404, "not-found")
    assert_problem(outlets.get(f"/v1/quotes/{2**70}/appearances"), 404, "not-found")
    assert_problem(outlets.get(f"{address}?distinct=true"), 422, "invalid-input")
    cursor = outlets.get(f"{address}?limit=1").json["next"]
    other = quotes_of(outlets)[1]["links"]["appearances"]
    assert_problem(outlets.get(f"{other}?cursor={cursor}"), 404, "invalid-cursor")
    for value in ("1", "yes", ""):
        assert_problem(outlets.get(f"/v1/quotes?distinct={value}"), 422, "invalid-input")


def test_a_distinct_list_has_each_quote_once_by_its_first_appearance_that_fits(outlets: FlaskClient) -> None:
    first, second, third, _ = quotes_of(outlets)
    assert [quote["id"] for quote in quotes_of(outlets, "/v1/quotes?distinct=true")] == [first["id"]]
    later = "/v1/quotes?distinct=true&said_after=2025-03-27T13:00:00Z"
    assert [quote["id"] for quote in quotes_of(outlets, later)] == [second["id"]]
    post = "/v1/quotes?distinct=true&publisher=Harbour+Post&about=ferries"
    assert [quote["id"] for quote in quotes_of(outlets, post)] == [third["id"]]
    assert len(quotes_of(outlets, "/v1/quotes?distinct=false")) == 4


def test_exports_and_feeds_can_be_distinct(outlets: FlaskClient) -> None:
    first = quotes_of(outlets)[0]
    lines = outlets.get("/v1/quotes.ndjson?distinct=true").text.splitlines()
    assert [json.loads(line).get("id") for line in lines] == [first["id"], None]
    (record,) = csv.DictReader(io.StringIO(outlets.get("/v1/quotes.csv?distinct=true").text))
    assert (record["first_appearance"], record["group"]) == (
        str(first["group"]["first_appearance"]),
        str(first["group"]["id"]),
    )
    assert len(outlets.get("/v1/quotes.json-feed?distinct=true").json["items"]) == 1
    assert outlets.get("/v1/quotes.atom?distinct=true").text.count("<entry>") == 1
    assert outlets.get("/v1/quotes.atom").text.count("<entry>") == 4


def test_a_saved_search_cannot_be_distinct(writer: FlaskClient) -> None:
    sent = {"name": "Velden", "query": {"speaker": "Velden", "distinct": True}}
    assert_problem(writer.post("/v1/saved-searches", json=sent), 422, "invalid-input")
