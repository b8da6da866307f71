"""Who is quoted."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem


def test_speaker_is_shown_with_names_and_number_of_quotes(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    speaker = writer.get("/v1/speakers/1").json
    assert speaker == {
        "id": 1,
        "name": "Mara Velden",
        "kind": "person",
        "wikidata_qid": None,
        "description": "foreign minister of Torland",
        "aliases": ["Mara Velden"],
        "quote_count": 2,
        "links": {
            "self": "/v1/speakers/1",
            "quotes": "/v1/quotes?speaker=1",
            "positions": "/v1/speakers/1/positions",
        },
    }
    assert len(writer.get(speaker["links"]["quotes"]).json["items"]) == 2


def test_list_filters(writer: FlaskClient, article: dict[str, Any]) -> None:
    def names(query: str) -> list[str]:
        return [item["name"] for item in writer.get(f"/v1/speakers?{query}").json["items"]]

    assert names("") == ["Jonas Arkwright", "Mara Velden"]
    assert names("q=veld") == ["Mara Velden"]
    assert names("q=%25") == []
    assert names("kind=person") == ["Jonas Arkwright", "Mara Velden"]
    assert names("kind=group") == []
    assert names("q=Minister+Velden") == ["Mara Velden"]


def test_list_tells_how_a_name_was_read(writer: FlaskClient, article: dict[str, Any]) -> None:
    near = writer.get("/v1/speakers?q=Vedlen").json
    assert [item["name"] for item in near["items"]] == ["Mara Velden"]
    assert [(each["name"], each["speakers"][0]["id"]) for each in near["read_as"]] == [("Vedlen", 1)]
    assert writer.get("/v1/speakers?q=veld").json["read_as"] == []
    assert writer.get("/v1/speakers?q=Vedlen&kind=group").json["items"] == []


def correct(writer: FlaskClient, body: dict[str, Any], number: int = 1) -> Any:
    address = f"/v1/speakers/{number}"
    return writer.patch(address, json=body, headers={"If-Match": writer.get(address).headers["ETag"]})


def test_a_speaker_is_corrected(writer: FlaskClient, article: dict[str, Any]) -> None:
    change = {
        "name": "Mara O. Velden",
        "kind": "unknown",
        "aliases": ["Velden"],
        "wikidata_qid": "Q7",
        "description": "minister",
    }
    changed = correct(writer, change)
    assert changed.status_code == 200
    assert {name: changed.json[name] for name in change if name != "aliases"} == {
        name: value for name, value in change.items() if name != "aliases"
    }
    assert sorted(changed.json["aliases"]) == ["Mara O. Velden", "Velden"]
    read = writer.get("/v1/speakers/1")
    assert (read.json, read.headers["ETag"]) == (changed.json, changed.headers["ETag"])
    emptied = correct(writer, {"wikidata_qid": None, "description": None}).json
    assert (emptied["wikidata_qid"], emptied["description"]) == (None, None)


def test_a_correction_needs_the_current_tag(writer: FlaskClient, article: dict[str, Any]) -> None:
    body = {"kind": "group"}
    assert_problem(writer.patch("/v1/speakers/1", json=body), 428, "precondition-required")
    stale = writer.patch("/v1/speakers/1", json=body, headers={"If-Match": '"other"'})
    assert_problem(stale, 412, "version-mismatch")
    assert_problem(writer.patch("/v1/speakers/99", json=body), 404, "not-found")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": None},
        {"name": "\u200b"},
        {"kind": "robot"},
        {"wikidata_qid": "7"},
        {"wikidata_qid": "Q7\n"},
        {"aliases": [" "]},
        {"aliases": ["x"] * 101},
        {"aliases": "Velden"},
        {"description": "x" * 1001},
        {"quote_count": 0},
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    writer: FlaskClient, article: dict[str, Any], body: dict[str, Any]
) -> None:
    before = writer.get("/v1/speakers/1").json
    assert_problem(correct(writer, body), 422, "invalid-input")
    assert writer.get("/v1/speakers/1").json == before


def test_an_item_is_one_speakers(writer: FlaskClient, article: dict[str, Any]) -> None:
    assert correct(writer, {"wikidata_qid": "Q7"}).status_code == 200
    assert correct(writer, {"wikidata_qid": "Q7"}).status_code == 200
    assert assert_problem(correct(writer, {"wikidata_qid": "Q7"}, 2), 409, "conflict")["speaker"] == 1
