"""A server on this machine with pages and feeds, well or badly behaved."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from services.fetching import Fetcher
from services.outbound_addresses import OutboundRules
from tests.services.local_server import Behaviour, Fake, Handler, reply, serve

LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]


@dataclass
class PageServerFake(Fake):
    """What was asked, and what is answered at which path; elsewhere it is 404."""

    port: int
    pages: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

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


class _Handler(Handler):
    def do_GET(self) -> None:  # noqa: N802 (the name that the standard library calls)
        self.server.fake.asked.append(Asked(self.path, dict(self.headers.items())))
        self.server.fake.pages.get(self.path, reply(404))(self)


def page_server() -> AbstractContextManager[PageServerFake]:
    """The server, until the end of the block."""
    return serve(_Handler, PageServerFake)


def page(html: str, **headers: str) -> Behaviour:
    """A page in UTF-8."""
    return reply(200, html.encode(), **{"Content_Type": "text/html; charset=utf-8", **headers})


def unless_known(etag: str, behaviour: Behaviour) -> Behaviour:
    """304 for who has this version already."""

    def behave(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == etag
        (reply(304, ETag=etag) if known else behaviour)(handler)

    return behave


def drip(handler: Handler) -> None:
    """A header and then a byte now and then, so that the connection never falls silent."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.server.fake.over.wait(0.02):
        handler.wfile.write(b"a")


def hang_up(handler: Handler) -> None:
    """The connection ends in the middle of the answer."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")
    handler.close_connection = True
