"""What the servers of these tests have in common: they run on this machine and behave well or badly, as told."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

Behaviour = Callable[["Handler"], None]


@dataclass(kw_only=True)
class Fake:
    """What a test tells a server, and asks it."""

    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, for behaviours that wait."""


@dataclass(kw_only=True)
class BehavingFake(Fake):
    """Behaves in one way after another: each once, the last one for ever."""

    behaviours: list[Behaviour] = field(default_factory=list)

    def will(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)

    def behave(self, handler: Handler) -> None:
        behaviour = self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]
        behaviour(handler)


SomeFake = TypeVar("SomeFake", bound=Fake)


class Server(ThreadingHTTPServer):
    # At the end of a test those who wait for `over` are joined, so that none writes into the next test.
    daemon_threads = False
    fake: Any

    def handle_error(self, *_: object) -> None:
        """Who asks may hang up."""


class Handler(BaseHTTPRequestHandler):
    """Its subclasses answer as the server's fake has it."""

    server: Server

    def log_message(self, format: str, *args: object) -> None:
        """Not on standard error."""


@contextlib.contextmanager
def serve(handler: type[Handler], make_fake: Callable[[int], SomeFake]) -> Iterator[SomeFake]:
    """The server's fake, made for its port, until the end of the block."""
    server = Server(("127.0.0.1", 0), handler)
    server.fake = fake = make_fake(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.over.set()
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


def wait(handler: Handler) -> None:
    """No answer until the test is over."""
    handler.server.fake.over.wait(30)


def hang_up(handler: Handler) -> None:
    """The connection ends without an answer."""
    handler.close_connection = True
