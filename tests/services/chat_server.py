"""A server on this machine that speaks the chat-completions protocol, well or badly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from tests.services.local_server import BehavingFake, Behaviour, Handler, reply, serve


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
class ChatServerFake(BehavingFake):
    """What was asked, and what will be answered."""

    base: str
    asked: list[Asked] = field(default_factory=list)


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802 (the name that the standard library calls)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.fake.asked.append(Asked(self.path, dict(self.headers.items()), body))
        self.server.fake.behave(self)

    def do_GET(self) -> None:  # noqa: N802
        self.server.fake.asked.append(Asked(self.path, dict(self.headers.items()), {}))
        reply(200)(self)


def chat_server() -> AbstractContextManager[ChatServerFake]:
    """The server, until the end of the block."""
    return serve(_Handler, lambda port: ChatServerFake(f"http://127.0.0.1:{port}/v1"))


def say(content: object) -> Behaviour:
    """A completion with this content."""
    message = {"role": "assistant", "content": content}
    completion = {"object": "chat.completion", "choices": [{"index": 0, "message": message}]}
    return reply(200, json.dumps(completion).encode(), Content_Type="application/json")


def say_stance(label: object, confidence: object = 0.9, evidence: object = "") -> Behaviour:
    """A completion in the form that is asked for."""
    return say(json.dumps({"label": label, "confidence": confidence, "evidence": evidence}))


def drip(data: bytes) -> Behaviour:
    """A header and then a byte now and then, so that the connection never falls silent."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for byte in data:
            handler.wfile.write(bytes([byte]))
            if handler.server.fake.over.wait(0.05):
                return

    return behave
