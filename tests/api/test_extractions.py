"""Extracting quotes from a text that is not stored."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from api.database import reading_session
from tests.api_fixtures import ARTICLE, TARGET

PAGE = """<!doctype html><html lang="en"><head><title>Bridge stays open</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Bridge stays open</h1>
<p>“The bridge stays open,” Mara Velden, foreign minister of Torland, said on&nbsp;Monday.</p>
<p>“We will deploy troops to the island,” she added.</p></article><footer>All rights reserved</footer></body></html>"""


def assert_spans_slice_back(answer: dict[str, Any]) -> None:
    """Every span that is served is exactly what stands there in the text."""
    text = answer["text"]
    for quote in answer["quotes"]:
        spans = [*quote["segments"], *quote["cue"], *quote["source"]]
        spans += [stance["evidence"] for stance in quote["stances"]]
        assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)
        assert quote["text"] == " … ".join(span["text"] for span in quote["segments"])


def test_text_gives_quotes_with_speakers(client: FlaskClient) -> None:
    answer = client.post("/v1/extractions", json={"text": ARTICLE["text"]}).json
    assert answer["text"] == ARTICLE["text"]
    assert_spans_slice_back(answer)
    first, second, third = answer["quotes"]
    assert (first["type"], first["text"]) == ("direct", "The bridge stays open,")
    assert first["speaker"]["name"] == second["speaker"]["name"] == "Mara Velden"
    assert first["speaker"]["description"] == "foreign minister of Torland"
    assert second["mention"] == "she"
    assert (third["type"], third["speaker"]["name"]) == ("indirect", "Jonas Arkwright")
    assert {engine["name"] for engine in answer["engines"]} >= {first["engine"]["name"]}


def test_stances_are_toward_the_stored_targets(writer: FlaskClient) -> None:
    assert writer.post("/v1/targets", json={**TARGET, "slug": "island-troops"}).status_code == 201
    answer = writer.post("/v1/extractions", json={"text": ARTICLE["text"]}).json
    assert_spans_slice_back(answer)
    labels = [
        [(stance["target"], stance["label"]) for stance in quote["stances"]] for quote in answer["quotes"]
    ]
    assert labels == [[], [("island-troops", "favor")], []]


def test_a_text_with_too_many_stances_has_its_first_ones(
    writer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.post("/v1/targets", json={**TARGET, "slug": "island-troops"})
    sentence = "“We will deploy troops to the island,” Mara Velden, foreign minister of Torland, said."
    text = "\n\n".join([sentence] * 3)
    monkeypatch.setattr("services.preview.MOST_PAIRS", 2)
    answer = writer.post("/v1/extractions", json={"text": text}).json
    assert [len(quote["stances"]) for quote in answer["quotes"]] == [1, 1, 0]
    (warning,) = answer["warnings"]
    assert warning["code"] == "stances_left_out"
    last = answer["quotes"][2]["segments"][0]
    assert warning["span"] == {"start": last["start"], "end": last["end"]}
    monkeypatch.setattr("services.preview.MOST_PAIRS", 3)
    assert writer.post("/v1/extractions", json={"text": text}).json["warnings"] == []


def test_no_transaction_is_open_while_stances_are_read(
    writer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.post("/v1/targets", json={**TARGET, "slug": "island-troops"})
    open_ones: list[bool] = []

    def note(*_: object) -> None:
        open_ones.append(reading_session().in_transaction())

    monkeypatch.setattr("attribution.stance.stance", note)
    assert writer.post("/v1/extractions", json={"text": ARTICLE["text"]}).status_code == 200
    assert set(open_ones) == {False}


def test_page_gives_its_text_for_the_offsets(client: FlaskClient) -> None:
    answer = client.post("/v1/extractions", json={"html": PAGE, "url": "https://news.example/bridge"}).json
    assert "All rights reserved" not in answer["text"]
    assert_spans_slice_back(answer)
    assert [quote["speaker"]["name"] for quote in answer["quotes"]] == ["Mara Velden"] * 2


def test_page_without_an_article_is_a_warning(client: FlaskClient) -> None:
    answer = client.post(
        "/v1/extractions", json={"html": "<html><body><script>1</script></body></html>"}
    ).json
    assert (answer["text"], answer["quotes"]) == ("", [])
    assert answer["warnings"][0]["code"] == "no_article_text"


def test_nothing_is_stored(writer: FlaskClient) -> None:
    writer.post("/v1/extractions", json={"text": ARTICLE["text"]})
    for path in ("/v1/articles", "/v1/quotes", "/v1/speakers"):
        assert writer.get(path).json["items"] == []


@pytest.mark.parametrize(
    "text", ["“" * 1000, "a\r\n\r\n”b“ said he", "😀 “😀😀” said 😀 Velden.", "\ufeff“Yes,” she said."]
)
def test_odd_text_keeps_its_offsets(client: FlaskClient, text: str) -> None:
    answer = client.post("/v1/extractions", json={"text": text})
    assert answer.status_code == 200
    assert answer.json["text"] == text
    assert_spans_slice_back(answer.json)


def test_another_language_says_that_it_was_not_read(client: FlaskClient) -> None:
    text = "« Le pont restera ouvert tout l'été », a déclaré lundi Mara Velden, la ministre des Transports du Torland."
    found = client.post("/v1/extractions", json={"text": text}).json
    assert (found["text"], found["quotes"]) == (text, [])
    assert [(warning["code"], warning["span"]) for warning in found["warnings"]] == [
        ("language_not_read", None)
    ]
