"""Old revisions stay readable, and quotes say which one holds them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import ARTICLE, assert_problem

URL = "https://news.example/bridge"
FRENCH = "« Le pont restera ouvert tout l'été », a déclaré lundi Mara Velden, la ministre des Transports du Torland."


@pytest.fixture
def revised(writer: FlaskClient) -> FlaskClient:
    """Article 1 in three revisions, the last in another language."""
    for text in (ARTICLE["text"], "Mara Velden said the bridge would close.", FRENCH):
        assert writer.post("/v1/articles", json={**ARTICLE, "url": URL, "text": text}).status_code < 300
    return writer


def test_every_revision_keeps_its_text(revised: FlaskClient) -> None:
    texts = [revised.get(f"/v1/articles/1/revisions/{number}").json["text"] for number in (1, 2, 3)]
    assert texts == [ARTICLE["text"], "Mara Velden said the bridge would close.", FRENCH]


def test_list_has_pages_newest_first(revised: FlaskClient) -> None:
    first = revised.get("/v1/articles/1/revisions?limit=2")
    assert [item["number"] for item in first.json["items"]] == [3, 2]
    assert all("text" not in item for item in first.json["items"])
    rest = revised.get(first.headers["Link"].split(">")[0].lstrip("<")).json
    assert ([item["number"] for item in rest["items"]], rest["next"]) == ([1], None)
    other = revised.get(
        f"/v1/articles/1/revisions?cursor={revised.get('/v1/articles?limit=1').json['next'] or 'WyJx'}"
    )
    assert_problem(other, 404, "invalid-cursor")


def test_another_language_says_that_its_quotes_were_not_extracted(revised: FlaskClient) -> None:
    revision = revised.get("/v1/articles/1/revisions/3").json
    assert revision["warnings"] == [
        "language_not_read: the language is 'fr', and quotes are extracted from English (en) only"
    ]
    detection = revision["language_detection"]
    assert (detection["language"], detection["engine"]["name"]) == ("fr", "py3langid")
    assert 0.8 <= detection["confidence"] <= 1
    article = revised.get("/v1/articles/1").json
    assert (article["language"], article["state"], article["quotes"]) == ("fr", "ready", [])
    assert revised.get("/v1/articles/1/revisions/1").json["language_detection"] is None


def test_a_given_language_counts_more_than_the_text(writer: FlaskClient) -> None:
    stored = writer.post("/v1/articles", json={"text": FRENCH, "language": "en"}).json
    assert (stored["language"], stored["revisions"][0]["language_detection"]) == ("en", None)
    assert not any("language_not_read" in warning for warning in stored["revisions"][0]["warnings"])


def test_a_quote_leads_to_the_text_that_its_offsets_count_in(writer: FlaskClient) -> None:
    quote = writer.post("/v1/articles", json=ARTICLE).json["quotes"][0]
    text = writer.get(quote["links"]["revision"]).json["text"]
    for segment in quote["segments"]:
        assert text[segment["start"] : segment["end"]] == segment["text"]


def test_tag_stays_while_the_text_does(revised: FlaskClient) -> None:
    response = revised.get("/v1/articles/1/revisions/2")
    known = {"If-None-Match": response.headers["ETag"]}
    assert revised.get("/v1/articles/1/revisions/2", headers=known).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/v1/articles/1/revisions/4",
        "/v1/articles/1/revisions/9223372036854775807",
        "/v1/articles/2/revisions",
        "/v1/articles/2/revisions/1",
        "/v1/articles/1/revisions/0",
    ],
)
def test_what_never_was_is_not_found(revised: FlaskClient, path: str) -> None:
    assert_problem(revised.get(path), 404, "not-found")


def test_withdrawn_article_takes_its_revisions_along(revised: FlaskClient) -> None:
    assert revised.delete("/v1/articles/1?reason=A+mistake").status_code == 204
    for path in ("/v1/articles/1/revisions", "/v1/articles/1/revisions/1"):
        assert assert_problem(revised.get(path), 410, "gone")["reason"] == "A mistake"
