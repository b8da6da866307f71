"""Questions in English, answered with quotes."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem


def test_answer_says_how_the_question_was_understood(writer: FlaskClient, article: dict[str, Any]) -> None:
    answer = writer.get(
        "/v1/ask", query_string={"q": "what did Velden say about deployment since March 2025?"}
    ).json
    question = answer["question"]
    assert question["text"] == "what did Velden say about deployment since March 2025?"
    assert (question["speaker"], question["subject"]) == ("Velden", "deployment")
    assert question["after"] == "2025-03-01T00:00:00+00:00"
    assert question["before"] is None
    assert [speaker["name"] for speaker in answer["speakers"]] == ["Mara Velden"]
    assert [quote["text"] for quote in answer["items"]] == ["We will deploy troops to the island,"]
    assert answer["items"][0]["article"]["title"] == "Bridge stays open"


def test_unknown_speaker_has_no_quotes(writer: FlaskClient, article: dict[str, Any]) -> None:
    answer = writer.get("/v1/ask?q=what+did+Nobody+say+about+deployment").json
    assert (answer["speakers"], answer["items"]) == ([], [])


def test_a_near_name_is_told(writer: FlaskClient, article: dict[str, Any]) -> None:
    answer = writer.get("/v1/ask?q=what+did+Vedlen+say+about+deployment").json
    assert [quote["text"] for quote in answer["items"]] == ["We will deploy troops to the island,"]
    assert [speaker["name"] for speaker in answer["speakers"]] == ["Mara Velden"]
    assert answer["question"]["speaker"] == "Vedlen"
    assert answer["question"]["notes"] == [
        "Nobody called 'Vedlen' is known; 'Mara Velden' is the nearest name."
    ]
    assert [reading["name"] for reading in answer["read_as"]] == ["Vedlen"]
    assert writer.get("/v1/ask?q=what+did+Velden+say").json["read_as"] == []


def test_unreadable_question_is_told_how_to_ask(client: FlaskClient) -> None:
    document = assert_problem(client.get("/v1/ask?q=where+is+the+station"), 404, "unreadable-question")
    for example in document["examples"]:
        assert client.get("/v1/ask", query_string={"q": example}).status_code == 200
