"""A server on this machine that speaks the chat-completions protocol, well or badly."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def question(self) -> dict[str, Any]:
        """The pair that it is about."""
        question: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return question


@dataclass
class ChatServerFake:
    """What was asked, and what will be answered: each behaviour once, the last one for ever."""

    base: str
    behaviours: list[Behaviour] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, for behaviours that wait."""

    def will(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)


class Server(ThreadingHTTPServer):
    # At the end of a test those who wait for `over` are joined, so that none writes into the next test.
    daemon_threads = False
    fake: ChatServerFake

    def handle_error(self, *_: object) -> None:
        """Who asks may hang up."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        fake = self.server.fake
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fake.asked.append(Asked(self.path, dict(self.headers.items()), body))
        behaviour = fake.behaviours.pop(0) if len(fake.behaviours) > 1 else fake.behaviours[0]
        behaviour(self)

    def do_GET(self) -> None:
        self.server.fake.asked.append(Asked(self.path, dict(self.headers.items()), {}))
        reply(200)(self)

    def log_message(self, format: str, *args: object) -> None:
        """Not on standard error."""


@contextlib.contextmanager
def chat_server() -> Iterator[ChatServerFake]:
    """The server, until the end of the block."""
    server = Server(("127.0.0.1", 0), Handler)
    server.fake = ChatServerFake(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.fake
    finally:
        server.fake.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def reply(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """An answer; `Retry_After="1"` is the header Retry-After."""

    def behave(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def say(content: object) -> Behaviour:
    """A completion with this content."""
    message = {"role": "assistant", "content": content}
    completion = {"object": "chat.completion", "choices": [{"index": 0, "message": message}]}
    return reply(200, json.dumps(completion).encode(), Content_Type="application/json")


def say_stance(label: object, confidence: object = 0.9, evidence: object = "") -> Behaviour:
    """A completion in the form that is asked for."""
    return say(json.dumps({"label": label, "confidence": confidence, "evidence": evidence}))


def wait(handler: Handler) -> None:
    """No answer until the test is over."""
    handler.server.fake.over.wait(30)


def drip(data: bytes) -> Behaviour:
    """A header and then a byte now and then, so that the connection never falls silent."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for byte in data:
            handler.wfile.write(bytes([byte]))
            if handler.server.fake.over.wait(0.05):
                return

    return behave


def hang_up(handler: Handler) -> None:
    """The connection ends without an answer."""
    handler.close_connection = True
