"""What a search finds, counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models import Article, Quote, make_writing_session_factory, open_engine
from seeds.loader import load_seeds
from tests.api_fixtures import ARTICLE, assert_problem

FACETS = ("speakers", "targets", "stances", "publishers", "months")


def number_found(client: FlaskClient, address: str) -> int:
    number, link = 0, f"{address}&limit=100"
    while link:
        response = client.get(link)
        assert response.status_code == 200, response.text
        number += len(response.json["items"])
        link = response.headers.get("Link", "").partition(">")[0].removeprefix("<")
    return number


def test_values_are_told_with_where_they_lead(writer: FlaskClient, article: dict[str, Any]) -> None:
    answer = writer.get("/v1/quotes/facets?type=direct").json
    assert answer["quotes"] == 2
    assert answer["speakers"] == {
        "values": [
            {
                "speaker": {"id": 1, "name": "Mara Velden", "kind": "person", "wikidata_qid": None},
                "quotes": 2,
                "links": {"quotes": "/v1/quotes?type=direct&speaker=1"},
            }
        ],
        "other_values": 0,
        "other_quotes": 0,
        "without": 0,
    }
    (target,) = answer["targets"]["values"]
    assert (target["target"], target["quotes"]) == ("troops-should-be-deployed-to-the-island", 1)
    assert answer["targets"]["without"] == 1
    (stance,) = answer["stances"]["values"]
    assert (stance["target"], stance["stance"]) == (target["target"], "favor")
    assert [value["publisher"] for value in answer["publishers"]["values"]] == ["Torland Courier"]
    assert [value["month"] for value in answer["months"]["values"]] == ["2025-03"]
    assert answer["read_as"] == []


@pytest.mark.parametrize(
    "asked",
    ["", "speaker=Velden", "about=troops", "said_after=2025-03-27", "said_before=2025-04-15&type=direct"],
)
def test_each_link_finds_as_many(writer: FlaskClient, article: dict[str, Any], asked: str) -> None:
    other = {**ARTICLE, "publisher": "A & B", "published_at": "2025-05-01T00:00:00+02:00"}
    assert writer.post("/v1/articles", json=other).status_code == 201
    answer = writer.get(f"/v1/quotes/facets?limit=50&{asked}").json
    assert answer["quotes"] == number_found(writer, f"/v1/quotes?{asked}") > 0
    for name in FACETS:
        for value in answer[name]["values"]:
            assert value["quotes"] == number_found(writer, value["links"]["quotes"]), value


def test_each_link_finds_as_many_in_the_seeds(client: FlaskClient, file_database_url: str) -> None:
    engine = open_engine(file_database_url)
    load_seeds(make_writing_session_factory(engine), max_characters=100_000)
    engine.dispose()
    answer = client.get("/v1/quotes/facets?limit=50").json
    assert answer["quotes"] == number_found(client, "/v1/quotes?") > 20
    for name in FACETS:
        assert answer[name]["values"]
        for value in answer[name]["values"]:
            assert value["quotes"] == number_found(client, value["links"]["quotes"]), value


def test_a_month_ends_with_its_last_moment(writer: FlaskClient) -> None:
    for moment in ("2025-01-01T00:00:00Z", "2024-12-31T23:59:59.999999Z"):
        text = f"{ARTICLE['text']} It was {moment}."
        stored = writer.post("/v1/articles", json={**ARTICLE, "text": text, "published_at": moment})
        assert stored.status_code == 201
    months = writer.get("/v1/quotes/facets").json["months"]["values"]
    assert [month["month"] for month in months] == ["2025-01", "2024-12"]
    for month in months:
        assert number_found(writer, month["links"]["quotes"]) == month["quotes"] == 3


def test_the_last_month_there_is_has_no_end(
    writer: FlaskClient, article: dict[str, Any], file_database_url: str
) -> None:
    engine = open_engine(file_database_url)
    with make_writing_session_factory(engine).begin() as session:
        for model in (Article, Quote):
            for row in session.scalars(select(model)):
                setattr(
                    row, "published_at" if model is Article else "said_at", datetime(9999, 12, 31, tzinfo=UTC)
                )
    engine.dispose()
    (month,) = writer.get("/v1/quotes/facets").json["months"]["values"]
    assert month["month"] == "9999-12"
    assert number_found(writer, month["links"]["quotes"]) == month["quotes"] == 3


def test_a_near_name_is_told(writer: FlaskClient, article: dict[str, Any]) -> None:
    answer = writer.get("/v1/quotes/facets?speaker=Vedlen").json
    assert answer["quotes"] == 2
    assert [reading["speakers"][0]["name"] for reading in answer["read_as"]] == ["Mara Velden"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("target=nothing", 404, "not-found"),
        ("limit=0", 422, "invalid-input"),
        ("limit=51", 422, "invalid-input"),
        ("sort=newest", 422, "invalid-input"),
        ("distinct=true", 422, "invalid-input"),
        ("cursor=WyJ4Il0", 422, "invalid-input"),
        ("speaker=%00", 422, "invalid-input"),
        ("speaker=", 422, "invalid-input"),
        ("stance=maybe", 422, "invalid-input"),
        ("said_after=2025-13-01", 422, "invalid-input"),
        ("about=" + "+".join(f"w{number}" for number in range(60)), 422, "invalid-input"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    writer: FlaskClient, article: dict[str, Any], query: str, status: int, code: str
) -> None:
    assert_problem(writer.get(f"/v1/quotes/facets?{query}"), status, code)
