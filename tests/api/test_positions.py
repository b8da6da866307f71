"""Where people stand, as a client sees it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.database import database
from models import Quote
from tests.api_fixtures import ARTICLE, assert_problem

TURNED = {
    **ARTICLE,
    "text": "“We will never deploy troops to the island,” Mara Velden said.",
    "title": "Minister turns",
    "published_at": "2025-09-01T08:00:00Z",
}
COPY = {
    **ARTICLE,
    "text": "“We will deploy troops to the island,” Mara Velden said.",
    "title": "Elsewhere",
    "publisher": "Herald",
    "published_at": "2025-03-28T08:00:00Z",
}
SLUG = "troops-should-be-deployed-to-the-island"


@pytest.fixture
def archive(writer: FlaskClient, article: dict[str, Any]) -> FlaskClient:
    """One minister, for it in two papers in March, against it in September."""
    for each in (COPY, TURNED):
        assert writer.post("/v1/articles", json=each).status_code == 201
    return writer


def test_a_speaker_is_shown_over_time_with_the_quotes_behind_each_point(archive: FlaskClient) -> None:
    answer = archive.get(f"/v1/speakers/1/positions?target={SLUG}")
    assert answer.status_code == 200, answer.text
    assert answer.json["speaker"]["name"] == "Mara Velden"
    (position,) = answer.json["items"]
    assert position["target"]["slug"] == SLUG
    assert position["counts"] == {"favor": 1, "against": 1, "neutral": 0, "unsure": 0}
    assert [(point["period"], point["counts"]["favor"]) for point in position["points"]] == [
        ("2025-03", 1),
        ("2025-09", 0),
    ]
    (march,) = position["points"][0]["statements"]
    assert march["said_at"] == "2025-03-27T18:00:00+00:00"
    assert [one["article"]["publisher"] for one in march["appearances"]] == ["Torland Courier", "Herald"]
    quote = archive.get(march["links"]["self"]).json
    assert quote["text"] == march["text"]
    assert quote["stances"][0]["evidence"] == march["evidence"]
    (shift,) = position["shifts"]
    assert (shift["from"], shift["to"]) == ("favor", "against")
    assert shift["before"]["quote_id"] == march["quote_id"]
    assert shift["after"]["text"] == "We will never deploy troops to the island,"
    assert position["current"]["label"] == "against"
    assert [one["text"] for one in position["current"]["statements"]] == [shift["after"]["text"]]
    assert (position["contradictions"], position["outdated"]) == ([], {"count": 0, "statements": []})


def test_without_a_target_each_has_a_summary(archive: FlaskClient) -> None:
    new = {"proposition": "The bridge should stay open", "terms": ["bridge"], "slug": "bridge-open"}
    assert archive.post("/v1/targets", json=new).status_code == 201
    items = archive.get("/v1/speakers/1/positions").json["items"]
    assert [item["target"]["slug"] for item in items] == ["bridge-open", SLUG]
    for item in items:
        assert item["current"]["statements"]
        assert (item["points"], item["undated"], item["outdated"]) == (None, None, None)
        assert archive.get(item["links"]["self"]).json["items"][0]["current"] == item["current"]
        assert archive.get(item["links"]["quotes"]).json["items"]


def test_days_windows_and_times_can_be_chosen(archive: FlaskClient) -> None:
    address = f"/v1/speakers/1/positions?target={SLUG}"
    assert archive.get(f"{address}&period=day").json["items"][0]["points"][0]["period"] == "2025-03-27"
    wide = archive.get(f"{address}&window_days=200").json["items"][0]
    assert (wide["current"]["label"], wide["contradictions"][0]["days_apart"]) == ("mixed", 157)
    then = archive.get(f"{address}&said_before=2025-06-01").json["items"][0]
    assert (then["current"]["label"], then["shifts"]) == ("favor", [])
    sure = archive.get(f"{address}&min_confidence=1").json["items"][0]
    assert (sure["current"]["label"], sure["counts"]["unsure"]) == ("neutral", 2)


def test_who_stands_where(archive: FlaskClient) -> None:
    answer = archive.get(f"/v1/targets/{SLUG}/positions").json
    assert answer["speakers"] == {"favor": 0, "against": 1, "neutral": 0, "mixed": 0}
    (standing,) = answer["items"]
    assert (standing["speaker"]["name"], standing["position"]) == ("Mara Velden", "against")
    assert standing["latest"]["text"] == "We will never deploy troops to the island,"
    assert archive.get(standing["links"]["self"]).status_code == 200
    narrowed = archive.get(f"/v1/targets/{SLUG}/positions?position=favor").json
    assert (narrowed["items"], narrowed["speakers"]["against"]) == ([], 1)


def test_a_rejected_quote_counts_for_nothing(app: Flask, archive: FlaskClient) -> None:
    address = f"/v1/speakers/1/positions?target={SLUG}"
    latest = archive.get(address).json["items"][0]["current"]["statements"][0]["quote_id"]
    with app.app_context(), database().writing.begin() as session:
        session.get_one(Quote, latest).state = "rejected"
    position = archive.get(address).json["items"][0]
    assert (position["current"]["label"], position["shifts"]) == ("favor", [])


def test_what_a_person_decided_outranks_the_engine_and_is_outdated_by_a_new_wording(
    app: Flask, archive: FlaskClient
) -> None:
    address = f"/v1/speakers/1/positions?target={SLUG}"
    latest = archive.get(address).json["items"][0]["current"]["statements"][0]["quote_id"]
    with app.app_context(), database().writing.begin() as session:
        (stance,) = session.get_one(Quote, latest).stances
        stance.decided_by, stance.label, stance.confidence = "human", "favor", 0.1
    current = archive.get(address).json["items"][0]["current"]
    assert (current["label"], current["statements"][0]["decided_by"]) == ("favor", "human")
    before = archive.get(f"/v1/quotes/{latest}")
    target = archive.get(f"/v1/targets/{SLUG}")
    change = {"proposition": "Troops should be kept off the island"}
    headers = {"If-Match": target.headers["ETag"]}
    assert archive.patch(f"/v1/targets/{SLUG}", json=change, headers=headers).status_code == 200
    position = archive.get(address).json["items"][0]
    (left,) = position["outdated"]["statements"]
    assert (left["quote_id"], left["label"], left["target_version"]) == (latest, "favor", 1)
    assert position["target"]["version"] == 2
    after = archive.get(f"/v1/quotes/{latest}")
    assert after.headers["ETag"] != before.headers["ETag"]
    assert [(one["is_outdated"], one["target_version"]) for one in after.json["stances"]] == [(True, 1)]
    found = archive.get(f"/v1/quotes?target={SLUG}").json["items"]
    assert latest not in [quote["id"] for quote in found]
    assert found


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/speakers/99/positions", 404, "not-found"),
        ("/v1/speakers/1/positions?target=nothing", 404, "not-found"),
        ("/v1/targets/nothing/positions", 404, "not-found"),
        ("/v1/speakers/1/positions?target=No%20Slug", 422, "invalid-input"),
        ("/v1/speakers/1/positions?period=week", 422, "invalid-input"),
        ("/v1/speakers/1/positions?window_days=0", 422, "invalid-input"),
        ("/v1/speakers/1/positions?min_confidence=2", 422, "invalid-input"),
        ("/v1/speakers/1/positions?min_confidence=nan", 422, "invalid-input"),
        ("/v1/speakers/1/positions?said_after=yesterday", 422, "invalid-input"),
        ("/v1/speakers/1/positions?position=favor", 422, "invalid-input"),
        (f"/v1/targets/{SLUG}/positions?position=%00", 422, "invalid-input"),
        (f"/v1/targets/{SLUG}/positions?cursor=WyJ4Il0", 404, "invalid-cursor"),
        ("/v1/speakers/1/positions?cursor=WyJ4Il0", 404, "invalid-cursor"),
    ],
)
def test_what_cannot_be_answered_is_refused(archive: FlaskClient, path: str, status: int, code: str) -> None:
    assert_problem(archive.get(path), status, code)


def test_markup_in_an_article_stays_text(writer: FlaskClient, article: dict[str, Any]) -> None:
    hostile = {**COPY, "title": "<script>alert(1)</script>", "publisher": "=cmd|'/c calc'!A1"}
    assert writer.post("/v1/articles", json=hostile).status_code == 201
    answer = writer.get(f"/v1/speakers/1/positions?target={SLUG}")
    assert answer.content_type == "application/json"
    (statement,) = answer.json["items"][0]["current"]["statements"]
    assert statement["appearances"][1]["article"]["title"] == "<script>alert(1)</script>"
