"""Questions in English, answered with quotes."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from api.database import database
from tests.api_fixtures import assert_problem
from tests.services.search.archive import Archive


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


def test_answer_says_what_a_list_alone_does_not(writer: FlaskClient, article: dict[str, Any]) -> None:
    often = writer.get("/v1/ask", query_string={"q": "how often did Velden mention deployment?"}).json
    assert (often["question"]["form"], often["count"]) == ("how_often", 1)
    assert often["summary"] == "1 quote of 'Velden' about 'deployment' found in the archive."
    most = writer.get("/v1/ask", query_string={"q": "who talks most about deployment"}).json
    assert [(source["speaker"]["name"], source["total"]) for source in most["sources"]] == [
        ("Mara Velden", 1)
    ]
    quotes = writer.get(most["sources"][0]["links"]["quotes"]).json["items"]
    assert [quote["text"] for quote in quotes] == ["We will deploy troops to the island,"]
    latest = writer.get("/v1/ask", query_string={"q": "latest from Velden"}).json
    assert (latest["question"]["order"], latest["question"]["publisher"]) == ("newest", None)
    assert (latest["summary"], latest["count"], latest["changes"], latest["sources"]) == (None, None, [], [])


def test_a_change_of_side_names_the_quotes_that_show_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), database().writing.begin() as session:
        archive = Archive(session)
        tolls = archive.target("tolls", "Bridge tolls should be kept")
        before = archive.quote(
            "Keep the tolls", speaker="Mara Velden", said="2025-01-01", stances={tolls: "favor"}
        )
        after = archive.quote(
            "End the tolls", speaker="Mara Velden", said="2025-06-01", stances={tolls: "against"}
        )
        numbers = [before.id, after.id]
    answer = client.get("/v1/ask", query_string={"q": "did Mara Velden change her mind on tolls"}).json
    (change,) = answer["changes"]
    assert (change["speaker"]["name"], change["target"]) == ("Mara Velden", "tolls")
    assert (change["from"], change["to"]) == ("favor", "against")
    assert [change[side]["quote_id"] for side in ("before", "after")] == numbers
    assert change["after"]["said_at"] == "2025-06-01T00:00:00+00:00"
    assert [item["id"] for item in answer["items"]] == numbers
    assert client.get(change["before"]["links"]["self"]).json["id"] == numbers[0]


def test_two_speakers_are_paged_by_the_links(writer: FlaskClient, article: dict[str, Any]) -> None:
    question = {"q": "compare Velden and Nobody on deployment", "limit": "1"}
    response = writer.get("/v1/ask", query_string=question)
    assert response.json["question"]["speaker"] == "Velden and Nobody"
    assert response.json["question"]["notes"] == ["Nobody called 'Nobody' is known."]
    assert len(response.json["items"]) == 1


def test_unreadable_question_is_told_how_to_ask(client: FlaskClient) -> None:
    document = assert_problem(client.get("/v1/ask?q=where+is+the+station"), 404, "unreadable-question")
    for example in document["examples"]:
        assert client.get("/v1/ask", query_string={"q": example}).status_code == 200
