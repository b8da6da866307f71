"""Finding quotes and seeing where they come from."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

MEMBERS = {
    "id",
    "type",
    "text",
    "segments",
    "cue",
    "source",
    "speaker",
    "no_speaker",
    "mention",
    "confidence",
    "engine",
    "decided_by",
    "stances",
    "not_about",
    "reply",
    "article",
    "said_at",
    "group",
    "links",
}


def test_quote_is_never_without_its_source(writer: FlaskClient, article: dict[str, Any]) -> None:
    for path, more in (("/v1/quotes/2", {"provenance", "citation"}), ("/v1/quotes", {"match"})):
        answer = writer.get(path).json
        for quote in answer.get("items", [answer]):
            assert quote.keys() == MEMBERS | more
            assert next(iter(quote)) == "id"
            assert quote["article"] == {
                "id": 1,
                "title": "Bridge stays open",
                "url": None,
                "publisher": "Torland Courier",
                "published_at": "2025-03-27T18:00:00+00:00",
                "revision": 1,
            }
            assert quote["engine"].keys() == {"name", "version"}


def test_quote_shows_the_words_around_it(writer: FlaskClient, article: dict[str, Any]) -> None:
    for quote in article["quotes"]:
        shown = writer.get(quote["links"]["self"]).json
        provenance = shown.pop("provenance")
        assert shown.pop("citation").endswith(f", http://localhost{quote['links']['self']}")
        assert shown == quote
        start, end = quote["segments"][0]["start"], quote["segments"][-1]["end"]
        around = provenance["text_before"] + article["text"][start:end] + provenance["text_after"]
        assert around in article["text"]
        assert writer.get(quote["links"]["article"]).status_code == 200
        assert writer.get(quote["links"]["speaker"]).json["name"] == quote["speaker"]["name"]


def test_stance_names_its_evidence(writer: FlaskClient, article: dict[str, Any]) -> None:
    (stance,) = writer.get("/v1/quotes/2").json["stances"]
    assert (stance["target"], stance["label"]) == ("troops-should-be-deployed-to-the-island", "favor")
    assert stance["decided_by"] == "machine"
    evidence = stance["evidence"]
    assert article["text"][evidence["start"] : evidence["end"]] == evidence["text"] != ""


def test_quote_without_a_speaker_says_why(writer: FlaskClient) -> None:
    stored = writer.post("/v1/articles", json={"text": "“The bridge stays open,” he said."}).json
    (quote,) = stored["quotes"]
    assert quote["speaker"] is None
    assert quote["no_speaker"] == {"reason": "unresolved_pronoun", "candidates": []}
    assert quote["links"]["speaker"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1]),
        ("sort=oldest", [1, 2, 3]),
        ("speaker=Velden", [2, 1]),
        ("speaker=mara%20velden&type=direct", [2, 1]),
        ("speaker=2", [3]),
        ("speaker=Nobody", []),
        ("type=indirect", [3]),
        ("about=deployment", [2]),
        ("q=%22stays+open%22", [1]),
        ("q=bridge+harbour", []),
        ("q=!", []),
        ("target=troops-should-be-deployed-to-the-island", [2]),
        ("stance=favor", [2]),
        ("stance=against", []),
        ("publisher=torland+courier", [3, 2, 1]),
        ("publisher=Other", []),
        ("said_after=2025-03-27", [3, 2, 1]),
        ("said_after=2025-03-28", []),
        ("said_before=2025-03-27T18:00:00Z", []),
        ("said_before=2025-03-27t18:00:01z", [3, 2, 1]),
        ("min_confidence=0", [3, 2, 1]),
        ("min_confidence=1", []),
        ("article=1", [3, 2, 1]),
        ("article=9223372036854775807", []),
        # Without words everything is equally relevant.
        ("sort=relevance", [3, 2, 1]),
        ("about=bridge&sort=relevance", [1]),
    ],
)
def test_filters(writer: FlaskClient, article: dict[str, Any], query: str, found: list[int]) -> None:
    response = writer.get(f"/v1/quotes?{query}")
    assert response.status_code == 200, response.text
    # The three have one moment, so the order among them is that of their ids.
    assert [quote["id"] for quote in response.json["items"]] == found


def test_match_says_why(writer: FlaskClient, article: dict[str, Any]) -> None:
    (quote,) = writer.get("/v1/quotes?about=deployment").json["items"]
    assert quote["match"]["score"] == 1
    assert quote["match"]["reasons"] == ["words", "target:troops-should-be-deployed-to-the-island"]
    assert writer.get("/v1/quotes").json["items"][0]["match"] == {
        "score": None,
        "reasons": [],
        "similarity": None,
    }


def test_a_near_name_is_told(writer: FlaskClient, article: dict[str, Any]) -> None:
    near = writer.get("/v1/quotes?speaker=Mara+Vedlen").json
    assert near["read_as"] == [
        {
            "name": "Mara Vedlen",
            "speakers": [{"id": 1, "name": "Mara Velden", "kind": "person", "wikidata_qid": None}],
        }
    ]
    assert len(near["items"]) == 2
    for exact in ("Mara+Velden", "Minister+Velden", "1", "Nobody"):
        assert writer.get(f"/v1/quotes?speaker={exact}").json["read_as"] == []


def test_what_cannot_say_how_a_name_was_read_finds_no_near_one(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    for kind in ("csv", "ndjson", "atom", "json-feed"):
        assert "Velden" in writer.get(f"/v1/quotes.{kind}?speaker=Minister+Velden").text
        assert "Mara" not in writer.get(f"/v1/quotes.{kind}?speaker=Vedlen").text
    assert writer.get("/v1/review-queue?speaker=Vedlen").json["items"] == []
