"""One quote is found, corrected, given to somebody else and withdrawn, and every way out of the archive follows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.database import database
from services.outbound_addresses import OutboundRules
from services.webhook_events import collect_events
from services.webhook_requests import Sender
from services.webhook_sending import Deliverer
from tests.api_fixtures import ARTICLE, assert_problem
from tests.services.local_server import reply
from tests.services.webhook_receiver import Receiver, webhook_receiver

QUOTE = "/v1/quotes/2"
WORDS = "We will deploy troops to the island,"
SLUG = "troops-should-be-deployed-to-the-island"


@pytest.fixture
def receiver(app: Flask) -> Iterator[Receiver]:
    with webhook_receiver() as running:
        running.will(reply(204))
        app.config["ONRECORD_WEBHOOK_RULES"] = OutboundRules.parse(
            schemes=["http"], ports=str(running.port), networks="127.0.0.0/8"
        )
        yield running


@pytest.fixture
def watched(app: Flask, writer: FlaskClient, receiver: Receiver, article: dict[str, Any]) -> FlaskClient:
    """A client of an archive whose quotes about troops are watched by a webhook."""
    saved = writer.post("/v1/saved-searches", json={"name": "troops", "query": {"q": "troops"}})
    hook = writer.post("/v1/webhooks", json={"url": receiver.url, "searches": [saved.json["id"]]})
    assert hook.status_code == 201, hook.text
    return writer


def deliver(app: Flask, receiver: Receiver) -> list[str]:
    """The types of the events that this delivery brings."""
    before = len(receiver.received)
    with app.app_context():
        stored = database()
        collect_events(stored.reading, stored.writing)
        Deliverer(stored.reading, stored.writing, Sender(app.config["ONRECORD_WEBHOOK_RULES"])).deliver_due()
    return receiver.types[before:]


def change(client: FlaskClient, **decision: Any) -> TestResponse:
    return client.patch(QUOTE, json=decision, headers={"If-Match": client.get(QUOTE).headers["ETag"]})


def numbers(client: FlaskClient) -> dict[str, set[int]]:
    """The numbers of the quotes that each way out holds."""
    lines = [json.loads(line) for line in client.get("/v1/quotes.ndjson?q=troops").text.splitlines()]
    table = csv.DictReader(io.StringIO(client.get("/v1/quotes.csv?q=troops").text.removeprefix("\ufeff")))
    saved = client.get("/v1/saved-searches/1").json
    entries = feedparser.parse(client.get(saved["atom_url"]).data).entries
    return {
        "list": {quote["id"] for quote in client.get(saved["quotes_url"]).json["items"]},
        "lines": {line["id"] for line in lines if "id" in line},
        "table": {int(row["id"]) for row in table if row["id"].isdigit()},
        "feed": {int(entry.id.rsplit("/", 1)[1]) for entry in entries},
        "positions": _in_positions(client),
    }


def _in_positions(client: FlaskClient) -> set[int]:
    found = set()
    for speaker in client.get("/v1/speakers").json["items"]:
        for position in client.get(f"/v1/speakers/{speaker['id']}/positions?target={SLUG}").json["items"]:
            statements = [one for point in position["points"] for one in point["statements"]]
            found |= {shown["quote_id"] for one in statements for shown in one["appearances"]}
    return found


def verify(client: FlaskClient, text: str) -> Any:
    return client.post("/v1/verifications", json={"text": text}).json


def test_a_correction_shows_everywhere(app: Flask, watched: FlaskClient, receiver: Receiver) -> None:
    assert set(map(frozenset, numbers(watched).values())) == {frozenset({2})}
    assert verify(watched, WORDS)["status"] == "exact"
    start = ARTICLE["text"].index("deploy troops")
    corrected = change(watched, content=[{"start": start, "end": start + len("deploy troops")}])
    assert corrected.status_code == 200, corrected.text
    assert verify(watched, "deploy troops")["nearest"][0]["quotes"][0]["text"] == "deploy troops"
    assert verify(watched, "deploy troops")["status"] == "exact"
    assert "deploy troops" in watched.get("/v1/quotes.csv?q=troops").text
    assert WORDS not in watched.get("/v1/quotes.csv?q=troops").text
    assert [event["action"] for event in watched.get(f"{QUOTE}/history").json["items"]] != []


def test_a_quote_of_another_is_the_others_everywhere(watched: FlaskClient) -> None:
    other = next(
        speaker["id"]
        for speaker in watched.get("/v1/speakers").json["items"]
        if speaker["name"] == "Jonas Arkwright"
    )
    assert change(watched, speaker=other).status_code == 200
    assert [speaker["name"] for speaker in verify(watched, WORDS)["said_by"]] == ["Jonas Arkwright"]
    merged = watched.post("/v1/speakers/1/merges", json={"other": other})
    assert merged.status_code == 201, merged.text
    assert [speaker["name"] for speaker in verify(watched, WORDS)["said_by"]] == ["Mara Velden"]
    assert watched.get(QUOTE).json["speaker"]["name"] == "Mara Velden"
    refused = assert_problem(change(watched, speaker=other), 422, "invalid-input")
    assert "part of speaker 1" in refused["errors"][0]["detail"]


def test_what_is_withdrawn_is_served_nowhere_and_whoever_watched_is_told(
    app: Flask, watched: FlaskClient, receiver: Receiver
) -> None:
    told = watched.post("/v1/articles", json={**ARTICLE, "title": "Again", "publisher": "Torland Herald"})
    assert told.status_code == 201
    deliver(app, receiver)
    (again,) = {quote["id"] for quote in watched.get("/v1/quotes?q=troops").json["items"]} - {2}
    address = f"/v1/quotes/{again}"
    gone = watched.delete(
        f"{address}?reason=Misread", headers={"If-Match": watched.get(address).headers["ETag"]}
    )
    assert gone.status_code == 204, gone.text
    assert_problem(watched.get(address), 410, "gone")
    assert all(again not in found for found in numbers(watched).values()), numbers(watched)
    assert all(quote["id"] != again for near in verify(watched, WORDS)["nearest"] for quote in near["quotes"])
    assert "quote.withdrawn" in deliver(app, receiver)
