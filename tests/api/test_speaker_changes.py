"""Speakers are merged and split over HTTP, and both are undone."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem

MERGE = "/v1/speakers/1/merges"
SPLIT = "/v1/speakers/1/splits"


def test_a_merge_moves_the_quotes_and_the_old_number_leads_to_the_one_that_stays(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    response = writer.post(MERGE, json={"other": 2, "reason": "the same minister"})
    assert response.status_code == 201
    change = response.json
    assert response.headers["Location"] == "/v1/speaker-changes/1"
    assert writer.get(response.headers["Location"]).json == change
    assert (change["kind"], change["quote_count"], change["names"]) == ("merge", 1, ["Jonas Arkwright"])
    assert (change["speaker"]["id"], change["other"]["id"]) == (1, 2)
    assert change["actor"].startswith("key:")
    moved = writer.get("/v1/speakers/2")
    assert (moved.status_code, moved.headers["Location"], moved.data) == (307, "/v1/speakers/1", b"")
    assert writer.get("/v1/speakers/2", follow_redirects=True).json["quote_count"] == 3
    assert len(writer.get("/v1/quotes?speaker=2").json["items"]) == 3
    assert [each["id"] for each in writer.get("/v1/speakers").json["items"]] == [1]


def test_answers_that_a_client_has_are_no_longer_current(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    addresses = ["/v1/speakers/1", "/v1/quotes/3", "/v1/articles/1"]
    tags = {address: writer.get(address).headers["ETag"] for address in addresses}
    assert writer.post(MERGE, json={"other": 2}).status_code == 201
    for address, tag in tags.items():
        assert writer.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_one_that_is_part_of_another_cannot_be_changed(writer: FlaskClient, article: dict[str, Any]) -> None:
    assert writer.post(MERGE, json={"other": 2}).status_code == 201
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("PATCH", "/v1/speakers/2", {"kind": "group"}),
        ("POST", "/v1/speakers/2/merges", {"other": 1}),
        ("POST", "/v1/speakers/2/splits", {"quotes": [1], "name": "Otto Sand"}),
    ]
    for method, address, body in requests:
        response = writer.open(address, method=method, json=body, headers={"If-Match": "*"})
        assert assert_problem(response, 410, "merged")["merged_into"] == 1
    assert assert_problem(writer.post(MERGE, json={"other": 2}), 409, "conflict")["merged_into"] == 1


def test_a_split_makes_a_speaker_of_its_own(writer: FlaskClient, article: dict[str, Any]) -> None:
    response = writer.post(SPLIT, json={"quotes": [1], "name": "Otto Sand", "kind": "unknown"})
    assert (response.status_code, response.json["kind"]) == (201, "split")
    new = writer.get(response.json["links"]["other"]).json
    assert (new["name"], new["kind"], new["quote_count"]) == ("Otto Sand", "unknown", 1)
    assert writer.get("/v1/quotes/1").json["speaker"]["id"] == new["id"]


def test_a_change_is_undone_once(writer: FlaskClient, article: dict[str, Any]) -> None:
    before = writer.get("/v1/quotes").json, writer.get("/v1/speakers").json
    change = writer.post(MERGE, json={"other": 2}).json
    undone = writer.post(change["links"]["undo"])
    assert (undone.status_code, undone.json["links"]["undo"]) == (200, None)
    assert undone.json["undone_by"] == change["actor"]
    assert (writer.get("/v1/quotes").json, writer.get("/v1/speakers").json) == before
    assert_problem(writer.post(change["links"]["undo"]), 409, "conflict")
    assert_problem(writer.post("/v1/speaker-changes/9/undo"), 404, "not-found")


def test_what_stands_in_the_way_of_undoing_is_listed(writer: FlaskClient, article: dict[str, Any]) -> None:
    first = writer.post(SPLIT, json={"quotes": [1], "name": "Otto Sand"}).json
    other = first["other"]["id"]
    second = writer.post(MERGE, json={"other": other}).json
    problem = assert_problem(writer.post(first["links"]["undo"]), 409, "newer-changes")
    assert problem["changed_since"][0]["kind"] == "speaker_change"
    assert problem["changed_since"][0]["id"] == second["id"]


def test_the_same_request_again_is_done_once(writer: FlaskClient, article: dict[str, Any]) -> None:
    requests: list[tuple[str, dict[str, Any] | None]] = [
        (SPLIT, {"quotes": [1], "name": "Otto Sand"}),
        (MERGE, {"other": 2}),
        ("/v1/speaker-changes/2/undo", None),
    ]
    for number, (address, body) in enumerate(requests):
        key = {"Idempotency-Key": f"change-{number}"}
        first, again = (writer.post(address, json=body, headers=key) for _ in range(2))
        assert first.status_code < 300
        assert (again.status_code, again.data) == (first.status_code, first.data)
        assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(("address", "body"), [(MERGE, {"other": 2}), (SPLIT, {"quotes": [1], "name": "O"})])
def test_a_tag_that_is_sent_is_honoured(
    writer: FlaskClient, article: dict[str, Any], address: str, body: dict[str, Any]
) -> None:
    tag = writer.get("/v1/speakers/1").headers["ETag"]
    stale = writer.post(address, json=body, headers={"If-Match": '"other"'})
    assert_problem(stale, 412, "version-mismatch")
    assert writer.post(address, json=body, headers={"If-Match": tag}).status_code == 201


def test_the_list_can_be_narrowed_to_a_speaker(writer: FlaskClient, article: dict[str, Any]) -> None:
    writer.post(SPLIT, json={"quotes": [1], "name": "Otto Sand"})
    writer.post(MERGE, json={"other": 2})
    listed = writer.get("/v1/speaker-changes").json["items"]
    assert [each["kind"] for each in listed] == ["merge", "split"]
    assert writer.get("/v1/speaker-changes?speaker=2").json["items"] == listed[:1]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"other": 1},
        {"other": 99},
        {"other": "2"},
        {"other": True},
        {"other": 0},
        {"other": 2**63},
        {"other": 2, "reason": "x" * 2001},
        {"other": 2, "reason": "a\x00b"},
        {"other": 2, "more": 1},
    ],
)
def test_a_merge_that_cannot_be_is_refused(
    writer: FlaskClient, article: dict[str, Any], body: dict[str, Any]
) -> None:
    problem = assert_problem(writer.post(MERGE, json=body), 422, "invalid-input")
    assert problem["errors"]
    assert writer.get("/v1/speaker-changes").json["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Otto Sand"},
        {"quotes": [1]},
        {"quotes": [], "name": "Otto Sand"},
        {"quotes": [3], "name": "Otto Sand"},
        {"quotes": ["1"], "name": "Otto Sand"},
        {"quotes": [1] * 1001, "name": "Otto Sand"},
        {"quotes": [1], "name": " \u200b"},
        {"quotes": [1], "name": "x" * 301},
        {"quotes": [1], "name": "Otto Sand", "kind": "robot"},
        {"quotes": [1], "name": "Otto Sand", "aliases": ["Jo Vale"]},
        {"quotes": [1], "name": "Otto Sand", "aliases": ["Mara Velden"]},
    ],
)
def test_a_split_that_cannot_be_is_refused(
    writer: FlaskClient, article: dict[str, Any], body: dict[str, Any]
) -> None:
    problem = assert_problem(writer.post(SPLIT, json=body), 422, "invalid-input")
    assert problem["errors"]
    assert len(writer.get("/v1/speakers").json["items"]) == 2


def test_script_in_a_name_stays_text(writer: FlaskClient, article: dict[str, Any]) -> None:
    name = "<script>alert(1)</script>"
    response = writer.post(SPLIT, json={"quotes": [1], "name": name, "reason": name})
    assert (response.json["other"]["name"], response.json["reason"]) == (name, name)
    assert response.content_type == "application/json"
