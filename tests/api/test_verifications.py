"""Checking quotations over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem

ADDRESS = "/v1/verifications"


def test_an_altered_quotation_is_shown_beside_what_was_said(
    client: FlaskClient, article: dict[str, Any]
) -> None:
    body = {"text": "We will not deploy troops to the […] island", "speaker": "Mara Velden"}
    response = client.post(ADDRESS, json=body)
    assert response.status_code == 200
    answer = response.json
    assert (answer["status"], answer["text"], answer["notes"]) == (
        "altered",
        body["text"],
        ["negation_changed"],
    )
    assert (answer["speaker_matches"], answer["quoted_words"]) == (True, True)
    assert [speaker["name"] for speaker in answer["said_by"]] == ["Mara Velden"]
    assert [each["id"] for each in answer["articles"]] == [article["id"]]
    (near,) = answer["nearest"]
    assert [quote["text"] for quote in near["quotes"]] == ["We will deploy troops to the island,"]
    assert [(each["kind"], (each["checked"] or {}).get("text")) for each in near["diff"]] == [
        ("equal", "We will"),
        ("inserted", "not"),
        ("equal", "deploy troops to the […] island"),
    ]
    assert 0.6 < near["similarity"] < 1


def test_every_span_is_what_stands_there(client: FlaskClient, article: dict[str, Any]) -> None:
    text = "The bridge [always] stays … open. The harbour"
    answer = client.post(ADDRESS, json={"text": text}).json
    assert answer["nearest"]
    for near in answer["nearest"]:
        for span, source in [
            (near["part"], text),
            *((each["checked"], text) for each in near["diff"]),
            *((each["stored"], article["text"]) for each in near["diff"]),
        ]:
            assert span is None or source[span["start"] : span["end"]] == span["text"]


def test_words_of_another_are_the_others(client: FlaskClient, article: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, json={"text": "The bridge stays open", "speaker": "Jonas Arkwright"}).json
    assert (answer["status"], answer["speaker_matches"]) == ("exact", False)
    assert [speaker["name"] for speaker in answer["speakers"]] == ["Jonas Arkwright"]
    assert [speaker["name"] for speaker in answer["said_by"]] == ["Mara Velden"]


def test_a_journalists_paraphrase_is_told_from_the_speakers_words(
    client: FlaskClient, article: dict[str, Any]
) -> None:
    answer = client.post(ADDRESS, json={"text": "the harbour would close"}).json
    assert (answer["status"], answer["quoted_words"]) == ("exact", False)


def test_nothing_near_is_a_plain_answer(client: FlaskClient, article: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, json={"text": "Zebras paint their own stripes", "speaker": "Nobody"}).json
    assert answer == {
        "text": "Zebras paint their own stripes",
        "status": "not_found",
        "notes": [],
        "speaker_matches": None,
        "quoted_words": None,
        "speakers": [],
        "read_as": [],
        "said_by": [],
        "articles": [],
        "nearest": [],
    }


def test_a_withdrawn_article_is_no_evidence(
    client: FlaskClient, writer: FlaskClient, article: dict[str, Any]
) -> None:
    assert client.post(ADDRESS, json={"text": "The bridge stays open"}).json["status"] == "exact"
    assert writer.delete(f"/v1/articles/{article['id']}").status_code == 204
    assert client.post(ADDRESS, json={"text": "The bridge stays open"}).json["status"] == "not_found"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": " \n\u200b"}, "/text"),
        ({"text": "a" * 5_001}, "/text"),
        ({"text": 5}, "/text"),
        ({"text": None}, "/text"),
        ({"text": "NUL \x00"}, "/text"),
        ({"text": "half \ud800"}, "/text"),
        ({"text": "Yes", "speaker": ""}, "/speaker"),
        ({"text": "Yes", "speaker": "a" * 301}, "/speaker"),
        ({"text": "Yes", "speaker": ["Mara Velden"]}, "/speaker"),
        ({"text": "Yes", "colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_its_place(
    client: FlaskClient, body: dict[str, Any], pointer: str
) -> None:
    # Written here, because the client cannot encode half a character.
    response = client.post(ADDRESS, data=json.dumps(body), content_type="application/json")
    problem = assert_problem(response, 422, "invalid-input")
    assert pointer in [error["pointer"] for error in problem["errors"]]


def test_it_needs_the_scope_of_reading_only(
    make_app: Callable[..., Flask], key_headers: Callable[..., dict[str, str]]
) -> None:
    closed = make_app(open_reading=False).test_client()
    assert_problem(closed.post(ADDRESS, json={"text": "Yes"}), 401, "unauthenticated")
    headers = key_headers("ingest")
    assert_problem(closed.post(ADDRESS, json={"text": "Yes"}, headers=headers), 403, "missing-scope")
    assert closed.post(ADDRESS, json={"text": "Yes"}, headers=key_headers("read")).status_code == 200


def test_script_comes_back_as_the_data_it_is(client: FlaskClient, article: dict[str, Any]) -> None:
    text = "<script>alert(1)</script> The bridge stays open"
    response = client.post(ADDRESS, json={"text": text})
    assert (response.json["text"], response.content_type) == (text, "application/json")


def test_a_near_name_is_told_and_matches_nobody_for_sure(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    body = {"text": "The bridge stays open", "speaker": "Vedlen"}
    answer = writer.post("/v1/verifications", json=body).json
    assert (answer["status"], answer["speaker_matches"]) == ("exact", None)
    assert [reading["speakers"][0]["name"] for reading in answer["read_as"]] == ["Mara Velden"]
    other = writer.post("/v1/verifications", json={**body, "speaker": "Arkwrigth"}).json
    assert (other["speaker_matches"], other["read_as"][0]["name"]) == (False, "Arkwrigth")
    exact = writer.post("/v1/verifications", json={**body, "speaker": "Minister Velden"}).json
    assert (exact["speaker_matches"], exact["read_as"]) == (True, [])
