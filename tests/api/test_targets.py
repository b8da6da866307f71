"""Propositions that quotes are for or against."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import TARGET, assert_problem


def test_new_target_has_an_address(writer: FlaskClient) -> None:
    response = writer.post("/v1/targets", json=TARGET)
    assert response.status_code == 201
    assert response.json["slug"] == "troops-should-be-deployed-to-the-island"
    assert response.json["version"] == 1
    assert writer.get(response.headers["Location"]).json == response.json


def test_slug_may_be_given_once(writer: FlaskClient) -> None:
    assert writer.post("/v1/targets", json={**TARGET, "slug": "island-troops"}).status_code == 201
    assert_problem(writer.post("/v1/targets", json={**TARGET, "slug": "island-troops"}), 409, "conflict")


def test_new_and_reworded_targets_tag_stored_quotes(writer: FlaskClient, article: dict[str, Any]) -> None:
    new = writer.post("/v1/targets", json={"slug": "tolls", "proposition": "Ferry tolls should fall"})
    address = "/v1/quotes?target=tolls"
    assert writer.get(address).json["items"] == []
    change = {"proposition": "The bridge should stay open", "terms": ["bridge"]}
    changed = writer.patch("/v1/targets/tolls", json=change, headers={"If-Match": new.headers["ETag"]})
    assert (changed.status_code, changed.json["version"]) == (200, 2)
    assert [quote["text"] for quote in writer.get(address).json["items"]] == ["The bridge stays open,"]


def test_inverse_and_notes_are_shown_and_emptied_with_null(writer: FlaskClient) -> None:
    words = {
        "inverse": "Troops should be kept out of the island",
        "notes": "Police do not count.\nGuards do.",
    }
    created = writer.post("/v1/targets", json={**TARGET, **words})
    assert created.status_code == 201
    address = created.headers["Location"]
    assert {name: created.json[name] for name in words} == words
    assert writer.get(address).json == created.json == writer.get("/v1/targets").json["items"][0]
    emptied = writer.patch(address, json=dict.fromkeys(words), headers={"If-Match": created.headers["ETag"]})
    assert (emptied.status_code, emptied.json["version"]) == (200, 2)
    assert {name: emptied.json[name] for name in words} == dict.fromkeys(words)
    assert emptied.json["proposition"] == TARGET["proposition"]


def test_without_inverse_and_notes_they_are_null(writer: FlaskClient) -> None:
    created = writer.post("/v1/targets", json=TARGET)
    assert (created.json["inverse"], created.json["notes"]) == (None, None)


def test_new_notes_change_the_tag_and_neither_version_nor_stances(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    address = f"/v1/targets/{writer.get('/v1/targets').json['items'][0]['slug']}"
    before, quotes = writer.get(address), writer.get("/v1/quotes/2")
    change = {"notes": "Police do not count."}
    changed = writer.patch(address, json=change, headers={"If-Match": before.headers["ETag"]})
    assert (changed.status_code, changed.json["version"]) == (200, 1)
    assert changed.headers["ETag"] != before.headers["ETag"]
    assert writer.get("/v1/quotes/2").headers["ETag"] == quotes.headers["ETag"]
    lost = writer.patch(address, json={"notes": None}, headers={"If-Match": before.headers["ETag"]})
    assert_problem(lost, 412, "version-mismatch")


def test_a_new_inverse_finds_stored_quotes(writer: FlaskClient, article: dict[str, Any]) -> None:
    new = writer.post("/v1/targets", json={"slug": "ferries", "proposition": "More ferries should be bought"})
    address = "/v1/quotes?target=ferries"
    assert writer.get(address).json["items"] == []
    change = {"inverse": "The bridge should stay open"}
    changed = writer.patch("/v1/targets/ferries", json=change, headers={"If-Match": new.headers["ETag"]})
    assert (changed.status_code, changed.json["version"]) == (200, 2)
    assert [quote["text"] for quote in writer.get(address).json["items"]] == ["The bridge stays open,"]


def test_an_inverse_that_is_read_as_the_same_side_is_refused(writer: FlaskClient) -> None:
    refused = writer.post("/v1/targets", json={**TARGET, "inverse": "Troops should be sent to the island"})
    problem = assert_problem(refused, 422, "invalid-input")
    assert [error["pointer"] for error in problem["errors"]] == ["/inverse"]


def test_a_proposal_can_be_posted_as_it_is(writer: FlaskClient) -> None:
    address = "/v1/target-proposal?proposition=Ferry+tolls+should+be+raised"
    proposed = writer.get(address)
    assert proposed.status_code == 200
    assert proposed.json == {
        "proposition": "Ferry tolls should be raised",
        "slug": "ferry-tolls-should-be-raised",
        "object": "ferry tolls",
        "direction": "promote",
        "action": "raised",
        "opposites": ["lowered", "cut"],
        "inverse": "Ferry tolls should be lowered",
        "terms": [],
    }
    assert writer.get("/v1/targets").json["items"] == []
    body = {name: proposed.json[name] for name in ("slug", "proposition", "inverse", "terms")}
    assert writer.post("/v1/targets", json=body).status_code == 201
    assert writer.get(address).json["slug"] == "ferry-tolls-should-be-raised-2"


def test_a_target_may_be_called_proposal(writer: FlaskClient) -> None:
    assert writer.post("/v1/targets", json={**TARGET, "slug": "proposal"}).status_code == 201
    assert writer.get("/v1/targets/proposal").json["slug"] == "proposal"


def test_of_words_that_say_nothing_nothing_is_proposed(client: FlaskClient) -> None:
    proposed = client.get("/v1/target-proposal", query_string={"proposition": "¿?"}).json
    nothing = ("slug", "object", "action", "inverse")
    assert {name: proposed[name] for name in nothing} == dict.fromkeys(nothing)
    assert (proposed["opposites"], proposed["terms"]) == ([], [])


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"proposition": ""},
        {"proposition": " "},
        {"proposition": "p" * 501},
        {"proposition": "nul \x00"},
        {"proposition": "Ban fireworks", "slug": "x"},
    ],
)
def test_what_cannot_be_a_proposition_is_refused(client: FlaskClient, query: dict[str, str]) -> None:
    assert_problem(client.get("/v1/target-proposal", query_string=query), 422, "invalid-input")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"slug": "new-name"},
        {"proposition": ""},
        {"proposition": " "},
        {"proposition": "p" * 501},
        {"proposition": None},
        {"terms": "troops"},
        {"terms": [""]},
        {"terms": ["t"] * 51},
        {"terms": [1]},
        {"inverse": ""},
        {"inverse": " "},
        {"inverse": "p" * 501},
        {"inverse": ["p"]},
        {"inverse": TARGET["proposition"]},
        {"notes": ""},
        {"notes": "\u200b\n"},
        {"notes": "n" * 2001},
        {"notes": "nul \x00"},
    ],
)
def test_wrong_changes_are_refused(writer: FlaskClient, body: object) -> None:
    created = writer.post("/v1/targets", json=TARGET)
    headers = {"If-Match": created.headers["ETag"]}
    assert_problem(
        writer.patch(created.headers["Location"], json=body, headers=headers), 422, "invalid-input"
    )
    assert writer.get(created.headers["Location"]).json == created.json
