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
    ],
)
def test_wrong_changes_are_refused(writer: FlaskClient, body: object) -> None:
    created = writer.post("/v1/targets", json=TARGET)
    headers = {"If-Match": created.headers["ETag"]}
    assert_problem(
        writer.patch(created.headers["Location"], json=body, headers=headers), 422, "invalid-input"
    )
    assert writer.get(created.headers["Location"]).json == created.json
