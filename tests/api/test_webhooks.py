"""Webhooks over HTTP: made with a secret shown once, changed, rotated, logged, replayed and tested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from standardwebhooks import Webhook as Verifier

from api.database import database
from models import HistoryEvent
from services.outbound_addresses import OutboundRules
from services.webhook_events import collect_events
from services.webhook_requests import Sender
from services.webhook_sending import Deliverer, Sent
from tests.api_fixtures import ARTICLE, assert_problem, make_key_headers
from tests.services.local_server import reply
from tests.services.webhook_receiver import Receiver, webhook_receiver

URL = "https://hooks.torland.example/quotes?key=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as running:
        running.will(reply(204))
        yield running


@pytest.fixture
def settled(app: Flask, receiver: Receiver) -> Flask:
    """The app, with webhooks allowed to the receiver on this machine."""
    app.config["ONRECORD_WEBHOOK_RULES"] = OutboundRules.parse(
        schemes=["http", "https"], ports=f"443,{receiver.port}", networks="127.0.0.0/8"
    )
    return app


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """A client whose key may only read, with the saved search 1 for every quote."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = make_key_headers(app, "read")["Authorization"]
    assert client.post("/v1/saved-searches", json={"name": "all", "query": {}}).status_code == 201
    return client


def make(client: FlaskClient, **changes: Any) -> Any:
    return client.post("/v1/webhooks", json={"url": URL, "searches": [1], **changes})


def deliver(app: Flask) -> Sent:
    with app.app_context():
        stored = database()
        collect_events(stored.reading, stored.writing)
        sender = Sender(app.config["ONRECORD_WEBHOOK_RULES"])
        return Deliverer(stored.reading, stored.writing, sender).deliver_due()


def test_the_secret_is_shown_once(reader: FlaskClient) -> None:
    created = make(reader)
    assert created.status_code == 201, created.text
    assert created.headers["Location"] == "/v1/webhooks/1"
    secret = created.json["secret"]
    assert secret.startswith("whsec_")
    Verifier(secret)
    shown = reader.get("/v1/webhooks/1")
    assert shown.json == {
        name: value for name, value in created.json.items() if name not in {"secret", "previous_secret_until"}
    }
    assert (shown.json["url"], shown.json["searches"], shown.json["active"], shown.json["disabled"]) == (
        URL,
        [1],
        True,
        None,
    )
    assert shown.headers["ETag"] == created.headers["ETag"]
    assert reader.get("/v1/webhooks").json["items"] == [shown.json]
    assert secret not in reader.get("/v1/webhooks").text


def test_the_same_request_again_shows_the_same_secret(reader: FlaskClient) -> None:
    headers = {"Idempotency-Key": "one"}
    first = reader.post("/v1/webhooks", json={"url": URL, "searches": [1]}, headers=headers)
    again = reader.post("/v1/webhooks", json={"url": URL, "searches": [1]}, headers=headers)
    assert first.json == again.json
    assert len(reader.get("/v1/webhooks").json["items"]) == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": ""}, "/url"),
        ({"url": None}, "/url"),
        ({"url": "hooks.torland.example"}, "/url"),
        ({"url": "http://hooks.torland.example/"}, "/url"),
        ({"url": "https://hooks.torland.example:8443/"}, "/url"),
        ({"url": "https://mara:word@hooks.torland.example/"}, "/url"),
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "https://2130706433/"}, "/url"),
        ({"url": "https://0x7f.1/"}, "/url"),
        ({"url": "https://0177.0.0.1/"}, "/url"),
        ({"url": "https://[::1]/"}, "/url"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "/url"),
        ({"url": "https://[fe80::1%25eth0]/"}, "/url"),
        ({"url": "https://169.254.169.254/latest/meta-data"}, "/url"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"url": "https://hooks.torland.example/\x00"}, "/url"),
        ({"url": "https://hooks.torland.example/" + "a" * 2000}, "/url"),
        ({"searches": []}, "/searches"),
        ({"searches": [2]}, "/searches"),
        ({"searches": ["1"]}, "/searches/0"),
        ({"searches": [1.5]}, "/searches/0"),
        ({"searches": [2**63]}, "/searches/0"),
        ({"searches": [1] * 21}, "/searches"),
        ({"active": "yes"}, "/active"),
        ({"active": 1}, "/active"),
        ({"active": None}, "/active"),
        ({"secret": "whsec_mine"}, "/secret"),
    ],
)
def test_what_cannot_be_a_webhook_is_refused(
    reader: FlaskClient, change: dict[str, Any], pointer: str
) -> None:
    problem = assert_problem(make(reader, **change), 422, "invalid-input")
    assert pointer in [error["pointer"] for error in problem["errors"]]
    tag = make(reader).headers["ETag"]
    changed = reader.patch("/v1/webhooks/1", json=change, headers={"If-Match": tag})
    assert_problem(changed, 422, "invalid-input")


def test_a_webhook_finds_by_its_own_keys_searches_only(app: Flask, reader: FlaskClient) -> None:
    other = app.test_client()
    other.environ_base["HTTP_AUTHORIZATION"] = make_key_headers(app, "read")["Authorization"]
    problem = assert_problem(make(other), 422, "invalid-input")
    assert problem["errors"] == [{"pointer": "/searches", "detail": "There is no saved search 1 of yours."}]
    make(reader)
    for answer in (
        other.get("/v1/webhooks/1"),
        other.delete("/v1/webhooks/1"),
        other.post("/v1/webhooks/1/secret"),
        other.post("/v1/webhooks/1/test"),
        other.get("/v1/webhooks/1/deliveries"),
        other.get("/v1/webhooks/1/deliveries/1"),
        other.post("/v1/webhooks/1/deliveries/1/replay"),
    ):
        assert_problem(answer, 404, "not-found")
    assert other.get("/v1/webhooks").json["items"] == []


def test_an_administrator_sees_and_stops_all(writer: FlaskClient, reader: FlaskClient) -> None:
    tag = make(reader).headers["ETag"]
    assert [item["id"] for item in writer.get("/v1/webhooks").json["items"]] == [1]
    stopped = writer.patch("/v1/webhooks/1", json={"active": False}, headers={"If-Match": tag})
    assert stopped.status_code == 200
    assert reader.get("/v1/webhooks/1").json["active"] is False


def test_even_where_reading_is_open_a_key_is_needed(client: FlaskClient) -> None:
    for method, path in (
        ("GET", ""),
        ("POST", ""),
        ("GET", "/1"),
        ("PATCH", "/1"),
        ("DELETE", "/1"),
        ("POST", "/1/secret"),
        ("POST", "/1/test"),
        ("GET", "/1/deliveries"),
        ("GET", "/1/deliveries/1"),
        ("POST", "/1/deliveries/1/replay"),
    ):
        answer = client.open(f"/v1/webhooks{path}", method=method, json={})
        assert_problem(answer, 401, "unauthenticated")


def test_a_change_of_searches_alone_changes_the_tag(reader: FlaskClient) -> None:
    reader.post("/v1/saved-searches", json={"name": "quay", "query": {"q": "quay"}})
    tag = make(reader).headers["ETag"]
    changed = reader.patch("/v1/webhooks/1", json={"searches": [2, 1, 2]}, headers={"If-Match": tag})
    assert changed.json["searches"] == [1, 2]
    assert changed.headers["ETag"] != tag
    assert_problem(
        reader.patch("/v1/webhooks/1", json={"active": False}, headers={"If-Match": tag}),
        412,
        "version-mismatch",
    )
    assert_problem(reader.patch("/v1/webhooks/1", json={"active": False}), 428, "precondition-required")
    reader.delete("/v1/saved-searches/2")
    assert reader.get("/v1/webhooks/1").json["searches"] == [1]


def test_a_new_secret_says_how_long_the_old_one_signs(reader: FlaskClient) -> None:
    first = make(reader).json["secret"]
    rotated = reader.post("/v1/webhooks/1/secret")
    assert rotated.status_code == 201
    assert rotated.json["secret"] != first
    assert rotated.json["previous_secret_until"]
    assert rotated.headers["ETag"] == reader.get("/v1/webhooks/1").headers["ETag"]


def test_a_deleted_webhook_is_gone_for_good(reader: FlaskClient) -> None:
    make(reader)
    assert reader.delete("/v1/webhooks/1").status_code == 204
    for answer in (
        reader.get("/v1/webhooks/1"),
        reader.delete("/v1/webhooks/1"),
        reader.post("/v1/webhooks/1/secret"),
        reader.post("/v1/webhooks/1/test"),
        reader.get("/v1/webhooks/1/deliveries"),
    ):
        assert_problem(answer, 410, "gone")


def test_a_key_may_have_so_many(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.webhooks.MOST_WEBHOOKS", 1)
    assert make(reader).status_code == 201
    assert_problem(make(reader), 409, "conflict")


def test_history_names_who_and_what_but_neither_secret_nor_path(app: Flask, reader: FlaskClient) -> None:
    secret = make(reader).json["secret"]
    reader.post("/v1/webhooks/1/secret")
    reader.delete("/v1/webhooks/1")
    with app.app_context(), database().reading() as session:
        found = session.scalars(
            select(HistoryEvent).where(HistoryEvent.subject_kind == "webhook").order_by(HistoryEvent.id)
        )
        events = [(event.action, event.before, event.after) for event in found]
    assert [action for action, _, _ in events] == ["created", "secret_rotated", "deleted"]
    assert events[0][2] is not None
    assert events[0][2]["host"] == "hooks.torland.example"
    assert secret not in repr(events)
    assert "key=1" not in repr(events)


def test_an_article_that_is_stored_and_withdrawn_is_told(
    settled: Flask, reader: FlaskClient, writer: FlaskClient, receiver: Receiver
) -> None:
    secret = make(reader, url=receiver.url).json["secret"]
    stored = writer.post("/v1/articles", json=ARTICLE).json
    assert deliver(settled) == Sent(delivered=3)
    assert writer.delete(f"/v1/articles/{stored['id']}").status_code == 204
    assert deliver(settled) == Sent(delivered=3)
    told = [Verifier(secret).verify(each.body, dict(each.headers)) for each in receiver.received]
    assert [each["type"] for each in told] == ["quote.found"] * 3 + ["quote.withdrawn"] * 3
    quotes = [quote["id"] for quote in stored["quotes"]]
    assert [each["data"]["quote"]["id"] for each in told] == quotes * 2
    log = reader.get("/v1/webhooks/1/deliveries?limit=4").json
    assert [item["event"] for item in log["items"]] == ["quote.withdrawn"] * 3 + ["quote.found"]
    rest = reader.get(f"/v1/webhooks/1/deliveries?limit=4&cursor={log['next']}").json
    assert [item["id"] for item in rest["items"]] == [2, 1]


def test_a_new_revision_tells_what_it_ended(
    settled: Flask, reader: FlaskClient, writer: FlaskClient, receiver: Receiver
) -> None:
    make(reader, url=receiver.url)
    page = {**ARTICLE, "url": "https://courier.example/bridge"}
    assert writer.post("/v1/articles", json=page).status_code == 201
    deliver(settled)
    receiver.received.clear()
    corrected = {
        **page,
        "text": "“The bridge is shut,” Mara Velden, foreign minister of Torland, said on Monday.",
    }
    assert writer.post("/v1/articles", json=corrected).json["revision"] == 2
    deliver(settled)
    assert sorted(receiver.types) == ["quote.found"] + ["quote.withdrawn"] * 3
    states = [each.event["data"]["quote"].get("state") for each in receiver.received]
    assert states.count("superseded") == 3


def test_the_log_tells_how_it_went_and_a_delivery_is_replayed(
    settled: Flask, reader: FlaskClient, receiver: Receiver
) -> None:
    make(reader, url=receiver.url)
    receiver.will(reply(500))
    tested = reader.post("/v1/webhooks/1/test")
    assert tested.status_code == 201
    address = tested.headers["Location"]
    assert (tested.json["state"], tested.json["event"], tested.json["quote"]) == (
        "pending",
        "webhook.test",
        None,
    )
    assert_problem(reader.post("/v1/webhooks/1/test"), 409, "conflict")
    assert_problem(reader.post(f"{address}/replay"), 409, "conflict")
    assert deliver(settled) == Sent(failed=1)
    shown = reader.get(address).json
    assert (shown["state"], shown["attempts"], shown["response_status"], shown["error"]) == (
        "failed",
        1,
        500,
        "status 500",
    )
    assert shown["duration_ms"] >= 0
    receiver.will(reply(204))
    replayed = reader.post(f"{address}/replay")
    assert (replayed.status_code, replayed.json["replay_of"]) == (201, shown["id"])
    assert replayed.json["webhook_id"] == shown["webhook_id"]
    assert deliver(settled) == Sent(delivered=1)
    assert reader.get(replayed.headers["Location"]).json["state"] == "delivered"
    failed = reader.get("/v1/webhooks/1/deliveries?state=failed").json["items"]
    assert [item["id"] for item in failed] == [shown["id"]]
    assert_problem(reader.get("/v1/webhooks/1/deliveries?state=lost"), 422, "invalid-input")
    assert_problem(reader.get("/v1/webhooks/1/deliveries/99"), 404, "not-found")


def test_what_makes_a_receiver_gone_is_shown(
    settled: Flask, reader: FlaskClient, writer: FlaskClient, receiver: Receiver
) -> None:
    make(reader, url=receiver.url)
    receiver.will(reply(410))
    writer.post("/v1/articles", json=ARTICLE)
    assert deliver(settled) == Sent(failed=1)
    shown = reader.get("/v1/webhooks/1")
    assert (shown.json["active"], shown.json["disabled"]["reason"]) == (False, "gone")
    receiver.will(reply(204))
    enabled = reader.patch(
        "/v1/webhooks/1", json={"active": True}, headers={"If-Match": shown.headers["ETag"]}
    )
    assert (enabled.json["active"], enabled.json["disabled"]) == (True, None)
    assert deliver(settled) == Sent(delivered=2)
