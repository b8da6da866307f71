"""Any search as a feed, read as a feed reader reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from api.database import database
from models import Quote
from tests.api_fixtures import ARTICLE, assert_problem
from tests.services.search.archive import Archive

KINDS = ["atom", "json-feed"]
TYPES = {"atom": "application/atom+xml; charset=utf-8", "json-feed": "application/feed+json"}
HOSTILE = "<script>alert(1)</script> & ]]> &lt;b&gt; \x0b\x1f\ufffe \u202e😀"


@dataclass(frozen=True)
class ReadEntry:
    """An entry as a feed reader has it."""

    id: str
    link: str
    title: str
    author: str
    text: str
    summary: str
    published: datetime | None
    updated: datetime


def read(client: FlaskClient, address: str) -> list[ReadEntry]:
    """The entries of a feed, in which a reader must find nothing wrong."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    kind = address.partition("?")[0].rpartition(".")[2]
    assert response.headers["Content-Type"] == TYPES[kind]
    return _read_atom(response.data) if kind == "atom" else _read_json_feed(response.json)


def _read_atom(document: bytes) -> list[ReadEntry]:
    feed = feedparser.parse(document, response_headers={"content-type": TYPES["atom"]})
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.id
    assert feed.feed.title
    assert feed.feed.updated_parsed
    assert all(entry.content[0].type == "text/plain" for entry in feed.entries)
    return [
        ReadEntry(
            entry.id,
            entry.link,
            entry.title,
            entry.author,
            entry.content[0].value,
            entry.summary,
            _moment(entry.get("published")),
            datetime.fromisoformat(entry.updated),
        )
        for entry in feed.entries
    ]


def _read_json_feed(document: dict[str, Any]) -> list[ReadEntry]:
    """What version 1.1 asks for; feedparser reads only feeds in XML."""
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["title"]
    for item in document["items"]:
        assert isinstance(item["id"], str)
        assert "content_html" not in item
    return [
        ReadEntry(
            item["id"],
            item["url"],
            item["title"],
            item["authors"][0]["name"],
            item["content_text"],
            item["summary"],
            _moment(item.get("date_published")),
            datetime.fromisoformat(item["date_modified"]),
        )
        for item in document["items"]
    ]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_has_what_the_list_has(writer: FlaskClient, article: dict[str, Any], kind: str) -> None:
    for query in ("", "speaker=Velden", "type=indirect&sort=oldest", "q=%22stays+open%22", "speaker=Nobody"):
        listed = writer.get(f"/v1/quotes?{query}").json["items"]
        feed = read(writer, f"/v1/quotes.{kind}?{query}")
        assert [entry.id for entry in feed] == [
            f"http://localhost{quote['links']['self']}" for quote in listed
        ]
        for entry, quote in zip(feed, listed, strict=True):
            assert entry.title.startswith(f"{quote['speaker']['name']}: ")
            assert entry.author == quote["speaker"]["name"]
            assert entry.text == quote["text"]
            assert entry.link == entry.id
            assert entry.published == datetime(2025, 3, 27, 18, tzinfo=UTC)
            assert entry.summary == writer.get(quote["links"]["self"]).json["citation"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_understood_is_refused(client: FlaskClient, kind: str) -> None:
    for query, status, code in (
        ("stance=maybe", 422, "invalid-input"),
        ("limit=0", 422, "invalid-input"),
        ("colour=red", 422, "invalid-input"),
        ("end=true", 422, "invalid-input"),
        ("target=nothing", 404, "not-found"),
        ("cursor=WyJhIl0", 404, "invalid-cursor"),
    ):
        assert_problem(client.get(f"/v1/quotes.{kind}?{query}"), status, code)


def test_newest_come_first_even_when_words_are_asked_for(app: Flask, client: FlaskClient) -> None:
    """A reader looks at the first page alone."""
    with app.app_context(), database().writing.begin() as session:
        archive = Archive(session)
        archive.quote("The toll stays", said="2025-01-01")
        archive.quote("It stays", before="Of the toll she said: ", said="2025-02-01")
    assert [entry.text for entry in read(client, "/v1/quotes.atom?about=toll")] == [
        "It stays",
        "The toll stays",
    ]
    best = read(client, "/v1/quotes.atom?about=toll&sort=relevance")
    assert best[0].text == "The toll stays"


@pytest.mark.parametrize("kind", KINDS)
def test_pages_lead_to_each_other(writer: FlaskClient, article: dict[str, Any], kind: str) -> None:
    """RFC 5005; the walk is the whole list, though something is added on the way."""
    whole = [entry.id for entry in read(writer, f"/v1/quotes.{kind}?publisher=Torland+Courier")]
    address: str | None = f"http://localhost/v1/quotes.{kind}?publisher=Torland+Courier&limit=1"
    first, seen = address, []
    while address is not None:
        seen += [entry.id for entry in read(writer, address.removeprefix("http://localhost"))]
        if kind == "atom":
            feed = feedparser.parse(writer.get(address).data)
            links = {link.rel: link.href for link in feed.feed.links}
            assert links["self"] == address
            assert links["first"] == first
            assert feed.feed.id == f"http://localhost/v1/quotes.{kind}?publisher=Torland+Courier"
            address = links.get("next")
        else:
            shown = writer.get(address).json
            assert shown["feed_url"] == address
            address = shown.get("next_url")
        newer = {**ARTICLE, "text": f"{ARTICLE['text']} {len(seen)}.", "published_at": "2025-04-01T00:00:00Z"}
        assert writer.post("/v1/articles", json=newer).status_code == 201
        assert len(seen) <= len(whole)
    assert seen == whole


@pytest.mark.parametrize("kind", KINDS)
def test_mark_up_and_control_characters_stay_text(app: Flask, client: FlaskClient, kind: str) -> None:
    with app.app_context(), database().writing.begin() as session:
        quote = Archive(session).quote(
            HOSTILE, speaker=HOSTILE, title=HOSTILE, publisher=HOSTILE, kind="direct"
        )
        quote.mention = HOSTILE
        quote.article.url = "https://news.example/?a=1&b=<b>"
    (entry,) = read(client, f"/v1/quotes.{kind}")
    readable = HOSTILE.replace("\x0b", "\ufffd").replace("\x1f", "\ufffd").replace("\ufffe", "\ufffd")
    assert entry.text == (readable if kind == "atom" else HOSTILE)
    assert "<script>alert(1)</script>" in entry.title
    if kind == "atom":
        document = etree.fromstring(client.get("/v1/quotes.atom").data)
        assert {node.get("type") for node in document.iter("{*}title", "{*}content", "{*}summary")} == {
            "text"
        }
        assert not list(document.iter("{*}script", "{*}b"))


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_is_304_and_any_change_is_not(
    app: Flask, writer: FlaskClient, article: dict[str, Any], kind: str
) -> None:
    address = f"/v1/quotes.{kind}?speaker=Velden"
    first = writer.get(address)
    tags = [first.headers["ETag"]]
    assert "Last-Modified" not in first.headers
    unchanged = writer.get(address, headers={"If-None-Match": tags[0]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    with app.app_context(), database().writing.begin() as session:
        session.get_one(Quote, 1).confidence = 0.5
    tags.append(writer.get(address).headers["ETag"])
    target = {"proposition": "The bridge should stay open", "terms": ["bridge"]}
    assert writer.post("/v1/targets", json=target).status_code == 201
    tags.append(writer.get(address).headers["ETag"])
    assert (
        writer.post("/v1/articles", json={**ARTICLE, "text": f"{ARTICLE['text']} Again."}).status_code == 201
    )
    tags.append(writer.get(address).headers["ETag"])
    assert len(set(tags)) == 4
    # A page that now has a following one shows something new, though its quotes are the same.
    alone = writer.get(f"{address}&limit=4").headers["ETag"]
    assert (
        writer.post(
            "/v1/articles",
            json={**ARTICLE, "text": f"{ARTICLE['text']} Old.", "published_at": "2020-01-01T00:00:00Z"},
        ).status_code
        == 201
    )
    assert writer.get(f"{address}&limit=4").headers["ETag"] != alone


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_withdrawn_leaves_the_feed(writer: FlaskClient, article: dict[str, Any], kind: str) -> None:
    tag = writer.get(f"/v1/quotes.{kind}").headers["ETag"]
    assert writer.delete("/v1/articles/1").status_code == 204
    assert read(writer, f"/v1/quotes.{kind}") == []
    assert writer.get(f"/v1/quotes.{kind}", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_was_updated_when_it_was_last_decided(
    app: Flask, writer: FlaskClient, article: dict[str, Any], kind: str
) -> None:
    decided = datetime(2130, 5, 1, 12, tzinfo=UTC)
    with app.app_context(), database().writing.begin() as session:
        session.get_one(Quote, 2).stances[0].updated_at = decided
    updated = {entry.id: entry.updated for entry in read(writer, f"/v1/quotes.{kind}")}
    assert updated.pop("http://localhost/v1/quotes/2") == decided
    assert decided not in updated.values()
    if kind == "atom":
        assert feedparser.parse(writer.get("/v1/quotes.atom").data).feed.updated == decided.isoformat()


@pytest.mark.parametrize("kind", KINDS)
def test_quote_without_a_speaker_or_moment_has_an_author_all_the_same(writer: FlaskClient, kind: str) -> None:
    assert writer.post("/v1/articles", json={"text": "“The bridge stays open,” he said."}).status_code == 201
    (entry,) = read(writer, f"/v1/quotes.{kind}")
    assert entry.author == "he (not identified)"
    assert entry.published is None


@pytest.mark.parametrize("kind", KINDS)
def test_addresses_are_those_of_the_setting(make_app: Callable[..., Flask], kind: str) -> None:
    app = make_app(public_url="https://quotes.example/archive")
    with app.app_context(), database().writing.begin() as session:
        Archive(session).quote("The toll stays")
    client = app.test_client()
    answer = client.get(f"/v1/quotes.{kind}", headers={"Host": "evil.example"}).text
    assert "evil" not in answer
    assert "localhost" not in answer
    assert "https://quotes.example/archive/v1/quotes/1" in answer


@pytest.mark.parametrize("kind", KINDS)
def test_a_host_that_is_none_is_refused(client: FlaskClient, kind: str) -> None:
    for host in ('"><script>', "a b", "user@host", "host/path", "[::1"):
        assert_problem(client.get(f"/v1/quotes.{kind}", headers={"Host": host}), 400, "malformed-request")
    assert client.get(f"/v1/quotes.{kind}", headers={"Host": "[::1]:8000"}).status_code == 200
