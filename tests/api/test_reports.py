"""The archive in numbers."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api_fixtures import ARTICLE, assert_problem


def test_who_is_quoted_by_whom_and_how(writer: FlaskClient, article: dict[str, Any]) -> None:
    answer = writer.get("/v1/reports/sources?period=month").json
    assert answer["periods"] == [
        {"period": "2025-03", "quotes": 3, "quotes_without_speaker": 0, "speakers": 2}
    ]
    first, second = answer["items"]
    assert (first["speaker"]["name"], first["total"], first["direct"]) == ("Mara Velden", 2, 2)
    assert first["share"] == pytest.approx(2 / 3)
    assert first["publishers"] == [{"name": "Torland Courier", "quotes": 2}]
    assert (second["speaker"]["name"], second["indirect"], second["other_publishers"]) == (
        "Jonas Arkwright",
        1,
        0,
    )
    assert len(writer.get(first["links"]["quotes"]).json["items"]) == 2


def test_links_keep_the_filters(writer: FlaskClient, article: dict[str, Any]) -> None:
    other = {**ARTICLE, "publisher": "A & B", "published_at": "2025-05-01T00:00:00+02:00"}
    assert writer.post("/v1/articles", json=other).status_code == 201
    address = "/v1/reports/sources?publisher=A+%26+B&published_after=2025-04-01&published_before=2025-05-01"
    row = writer.get(address).json["items"][0]
    assert row["total"] == 2
    assert len(writer.get(row["links"]["quotes"]).json["items"]) == 2


def test_pages_follow_each_other(writer: FlaskClient, article: dict[str, Any]) -> None:
    first = writer.get("/v1/reports/sources?limit=1")
    link = first.headers["Link"].partition(">")[0].removeprefix("<")
    second = writer.get(link).json
    names = [row["speaker"]["name"] for row in (*first.json["items"], *second["items"])]
    assert (names, second["next"]) == (["Mara Velden", "Jonas Arkwright"], None)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("target=nothing", 404, "not-found"),
        ("cursor=WyJ4Il0", 404, "invalid-cursor"),
        ("period=week", 422, "invalid-input"),
        ("sort=share", 422, "invalid-input"),
        ("publisher=%20", 422, "invalid-input"),
        ("publisher=%00", 422, "invalid-input"),
        ("published_after=2025-13-01", 422, "invalid-input"),
        ("speaker=1", 422, "invalid-input"),
        ("about=" + "+".join(f"w{number}" for number in range(60)), 422, "invalid-input"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    writer: FlaskClient, article: dict[str, Any], query: str, status: int, code: str
) -> None:
    assert_problem(writer.get(f"/v1/reports/sources?{query}"), status, code)
