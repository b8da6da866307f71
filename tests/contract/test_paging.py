"""Lists: pages that fit together, while things are added."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import ARTICLE, assert_problem


def _follow(client: FlaskClient, address: str) -> list[list[Any]]:
    """The ids (or slugs) of each page, following the Link header."""
    pages = []
    while True:
        response = client.get(address)
        assert response.status_code == 200, response.text
        pages.append([item.get("id", item.get("slug")) for item in response.json["items"]])
        link = re.fullmatch(r'<([^>]+)>; rel="next"', response.headers.get("Link", ""))
        assert (link is None) == (response.json["next"] is None)
        if link is None:
            return pages
        assert response.json["next"] in link[1]
        address = link[1]


@pytest.fixture
def archive(writer: FlaskClient) -> FlaskClient:
    """Five articles, the same in everything that lists are sorted by, and five targets."""
    for number in range(5):
        text = f"{ARTICLE['text']} It was report {number}."
        assert writer.post("/v1/articles", json={**ARTICLE, "text": text}).status_code == 201
        target = {"proposition": f"Troops should be deployed to island {number}"}
        assert writer.post("/v1/targets", json=target).status_code == 201
    return writer


@pytest.mark.parametrize(
    "address",
    [
        "/v1/articles?",
        "/v1/articles?publisher=Torland+Courier&published_after=2025-01-01&",
        "/v1/quotes?",
        "/v1/quotes?sort=oldest&",
        "/v1/quotes?about=troops&",
        "/v1/quotes?distinct=true&",
        "/v1/quotes?distinct=true&about=troops&",
        "/v1/quotes?q=bridge&speaker=Velden&",
        "/v1/quotes?speaker=Vedlen&",
        "/v1/quotes?about=troops&sort=newest&",
        "/v1/ask?q=what+did+Velden+say&",
        "/v1/ask?q=what+did+Vedlen+say&",
        "/v1/ask?q=Vedlen+on+troops&",
        "/v1/ask?q=Vedlen+troops&",
        "/v1/speakers?",
        "/v1/speakers?q=Vedlen&",
        "/v1/targets?",
        "/v1/review-queue?",
        "/v1/review-queue?publisher=Torland+Courier&",
    ],
)
def test_pages_make_the_whole_list(archive: FlaskClient, address: str) -> None:
    whole = _follow(archive, f"{address}limit=100")
    assert len(whole) == 1
    for limit in (1, 2, 3):
        pages = _follow(archive, f"{address}limit={limit}")
        assert [item for page in pages for item in page] == whole[0]
        assert all(len(page) == limit for page in pages[:-1])
        assert 0 < len(pages[-1]) <= limit


@pytest.mark.parametrize(
    "address",
    [
        "/v1/articles?",
        "/v1/quotes?",
        "/v1/quotes?speaker=Vedlen&",
        *(f"/v1/quotes?about=troops&sort={sort}&" for sort in ("relevance", "newest", "oldest")),
        "/v1/quotes?distinct=true&",
    ],
)
def test_what_is_added_moves_nothing(archive: FlaskClient, address: str) -> None:
    whole = _follow(archive, f"{address}limit=100")[0]
    first = archive.get(f"{address}limit=2")
    newer = {**ARTICLE, "text": f"{ARTICLE['text']} This one is new.", "published_at": "2025-04-01T00:00:00Z"}
    assert archive.post("/v1/articles", json=newer).status_code == 201
    rest = _follow(archive, f"{address}limit=2&cursor={first.json['next']}")
    seen = [item.get("id") for item in first.json["items"]] + [item for page in rest for item in page]
    # Only where the oldest come first is there a place for it ahead.
    added = seen[len(whole) :]
    assert (seen[: len(whole)], len(added)) == (whole, 1 if "oldest" in address else 0)


def test_a_reviewer_sees_each_quote_once_while_some_are_added_and_others_decided(
    archive: FlaskClient,
) -> None:
    whole = _follow(archive, "/v1/review-queue?limit=100")[0]
    first = archive.get("/v1/review-queue?limit=4").json
    for quote in first["items"]:
        tag = archive.get(quote["links"]["self"]).headers["ETag"]
        decided = archive.patch(
            quote["links"]["self"], json={"decision": "confirm"}, headers={"If-Match": tag}
        )
        assert decided.status_code == 200
    newer = {**ARTICLE, "text": f"{ARTICLE['text']} This one is new."}
    assert archive.post("/v1/articles", json=newer).status_code == 201
    rest = _follow(archive, f"/v1/review-queue?limit=4&cursor={first['next']}")
    seen = [quote["id"] for quote in first["items"]] + [number for page in rest for number in page]
    assert [number for number in seen if number in whole] == whole


def test_cursor_belongs_to_its_list(archive: FlaskClient) -> None:
    cursor = archive.get("/v1/quotes?limit=1").json["next"]
    for other in (
        "/v1/quotes?type=direct&",
        "/v1/quotes?sort=oldest&",
        "/v1/articles?",
        "/v1/targets?",
        "/v1/review-queue?",
    ):
        assert_problem(archive.get(f"{other}cursor={cursor}"), 404, "invalid-cursor")


def test_link_keeps_filters_and_escapes_them(archive: FlaskClient) -> None:
    response = archive.get("/v1/quotes?limit=1&publisher=Torland%20Courier&q=%22stays+open%22")
    assert response.headers["Link"].startswith(
        "</v1/quotes?limit=1&publisher=Torland+Courier&q=%22stays+open%22&cursor="
    )


def test_feeds_have_the_same_link(archive: FlaskClient) -> None:
    for kind in ("atom", "json-feed"):
        link = archive.get(f"/v1/quotes.{kind}?limit=1&type=direct").headers["Link"]
        assert link.startswith(f"</v1/quotes.{kind}?limit=1&type=direct&cursor=")
    assert "Link" not in archive.get("/v1/quotes.atom").headers


def test_link_never_leads_to_another_host(archive: FlaskClient) -> None:
    response = archive.get("/v1/quotes?limit=1", headers={"Host": "elsewhere.example"})
    assert "elsewhere" not in response.headers["Link"]
