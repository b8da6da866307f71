"""All quotes that fit, in one answer: what is in it, and how a client knows that it is whole."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from api.csv_records import COLUMNS, defuse, restore
from api.database import database
from services.quotes import QuoteMatch
from tests.api_fixtures import ARTICLE, assert_problem
from tests.services.search.archive import Archive

FILTERS = [
    "",
    "sort=oldest",
    "speaker=Velden",
    "type=indirect",
    "about=deployment",
    "q=%22stays+open%22",
    "q=!",
    "target=troops-should-be-deployed-to-the-island&stance=favor",
    "publisher=Torland+Courier&said_after=2025-03-27&said_before=2025-03-28",
    "speaker=Nobody",
    "min_confidence=1",
    "article=1&sort=relevance",
]
MANY_WORDS = "+".join(f"w{number}" for number in range(50))
REFUSED = [
    ("stance=maybe", 422, "invalid-input"),
    ("limit=5", 422, "invalid-input"),
    ("cursor=WyJh", 422, "invalid-input"),
    ("colour=red", 422, "invalid-input"),
    ("q=a&q=b", 422, "invalid-input"),
    ("speaker=%00", 422, "invalid-input"),
    ("q=%ff", 422, "invalid-input"),
    (f"about={MANY_WORDS}", 422, "invalid-input"),
    ("target=nothing", 404, "not-found"),
]


def records(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def lines(text: str) -> list[dict[str, Any]]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def store(app: Flask, **quote: Any) -> None:
    with app.app_context(), database().writing.begin() as session:
        Archive(session).quote(**quote)


def test_filters_and_order_are_those_of_the_list(writer: FlaskClient, article: dict[str, Any]) -> None:
    for query in FILTERS:
        _assert_exports_what_is_listed(writer, query)


def _assert_exports_what_is_listed(writer: FlaskClient, query: str) -> None:
    listed = writer.get(f"/v1/quotes?limit=100&{query}").json["items"]
    *exported, end = lines(writer.get(f"/v1/quotes.ndjson?{query}").text)
    for quote in exported:
        assert quote.pop("citation") == writer.get(quote["links"]["self"]).json["citation"]
    assert exported == listed
    assert end == {"end": True, "count": len(listed)}
    rows = records(writer.get(f"/v1/quotes.csv?{query}").text)
    assert [int(row["id"]) for row in rows] == [quote["id"] for quote in listed]


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_what_cannot_be_understood_is_refused(client: FlaskClient, name: str) -> None:
    for query, status, code in REFUSED:
        assert_problem(client.get(f"/v1/quotes.{name}?{query}"), status, code)


def test_records_have_the_columns_that_are_promised(writer: FlaskClient, article: dict[str, Any]) -> None:
    response = writer.get("/v1/quotes.csv?speaker=Velden&about=deployment")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="quotes.csv"'
    assert response.data.startswith(b"\xef\xbb\xbfid,said_at,speaker,")
    assert response.data.count(b"\n") == response.data.count(b"\r\n") == 2
    (row,) = records(response.text)
    shown = writer.get("/v1/quotes/2").json
    start, end = shown["segments"][0]["start"], shown["segments"][0]["end"]
    assert row == {
        "id": "2",
        "said_at": "2025-03-27T18:00:00+00:00",
        "speaker": "Mara Velden",
        "speaker_id": "1",
        "wikidata_qid": "",
        "mention": "she",
        "type": "direct",
        "text": "We will deploy troops to the island,",
        "segments": f"{start}:{end}",
        "stances": "troops-should-be-deployed-to-the-island:favor",
        "publisher": "Torland Courier",
        "title": "Bridge stays open",
        "url": "",
        "article_id": "1",
        "revision": "1",
        "confidence": str(shown["confidence"]),
        "engine": shown["engine"]["name"],
        "engine_version": shown["engine"]["version"],
        "decided_by": "machine",
        "permalink": "http://localhost/v1/quotes/2",
        "citation": shown["citation"],
        "group": "",
        "first_appearance": "",
    }
    assert tuple(row) == COLUMNS


def test_csv_says_where_it_ends_when_asked(writer: FlaskClient, article: dict[str, Any]) -> None:
    *quotes, end = records(writer.get("/v1/quotes.csv?end=true").text)
    assert len(quotes) == 3
    assert (end["id"], end["said_at"]) == ("end", "3")
    assert set(list(end.values())[2:]) == {""}
    assert len(records(writer.get("/v1/quotes.csv?end=false").text)) == 3
    assert_problem(writer.get("/v1/quotes.csv?end=1"), 422, "invalid-input")
    assert_problem(writer.get("/v1/quotes.ndjson?end=true"), 422, "invalid-input")


def test_nothing_found_is_a_header_alone(client: FlaskClient) -> None:
    assert records(client.get("/v1/quotes.csv").text) == []
    assert client.get("/v1/quotes.csv").text.count("\r\n") == 1
    assert lines(client.get("/v1/quotes.ndjson").text) == [{"end": True, "count": 0}]


HOSTILE = [
    '=HYPERLINK("http://evil.example","Bonus")',
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u00a0=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '"=1"',
    "toll;=1+1",
    'toll;"=1+1";',
    "toll\n=1+1",
    "toll\t@SUM(1)",
    "'=1",
    "''=1",
]


def test_nothing_in_a_cell_can_run_as_a_formula(app: Flask, client: FlaskClient) -> None:
    """Neither where cells are divided at commas nor where a spreadsheet divides them at semicolons or tabs."""
    for number, text in enumerate(HOSTILE):
        # Names that differ in punctuation alone are one name.
        name = f"{text} of {number}"
        store(app, text=text, title=text, speaker=name, publisher=name, kind="direct")
    answer = client.get("/v1/quotes.csv?sort=oldest").text
    for number, (row, text) in enumerate(zip(records(answer), HOSTILE, strict=True)):
        for name, ending in (
            ("text", ""),
            ("title", ""),
            ("speaker", f" of {number}"),
            ("publisher", f" of {number}"),
        ):
            assert row[name].lstrip(' \t\r\n\u00a0"')[0] not in "=+-@＝＋－＠"
            assert restore(row[name]) == text + ending
    for divider in (";", "\t"):
        for cells in csv.reader(io.StringIO(answer[1:], newline=""), delimiter=divider):
            assert not [cell for cell in cells if cell.lstrip(' \u00a0"')[:1] in {*"=+-@＝＋－＠"}]


@pytest.mark.parametrize("text", ["a toll", "it's 3-1 = 2", "'tis", "", "well, -- no", "a@b"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert defuse(text) == text


@given(st.text(alphabet="=+-@＝'\" ;|\t\r\nab"))
def test_defusing_can_be_undone(text: str) -> None:
    assert restore(defuse(text)) == text
    assert defuse(text)[:1] not in {*"=+-@＝"}


def test_every_line_is_one_quote_whatever_is_in_it(app: Flask, client: FlaskClient) -> None:
    text = "a\u2028b\u2029c\u0085d\ne\r\n<script>“é😀”"
    store(app, text=text)
    quote, end = lines(client.get("/v1/quotes.ndjson").text)
    assert quote["text"] == text
    assert end["count"] == 1
    assert "é😀" in client.get("/v1/quotes.ndjson").text


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_head_is_get_without_the_body(writer: FlaskClient, article: dict[str, Any], name: str) -> None:
    address = f"/v1/quotes.{name}"
    head, get = writer.head(address), writer.get(address)
    assert (head.status_code, head.data) == (200, b"")
    for header in ("Content-Type", "Content-Disposition"):
        assert head.headers[header] == get.headers[header]
    assert "Content-Length" not in head.headers


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.exports.NUMBERS_AT_A_TIME", 4)
    monkeypatch.setattr("services.exports.QUOTES_AT_A_TIME", 2)


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that goes away after the first quotes."""
    from services.exports import export_quotes

    def break_off(*arguments: Any) -> Iterator[list[QuoteMatch]]:
        yield next(export_quotes(*arguments))
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr("api.exports.export_quotes", break_off)


def test_lines_that_break_off_say_so(
    writer: FlaskClient, article: dict[str, Any], breaking: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = writer.get("/v1/quotes.ndjson", buffered=False, headers={"X-Request-Id": "export-7"})
        sent = []
        # The server cuts the connection when the body fails, so no last chunk tells a client that all is well.
        with pytest.raises(OperationalError):
            sent.extend(response.iter_encoded())
    assert lines(b"".join(sent).decode())[-1] == {"end": False, "count": 3}
    assert "export-7" in caplog.text


def test_csv_that_breaks_off_has_no_end(writer: FlaskClient, article: dict[str, Any], breaking: None) -> None:
    response = writer.get("/v1/quotes.csv?end=true", buffered=False)
    sent = []
    with pytest.raises(OperationalError):
        sent.extend(response.iter_encoded())
    assert [row["id"] for row in records(b"".join(sent).decode())] == ["3", "2", "1"]


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_failure_before_the_first_quote_is_a_problem(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_arguments: object) -> Iterator[list[QuoteMatch]]:
        raise OperationalError("SELECT", {}, Exception("gone"))
        yield

    monkeypatch.setattr("api.exports.export_quotes", fail)
    for _ in range(10):
        assert_problem(client.get(f"/v1/quotes.{name}"), 503, "storage-unavailable")


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_client_that_hangs_up_frees_the_database(
    app: Flask, writer: FlaskClient, article: dict[str, Any], small_batches: None, name: str
) -> None:
    response = writer.get(f"/v1/quotes.{name}", buffered=False)
    assert next(response.iter_encoded())
    with app.app_context():
        # Not even while the client thinks about the next part.
        assert database().engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    response.close()
    assert writer.get(f"/v1/quotes.{name}").status_code == 200


def test_exports_leave_room_for_other_requests(make_app: Callable[..., Flask]) -> None:
    client = make_app(threads=4).test_client()
    running = [client.get("/v1/quotes.csv", buffered=False) for _ in range(2)]
    refused = client.get("/v1/quotes.ndjson")
    assert_problem(refused, 429, "rate-limited")
    assert refused.headers["Retry-After"] == "10"
    assert client.get("/v1/quotes").status_code == 200
    for response in running:
        response.close()
        response.close()
    # Whatever ends an export makes room, and more than once for none.
    for _ in range(5):
        assert client.head("/v1/quotes.csv").status_code == 200
        assert client.get("/v1/quotes.ndjson").text
        assert_problem(client.get(f"/v1/quotes.csv?about={MANY_WORDS}"), 422, "invalid-input")
    running = [client.get("/v1/quotes.csv", buffered=False) for _ in range(2)]
    assert_problem(client.get("/v1/quotes.ndjson"), 429, "rate-limited")


def test_an_export_counts_as_one_request(make_app: Callable[..., Flask], small_batches: None) -> None:
    app = make_app(rate_limit="5 per minute")
    for number in range(9):
        store(app, text=f"Toll {number}")
    client = app.test_client()
    response = client.get("/v1/quotes.ndjson")
    assert len(lines(response.text)) == 10
    assert "r=4" in response.headers["RateLimit"]


@pytest.mark.parametrize("query", ["", "about=troops", "sort=oldest"])
def test_what_is_added_meanwhile_moves_nothing(
    writer: FlaskClient, article: dict[str, Any], small_batches: None, query: str
) -> None:
    for number in range(4):
        assert (
            writer.post(
                "/v1/articles", json={**ARTICLE, "text": f"{ARTICLE['text']} Report {number}."}
            ).status_code
            == 201
        )
    whole = [quote["id"] for quote in lines(writer.get(f"/v1/quotes.ndjson?{query}").text)[:-1]]
    listed = [quote["id"] for quote in writer.get(f"/v1/quotes?limit=100&{query}").json["items"]]
    assert whole == listed
    response = writer.get(f"/v1/quotes.ndjson?{query}", buffered=False)
    sent = b""
    for number, part in enumerate(response.iter_encoded()):
        sent += part
        newer = {
            **ARTICLE,
            "text": f"{ARTICLE['text']} New {number}.",
            "published_at": "2025-04-01T00:00:00Z",
        }
        if number < 3:
            assert writer.post("/v1/articles", json=newer).status_code == 201
    seen = [quote["id"] for quote in lines(sent.decode())[:-1]]
    assert [number for number in seen if number in whole] == whole
    assert len(seen) == len(set(seen))


def test_what_is_withdrawn_meanwhile_is_not_sent(
    writer: FlaskClient, article: dict[str, Any], small_batches: None
) -> None:
    second = writer.post("/v1/articles", json={**ARTICLE, "text": f"{ARTICLE['text']} Again."}).json
    response = writer.get("/v1/quotes.ndjson", buffered=False)
    parts = response.iter_encoded()
    sent = next(parts)
    assert writer.delete("/v1/articles/1").status_code == 204
    sent += b"".join(parts)
    *quotes, end = lines(sent.decode())
    assert {quote["article"]["id"] for quote in quotes} == {second["id"]}
    assert end == {"end": True, "count": 3}
