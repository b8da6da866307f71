"""A server on this machine that is told of events, and answers well or badly."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.services.chat_server import ChatServerFake, Handler, Server


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


@dataclass
class Receiver(ChatServerFake):
    """What came, and what will be answered: each behaviour once, the last one for ever."""

    port: int = 0
    received: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?key=1"

    @property
    def types(self) -> list[str]:
        return [each.event["type"] for each in self.received]


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802 (the name that the standard library calls)
        receiver = self.server.fake
        assert isinstance(receiver, Receiver)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.received.append(Received(self.path, dict(self.headers.items()), body))
        behaviours = receiver.behaviours
        behave = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        behave(self)


@contextlib.contextmanager
def webhook_receiver() -> Iterator[Receiver]:
    """The server, until the end of the block."""
    server = Server(("127.0.0.1", 0), _Handler)
    server.fake = receiver = Receiver("", port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
