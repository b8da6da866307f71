"""A creating request may be repeated: the same key and request get the same answer, and nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import targets
from tests.api_fixtures import ARTICLE, TARGET, assert_problem, make_key_headers, make_writer

KEY = {"Idempotency-Key": "7f1c"}


@pytest.mark.parametrize(("path", "body"), [("/v1/articles", ARTICLE), ("/v1/targets", TARGET)])
def test_same_request_gets_the_same_answer(writer: FlaskClient, path: str, body: object) -> None:
    first = writer.post(path, json=body, headers=KEY)
    assert first.status_code == 201
    assert "Idempotency-Replayed" not in first.headers
    again = writer.post(path, json=body, headers=KEY)
    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["Idempotency-Replayed"] == "true"
    for header in ("Location", "ETag", "Content-Type"):
        assert again.headers[header] == first.headers[header]
    assert len(writer.get(path).json["items"]) == 1


def test_key_belongs_to_one_request(writer: FlaskClient) -> None:
    assert writer.post("/v1/targets", json=TARGET, headers=KEY).status_code == 201
    other = writer.post("/v1/targets", json={"proposition": "Another one"}, headers=KEY)
    assert_problem(other, 422, "idempotency-key-reused")
    assert_problem(writer.post("/v1/articles", json=ARTICLE, headers=KEY), 422, "idempotency-key-reused")


def test_key_belongs_to_its_caller(app: Flask, writer: FlaskClient) -> None:
    """Two clients may choose the same name; neither sees the other's answer."""
    assert writer.post("/v1/targets", json=TARGET, headers=KEY).status_code == 201
    other = make_key_headers(app, "admin")
    response = app.test_client().post("/v1/targets", json=TARGET, headers={**KEY, **other})
    assert_problem(response, 409, "conflict")


def test_refused_request_may_be_corrected(writer: FlaskClient) -> None:
    assert_problem(writer.post("/v1/targets", json={}, headers=KEY), 422, "invalid-input")
    assert_problem(writer.post("/v1/targets", json={"proposition": "¿"}, headers=KEY), 422, "invalid-input")
    assert writer.post("/v1/targets", json=TARGET, headers=KEY).status_code == 201


def test_crash_frees_the_key(writer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("api.targets.create_target", crash)
        assert_problem(writer.post("/v1/targets", json=TARGET, headers=KEY), 500, "internal-error")
    assert writer.post("/v1/targets", json=TARGET, headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "with space", "é", "x" * 256])
def test_key_has_a_form(writer: FlaskClient, key: str) -> None:
    headers = {"Idempotency-Key": key}
    document = assert_problem(writer.post("/v1/targets", json=TARGET, headers=headers), 422, "invalid-input")
    assert document["errors"][0]["header"] == "Idempotency-Key"


def test_request_in_progress_is_not_done_twice(
    app: Flask, writer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = {"Authorization": writer.environ_base["HTTP_AUTHORIZATION"]}
    answers = []
    create = targets.create_target

    def create_while_asked_again(*arguments: object, **options: object) -> object:
        # The second request comes while the first has reserved the key and has not begun to write.
        if not answers:
            again = app.test_client().post("/v1/targets", json=TARGET, headers={**KEY, **secret})
            answers.append(again)
        return create(*arguments, **options)

    monkeypatch.setattr(targets, "create_target", create_while_asked_again)
    assert writer.post("/v1/targets", json=TARGET, headers=KEY).status_code == 201
    assert_problem(answers[0], 409, "idempotency-key-in-use")
    assert answers[0].headers["Retry-After"] == "5"


@pytest.mark.parametrize("with_key", [True, False])
def test_twenty_at_once_store_one_article(
    make_app: Callable[..., Flask], database_url: str, with_key: bool
) -> None:
    """With one Idempotency-Key, and without: on either engine, whoever is first."""
    app = make_app(database_url=database_url)
    writer = make_writer(app)
    headers = {"Authorization": writer.environ_base["HTTP_AUTHORIZATION"], **(KEY if with_key else {})}
    start = threading.Barrier(20)
    answers = []

    def send() -> None:
        start.wait()
        answers.append(app.test_client().post("/v1/articles", json=ARTICLE, headers=headers))

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 20
    statuses = {answer.status_code for answer in answers}
    assert statuses <= ({201, 409} if with_key else {201, 200})
    assert [article["id"] for article in writer.get("/v1/articles").json["items"]] == [1]
    assert len({answer.json["id"] for answer in answers if answer.status_code < 300}) == 1
    created = [
        answer
        for answer in answers
        if answer.status_code == 201 and "Idempotency-Replayed" not in answer.headers
    ]
    assert len(created) == 1
    assert len(writer.get("/v1/articles/1").json["quotes"]) == 3
