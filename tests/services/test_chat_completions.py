"""A question gets an answer or a reason, in bounded time, and goes to nobody but the server that was named."""

from __future__ import annotations

import gzip
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from services.chat_completions import MOST_BYTES, ChatBusy, ChatFailed, ChatServer
from tests.services.chat_server import ChatServerFake, drip, say
from tests.services.local_server import Behaviour, Handler, hang_up, reply, wait

MESSAGES = [{"role": "user", "content": "Who was it?"}]
FORMAT = {"type": "json_object"}
KEY = "secret-of-the-house"


def server(base: str, *, key: str = KEY, seconds: float = 5) -> ChatServer:
    return ChatServer(base, key=key, model="parrot-1", seconds=seconds)


def test_the_question_is_asked_as_the_protocol_says(model_server: ChatServerFake) -> None:
    model_server.will(say("Mara."))
    assert server(model_server.base + "/").ask(MESSAGES, FORMAT) == "Mara."
    (asked,) = model_server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.body == {
        "model": "parrot-1",
        "temperature": 0,
        "messages": MESSAGES,
        "response_format": FORMAT,
    }
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.headers["Content-Type"] == "application/json"


def test_without_a_key_none_is_sent(model_server: ChatServerFake) -> None:
    model_server.will(say("Mara."))
    server(model_server.base, key="").ask(MESSAGES, FORMAT)
    assert "Authorization" not in model_server.asked[0].headers


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (reply(400), "status 400"),
        (reply(401, b'{"error": "secret-of-the-house is no key"}'), "status 401"),
        (reply(200, b"<html>"), "not a chat completion"),
        (reply(200, b"[" * 100_000), "not a chat completion"),
        (reply(200, b"\xff\xfe"), "not a chat completion"),
        (reply(200, b'{"choices": []}'), "not a chat completion"),
        (reply(200, b'{"choices": [{"message": null}]}'), "not a chat completion"),
        (say(None), "not a chat completion"),
        (say(["Mara."]), "not a chat completion"),
        (reply(200, b"x" * (MOST_BYTES + 1)), "too long"),
        (reply(200, gzip.compress(b" " * 10_000_000), Content_Encoding="gzip"), "not a chat completion"),
        (hang_up, "connection broke"),
    ],
    ids=range(12),
)
def test_what_is_no_answer_is_a_failure_with_a_reason(
    model_server: ChatServerFake, behaviour: Behaviour, reason: str
) -> None:
    model_server.will(behaviour)
    with pytest.raises(ChatFailed, match=reason) as failed:
        server(model_server.base).ask(MESSAGES, FORMAT)
    assert KEY not in str(failed.value)


def test_a_huge_answer_is_not_read_to_its_end(model_server: ChatServerFake) -> None:
    sent = 0

    def flood(handler: Handler) -> None:
        nonlocal sent
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            handler.wfile.write(b"x" * MOST_BYTES)
            sent += 1

    model_server.will(flood)
    with pytest.raises(ChatFailed, match="too long"):
        server(model_server.base).ask(MESSAGES, FORMAT)
    assert sent < 1000


@pytest.mark.parametrize(
    "behaviour",
    [wait, drip(b"X-Header: " + b"x" * 1000), drip(b"Content-Length: 1000\r\n\r\n" + b"x" * 1000)],
    ids=["silent", "slow header", "slow body"],
)
def test_a_slow_answer_is_not_waited_for(model_server: ChatServerFake, behaviour: Behaviour) -> None:
    model_server.will(behaviour)
    start = time.monotonic()
    with pytest.raises(ChatFailed, match="time-out"):
        server(model_server.base, seconds=0.5).ask(MESSAGES, FORMAT)
    assert time.monotonic() - start < 10


def test_an_answer_may_take_longer_than_the_connection(
    model_server: ChatServerFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ponder(handler: Handler) -> None:
        handler.server.fake.over.wait(0.5)
        say("Mara.")(handler)

    monkeypatch.setattr("services.chat_completions._CONNECT_SECONDS", 0.2)
    model_server.will(ponder)
    assert server(model_server.base).ask(MESSAGES, FORMAT) == "Mara."


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        # Bound and not listening, so that nobody else can take it.
        port = taken.getsockname()[1]
        with pytest.raises(ChatFailed, match="no connection"):
            server(f"http://127.0.0.1:{port}/v1").ask(MESSAGES, FORMAT)


def test_a_server_without_tls_is_not_talked_to_when_tls_was_asked_for(model_server: ChatServerFake) -> None:
    with pytest.raises(ChatFailed, match="TLS failed"):
        server(model_server.base.replace("http:", "https:")).ask(MESSAGES, FORMAT)
    assert model_server.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(model_server: ChatServerFake, status: int) -> None:
    model_server.will(reply(status, Location=f"{model_server.base}/elsewhere"))
    with pytest.raises(ChatFailed, match=f"status {status}"):
        server(model_server.base).ask(MESSAGES, FORMAT)
    assert len(model_server.asked) == 1


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_not_told(
    model_server: ChatServerFake, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:9")
    model_server.will(say("Mara."))
    assert server(model_server.base).ask(MESSAGES, FORMAT) == "Mara."


@pytest.mark.parametrize(
    ("given", "pause"),
    [
        ({}, None),
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "-1"}, None),
        ({"Retry_After": "9" * 5000}, None),
        ({"Retry_After": "Sat, 01 Jan 2000 00:00:00 GMT"}, 0.0),
        ({"Retry_After": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, None),
    ],
    ids=range(7),
)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_says_for_how_long(
    model_server: ChatServerFake, status: int, given: dict[str, str], pause: float | None
) -> None:
    model_server.will(reply(status, **given))
    with pytest.raises(ChatBusy, match=f"status {status}") as busy:
        server(model_server.base).ask(MESSAGES, FORMAT)
    assert busy.value.retry_after == pause


def test_a_busy_server_may_name_a_moment(model_server: ChatServerFake) -> None:
    moment = datetime.now(UTC) + timedelta(minutes=2)
    model_server.will(reply(503, Retry_After=format_datetime(moment, usegmt=True)))
    with pytest.raises(ChatBusy) as busy:
        server(model_server.base).ask(MESSAGES, FORMAT)
    assert busy.value.retry_after == pytest.approx(120, abs=30)
