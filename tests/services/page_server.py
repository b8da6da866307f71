"""A server on this machine with pages and feeds, well or badly behaved."""

from __future__ import annotations

import contextlib
import ipaddress
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from services.fetching import Fetcher
from services.outbound_addresses import OutboundRules

Behaviour = Callable[["Handler"], None]
LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]


@dataclass
class PageServerFake:
    """What was asked, and what is answered at which path; elsewhere it is 404."""

    port: int
    pages: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, for behaviours that wait."""

    def address(self, path: str) -> str:
        return f"http://pages.example:{self.port}{path}"

    def resolve(self, host: str, _port: int) -> list[str]:
        """Every name is here, so that no test asks a real one."""
        return ["127.0.0.1"]

    def fetcher(self, **changes: Any) -> Fetcher:
        """A fetcher that may come here and nowhere else."""
        rules = OutboundRules(ports=frozenset({self.port}), networks=(LOOPBACK,))
        fetcher = Fetcher(rules, "OnRecord-Test", seconds=20, most_bytes=100_000, resolver=self.resolve)
        return replace(fetcher, **changes)


class Server(ThreadingHTTPServer):
    # At the end of a test those who wait for `over` are joined, so that none writes into the next test.
    daemon_threads = False
    fake: PageServerFake

    def handle_error(self, *_: object) -> None:
        """Who asks may hang up."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        fake = self.server.fake
        fake.asked.append(Asked(self.path, dict(self.headers.items())))
        fake.pages.get(self.path, reply(404))(self)

    def log_message(self, format: str, *args: object) -> None:
        """Not on standard error."""


@contextlib.contextmanager
def page_server() -> Iterator[PageServerFake]:
    """The server, until the end of the block."""
    server = Server(("127.0.0.1", 0), Handler)
    server.fake = PageServerFake(server.server_address[1])
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
    """An answer; `Content_Type="text/html"` is the header Content-Type."""

    def behave(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def page(html: str, **headers: str) -> Behaviour:
    """A page in UTF-8."""
    return reply(200, html.encode(), **{"Content_Type": "text/html; charset=utf-8", **headers})


def unless_known(etag: str, behaviour: Behaviour) -> Behaviour:
    """304 for who has this version already."""

    def behave(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == etag
        (reply(304, ETag=etag) if known else behaviour)(handler)

    return behave


def wait(handler: Handler) -> None:
    """No answer until the test is over."""
    handler.server.fake.over.wait(30)


def drip(handler: Handler) -> None:
    """A header and then a byte now and then, so that the connection never falls silent."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.server.fake.over.wait(0.02):
        handler.wfile.write(b"a")


def hang_up(handler: Handler) -> None:
    """The connection ends in the middle of the answer."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")
    handler.close_connection = True
