"""A server on this machine that is told of events, and answers well or badly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from tests.services.local_server import BehavingFake, Handler, serve


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
class Receiver(BehavingFake):
    """What came, and what will be answered."""

    port: int
    received: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?key=1"

    @property
    def types(self) -> list[str]:
        return [each.event["type"] for each in self.received]


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802 (the name that the standard library calls)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.fake.received.append(Received(self.path, dict(self.headers.items()), body))
        self.server.fake.behave(self)


def webhook_receiver() -> AbstractContextManager[Receiver]:
    """The server, until the end of the block."""
    return serve(_Handler, Receiver)
