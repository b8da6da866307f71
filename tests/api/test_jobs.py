"""Long work is promised, and can be watched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.database import database
from services.jobs import sweep_jobs
from tests.api_fixtures import ARTICLE, TARGET, assert_problem, make_key_headers, make_writer


@pytest.fixture
def busy(make_app: Callable[..., Flask]) -> Flask:
    """An app that tags nothing while its client waits."""
    return make_app(tag_at_once_quotes=0)


def followed(response: Any) -> str:
    """The address of the job that an answer links to."""
    address, _, relation = response.headers["Link"].partition(">; ")
    assert relation == 'rel="monitor"'
    return address.removeprefix("<")


def test_a_small_archive_is_tagged_at_once(writer: FlaskClient, article: dict[str, Any]) -> None:
    created = writer.post("/v1/targets", json={**TARGET, "slug": "again"})
    assert created.status_code == 201
    job = writer.get(followed(created)).json
    assert (job["kind"], job["state"], job["progress"]) == ("tag_target", "done", {"done": 3, "total": 3})
    assert (job["error"], job["superseded_by"], job["attempts"]) == (None, None, 1)
    assert job["finished_at"] >= job["started_at"] >= job["created_at"]
    assert job["links"] == {"self": followed(created), "target": "/v1/targets/again", "article": None}
    assert [each["id"] for each in writer.get(created.json["links"]["jobs"]).json["items"]] == [job["id"]]


def test_a_large_archive_is_tagged_in_the_background(busy: Flask) -> None:
    writer = make_writer(busy)
    assert writer.post("/v1/articles", json=ARTICLE).status_code == 201
    created = writer.post("/v1/targets", json=TARGET, headers={"Idempotency-Key": "once"})
    assert created.status_code == 202
    assert writer.get(created.headers["Location"]).json == created.json
    address = followed(created)
    assert (writer.get(address).json["state"], writer.get(address).json["progress"]) == (
        "queued",
        {"done": 0, "total": None},
    )
    again = writer.post("/v1/targets", json=TARGET, headers={"Idempotency-Key": "once"})
    assert (again.status_code, again.headers["Link"]) == (202, created.headers["Link"])
    assert writer.get(created.json["links"]["quotes"]).json["items"] == []
    with busy.app_context():
        assert sweep_jobs(database().writing, timeout_seconds=300, background=True) == 1
    assert writer.get(address).json["progress"] == {"done": 3, "total": 3}
    assert len(writer.get(created.json["links"]["quotes"]).json["items"]) == 1


def test_a_reworded_target_shows_no_stance_of_the_old_wording_until_it_is_read_anew(busy: Flask) -> None:
    writer = make_writer(busy)
    assert writer.post("/v1/articles", json=ARTICLE).status_code == 201
    created = writer.post("/v1/targets", json=TARGET)
    with busy.app_context():
        sweep_jobs(database().writing, timeout_seconds=300)
    (quote,) = writer.get(created.json["links"]["quotes"]).json["items"]
    assert quote["stances"][0]["label"] == "favor"
    change = {"proposition": "Troops should be withdrawn from the island"}
    address = created.headers["Location"]
    changed = writer.patch(address, json=change, headers={"If-Match": created.headers["ETag"]})
    assert changed.status_code == 202
    assert writer.get(created.json["links"]["quotes"]).json["items"] == []
    (old,) = writer.get(f"/v1/quotes/{quote['id']}").json["stances"]
    assert (old["label"], old["is_outdated"], old["target_version"]) == ("favor", True, 1)
    positions = writer.get(changed.json["links"]["positions"]).json
    assert (positions["items"], positions["outdated_quotes"]) == ([], 1)
    with busy.app_context():
        sweep_jobs(database().writing, timeout_seconds=300)
    (quote,) = writer.get(created.json["links"]["quotes"]).json["items"]
    assert [(one["label"], one["is_outdated"]) for one in quote["stances"]] == [("against", False)]
    jobs = writer.get(changed.json["links"]["jobs"]).json["items"]
    assert [job["superseded_by"] for job in jobs] == [None, jobs[0]["id"]]


def test_new_notes_promise_nothing(busy: Flask) -> None:
    writer = make_writer(busy)
    created = writer.post("/v1/targets", json=TARGET)
    assert created.status_code == 201
    headers = {"If-Match": created.headers["ETag"]}
    noted = writer.patch(created.headers["Location"], json={"notes": "Police do not count."}, headers=headers)
    assert (noted.status_code, noted.headers["Link"]) == (200, created.headers["Link"])


def test_extractions_are_jobs_too(writer: FlaskClient, article: dict[str, Any]) -> None:
    (job,) = writer.get("/v1/jobs?kind=extract_revision&state=done").json["items"]
    assert (job["progress"], job["links"]["article"]) == ({"done": 1, "total": 1}, "/v1/articles/1")
    assert writer.get("/v1/jobs?state=failed").json == {"items": [], "next": None}


def test_jobs_are_shown_to_those_who_make_some(
    app: Flask, writer: FlaskClient, article: dict[str, Any]
) -> None:
    client = app.test_client()
    for address in ("/v1/jobs", "/v1/jobs/1"):
        assert_problem(client.get(address), 401, "unauthenticated")
        refused = client.get(address, headers=make_key_headers(app, "read"))
        assert "'ingest' or 'review'" in assert_problem(refused, 403, "missing-scope")["detail"]
        for scope in ("ingest", "review", "admin"):
            assert client.get(address, headers=make_key_headers(app, scope)).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/jobs/99", 404, "not-found"),
        ("/v1/jobs/0", 404, "not-found"),
        ("/v1/jobs?target=nothing", 404, "not-found"),
        ("/v1/jobs?state=lost", 422, "invalid-input"),
        ("/v1/jobs?kind=", 422, "invalid-input"),
        ("/v1/jobs?page=2", 422, "invalid-input"),
        ("/v1/jobs?cursor=WyJ4Il0", 404, "invalid-cursor"),
    ],
)
def test_what_cannot_be_answered_is_refused(writer: FlaskClient, path: str, status: int, code: str) -> None:
    assert_problem(writer.get(path), status, code)
