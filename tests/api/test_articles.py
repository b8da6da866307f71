"""Articles come in, are read, and are withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.test_extractions import PAGE, assert_spans_slice_back
from tests.api_fixtures import ARTICLE, assert_problem


def test_new_article_comes_with_its_quotes(writer: FlaskClient) -> None:
    response = writer.post("/v1/articles", json=ARTICLE)
    assert response.status_code == 201
    assert response.headers["Location"] == "/v1/articles/1"
    stored = response.json
    assert stored["text"] == ARTICLE["text"]
    assert (stored["title"], stored["publisher"]) == (ARTICLE["title"], ARTICLE["publisher"])
    assert (stored["state"], stored["revision"], stored["language"]) == ("ready", 1, "en")
    assert stored["published_at"] == "2025-03-27T18:00:00+00:00"
    assert len(stored["quotes"]) == 3
    assert_spans_slice_back(stored)
    assert writer.get("/v1/articles/1").json == stored


def test_same_article_again_changes_nothing(writer: FlaskClient) -> None:
    first = writer.post("/v1/articles", json=ARTICLE)
    again = writer.post("/v1/articles", json=ARTICLE)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json


def test_changed_text_is_a_revision_and_supersedes(writer: FlaskClient) -> None:
    url = "https://news.example/bridge"
    old = writer.post("/v1/articles", json={**ARTICLE, "url": url}).json
    text = "Mara Velden said the bridge would close."
    response = writer.post("/v1/articles", json={**ARTICLE, "url": url, "text": text})
    assert response.status_code == 200
    new = response.json
    assert (new["id"], new["revision"], new["text"]) == (old["id"], 2, text)
    assert [revision["number"] for revision in new["revisions"]] == [1, 2]
    assert len(new["quotes"]) == 1
    gone = assert_problem(writer.get(f"/v1/quotes/{old['quotes'][0]['id']}"), 410, "gone")
    assert gone["state"] == "superseded"


def test_page_says_what_the_sender_does_not(writer: FlaskClient) -> None:
    stored = writer.post("/v1/articles", json={"html": PAGE, "publisher": "Torland Courier"}).json
    assert stored["title"] == "Bridge stays open"
    assert stored["publisher"] == "Torland Courier"
    assert len(stored["quotes"]) == 2
    assert_spans_slice_back(stored)
    given = writer.post("/v1/articles", json={"html": PAGE, "title": "Another title"}).json
    assert given["title"] == "Another title"


def test_page_claims_never_make_it_refused(writer: FlaskClient) -> None:
    page = PAGE.replace('lang="en"', 'lang="not a language"').replace(
        "<title>Bridge stays open</title>",
        f"<title>{'long ' * 200}</title>"
        '<meta property="article:published_time" content="2999-01-01T00:00:00Z">',
    )
    response = writer.post("/v1/articles", json={"html": page.replace("<h1>Bridge stays open</h1>", "")})
    assert response.status_code == 201, response.text
    assert response.json["published_at"] is None
    assert response.json["language"] == "en"
    assert len(response.json["title"] or "") <= 500


def test_other_languages_are_stored_without_quotes(writer: FlaskClient) -> None:
    text = "« Le pont reste ouvert », a dit Mara Velden."
    stored = writer.post("/v1/articles", json={"text": text, "language": "fr"}).json
    assert (stored["state"], stored["quotes"]) == ("ready", [])
    assert stored["revisions"][0]["warnings"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published_at", "2025-03-27T18:00:00"),
        ("published_at", "2025-03-27"),
        ("published_at", "2025-13-27T18:00:00Z"),
        ("published_at", "1066-10-14T09:00:00Z"),
        ("published_at", 1743098400),
        ("url", "ftp://news.example/a"),
        ("url", "https://user:pass@news.example/a"),
        ("url", "https://news.example:99999/"),
        ("url", "javascript:alert(1)"),
        ("language", "english please"),
        ("title", "t" * 501),
        ("title", 7),
    ],
)
def test_wrong_values_are_refused(writer: FlaskClient, field: str, value: object) -> None:
    response = writer.post("/v1/articles", json={**ARTICLE, field: value})
    document = assert_problem(response, 422, "invalid-input")
    assert [entry["pointer"] for entry in document["errors"]] == [f"/{field}"]


def test_date_may_be_two_days_ahead_and_no_more(writer: FlaskClient) -> None:
    def send(ahead: timedelta) -> int:
        moment = (datetime.now(UTC) + ahead).isoformat()
        return writer.post("/v1/articles", json={**ARTICLE, "published_at": moment}).status_code

    assert send(timedelta(hours=47)) == 201
    assert send(timedelta(hours=49)) == 422


def test_null_is_nothing(writer: FlaskClient) -> None:
    names = ("title", "url", "publisher", "byline", "published_at")
    stored = writer.post("/v1/articles", json={"text": ARTICLE["text"], **dict.fromkeys(names)}).json
    assert [stored[name] for name in names] == [None] * 5


def test_list_filters(writer: FlaskClient) -> None:
    for day, publisher in ((1, "Torland Courier"), (2, "Torland Courier"), (3, "Island Post")):
        body = {**ARTICLE, "publisher": publisher, "published_at": f"2025-03-0{day}T12:00:00+02:00"}
        assert writer.post("/v1/articles", json={**body, "title": f"Day {day}"}).status_code == 201

    def titles(query: str) -> list[str]:
        return [item["title"] for item in writer.get(f"/v1/articles?{query}").json["items"]]

    assert titles("") == ["Day 3", "Day 2", "Day 1"]
    assert titles("publisher=torland+courier") == ["Day 2", "Day 1"]
    assert titles("published_after=2025-03-02&published_before=2025-03-03") == ["Day 2"]
    assert titles("published_after=2025-03-02T10:00:00Z") == ["Day 3", "Day 2"]
    assert titles("published_before=2025-03-02T12:00:00%2B02:00") == ["Day 1"]
    assert titles("published_after=0000-01-01") == ["Day 3", "Day 2", "Day 1"]
    assert titles("published_after=9999-12-31T23:59:60-23:59") == []


def test_withdrawn_article_leaves_a_tombstone(writer: FlaskClient, article: dict[str, Any]) -> None:
    response = writer.delete("/v1/articles/1?reason=It+was+a+mistake")
    assert (response.status_code, response.data) == (204, b"")
    assert "Content-Type" not in response.headers
    for path in ("/v1/articles/1", "/v1/quotes/1"):
        document = assert_problem(writer.get(path), 410, "gone")
        assert document["reason"] == "It was a mistake"
        assert document["withdrawn_at"]
    assert writer.get("/v1/articles").json["items"] == []
    assert writer.get("/v1/quotes").json["items"] == []
    assert_problem(writer.delete("/v1/articles/1"), 410, "gone")


def test_withdrawn_article_stays_so_when_sent_again(writer: FlaskClient, article: dict[str, Any]) -> None:
    assert writer.delete("/v1/articles/1").status_code == 204
    document = assert_problem(writer.post("/v1/articles", json=ARTICLE), 409, "conflict")
    assert document["withdrawn_at"]
