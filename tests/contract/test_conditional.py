"""ETags: what the client has is not sent again, and nobody's change gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.database import database
from models import Quote
from tests.api_fixtures import ARTICLE, TARGET, assert_problem


@pytest.mark.parametrize(
    "path",
    [
        "articles/1",
        "quotes/1",
        "quotes/1/annotation",
        "quotes.atom?type=direct",
        "speakers/1",
        "targets/{slug}",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_unchanged_is_304(writer: FlaskClient, article: dict[str, Any], path: str, method: str) -> None:
    slug = writer.get("/v1/targets").json["items"][0]["slug"]
    address = f"/v1/{path.format(slug=slug)}"
    tag = writer.get(address).headers["ETag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        response = writer.open(address, method=method, headers={"If-None-Match": sent})
        assert response.status_code == 304
        assert response.data == b""
        assert response.headers["ETag"] == tag
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert "Content-Type" not in response.headers
    assert writer.open(address, method=method, headers={"If-None-Match": '"other"'}).status_code == 200


def test_tag_of_what_was_created_is_the_tag_read_later(writer: FlaskClient, article: dict[str, Any]) -> None:
    again = writer.post("/v1/articles", json=ARTICLE)
    assert again.headers["ETag"] == writer.get("/v1/articles/1").headers["ETag"]


def test_tag_changes_with_everything_shown(app: Flask, writer: FlaskClient, article: dict[str, Any]) -> None:
    """A new stance changes a quote's answer and its article's, though neither row changes."""
    paths = ("/v1/articles/1", "/v1/quotes/1")
    before = [writer.get(path).headers["ETag"] for path in paths]
    new = {"proposition": "The bridge should stay open", "terms": ["bridge"], "slug": "bridge-open"}
    assert writer.post("/v1/targets", json=new).status_code == 201
    assert "bridge-open" in [stance["target"] for stance in writer.get(paths[1]).json["stances"]]
    after = [writer.get(path).headers["ETag"] for path in paths]
    assert all(tag != other for tag, other in zip(before, after, strict=True))


def test_change_needs_the_current_tag(writer: FlaskClient) -> None:
    created = writer.post("/v1/targets", json=TARGET)
    address, tag = created.headers["Location"], created.headers["ETag"]
    change = {"terms": ["troops"]}
    assert_problem(writer.patch(address, json=change), 428, "precondition-required")
    for stale in ('"other"', f"W/{tag}", "", "nonsense"):
        response = writer.patch(address, json=change, headers={"If-Match": stale})
        assert_problem(response, 412, "version-mismatch")
    changed = writer.patch(address, json=change, headers={"If-Match": f'"other", {tag}'})
    assert changed.status_code == 200
    assert changed.json["terms"] == ["troops"]
    assert changed.headers["ETag"] != tag
    assert writer.get(address).headers["ETag"] == changed.headers["ETag"]
    lost = writer.patch(address, json={"terms": []}, headers={"If-Match": tag})
    assert_problem(lost, 412, "version-mismatch")
    assert writer.patch(address, json={"terms": []}, headers={"If-Match": "*"}).status_code == 200


def test_what_is_not_there_is_404_before_428(writer: FlaskClient) -> None:
    assert_problem(writer.patch("/v1/targets/nothing", json={"terms": []}), 404, "not-found")


def test_withdrawing_honours_a_tag(app: Flask, writer: FlaskClient, article: dict[str, Any]) -> None:
    tag = writer.get("/v1/articles/1").headers["ETag"]
    with app.app_context(), database().writing.begin() as session:
        session.get_one(Quote, 1).state_reason = "looked at"
    stale = writer.delete("/v1/articles/1", headers={"If-Match": tag})
    assert_problem(stale, 412, "version-mismatch")
    tag = writer.get("/v1/articles/1").headers["ETag"]
    assert writer.delete("/v1/articles/1", headers={"If-Match": tag}).status_code == 204


def test_tag_changes_with_what_people_put_beside_a_quote(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    slug = writer.get("/v1/targets").json["items"][0]["slug"]
    tags = [writer.get("/v1/quotes/1").headers["ETag"]]
    reply = {"text": "No.", "author": "Mara Velden"}
    assert writer.put("/v1/quotes/1/reply", json=reply).status_code == 201
    tags.append(writer.get("/v1/quotes/1").headers["ETag"])
    none = {"stances": [{"target": slug, "label": "none"}]}
    assert writer.patch("/v1/quotes/1", json=none, headers={"If-Match": tags[-1]}).status_code == 200
    tags.append(writer.get("/v1/quotes/1").headers["ETag"])
    assert len(set(tags)) == 3
