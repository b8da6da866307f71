"""What somebody else's address leads to is fetched, and nothing that is not for us, not for ever, not without end."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import zlib
from collections.abc import Iterator

import pytest

from services.errors import (
    AddressNotAllowed,
    PageRefused,
    PageTimedOut,
    PageTooLarge,
    PageUnreachable,
)
from services.fetching import Conditions, Fetcher, open_fetcher
from services.outbound_addresses import OutboundRules
from services.settings import Settings
from tests.services.local_server import reply, wait
from tests.services.page_server import PageServerFake, drip, hang_up, page, page_server


@pytest.fixture
def server() -> Iterator[PageServerFake]:
    with page_server() as fake:
        yield fake


def fetch(fetcher: Fetcher, url: str) -> bytes:
    content = fetcher.fetch(url, accept="text/html").content
    assert content is not None
    return content


def test_a_page_comes_with_what_its_server_says_of_it(server: PageServerFake) -> None:
    server.pages["/a?b=1"] = page("<p>Böe</p>", ETag='"one"', Last_Modified="Tue, 04 Mar 2025 10:00:00 GMT")
    fetched = server.fetcher().fetch(server.address("/a?b=1#c"), accept="text/html")
    assert fetched.content == "<p>Böe</p>".encode()
    assert (fetched.content_type, fetched.charset) == ("text/html", "utf-8")
    assert fetched.conditions == Conditions('"one"', "Tue, 04 Mar 2025 10:00:00 GMT")
    (asked,) = server.asked
    assert asked.headers["Host"] == f"pages.example:{server.port}"
    assert asked.headers["User-Agent"] == "OnRecord-Test"
    assert "Cookie" not in asked.headers


def test_what_has_not_changed_is_not_sent_again(server: PageServerFake) -> None:
    server.pages["/"] = reply(304)
    fetched = server.fetcher().fetch(
        server.address("/"), accept="text/html", conditions=Conditions('"one"', "yesterday")
    )
    assert fetched.content is None
    assert server.asked[0].headers["If-None-Match"] == '"one"'
    assert server.asked[0].headers["If-Modified-Since"] == "yesterday"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_told(server: PageServerFake, status: int) -> None:
    server.pages["/a/b"] = reply(status, Location="../c?d")
    server.pages["/c?d"] = page("here")
    fetched = server.fetcher().fetch(server.address("/a/b"), accept="text/html")
    assert (fetched.url, fetched.content) == (server.address("/c?d"), b"here")


def test_endless_redirects_end(server: PageServerFake) -> None:
    server.pages["/"] = reply(302, Location="/")
    with pytest.raises(PageUnreachable, match="more than 5 times"):
        fetch(server.fetcher(), server.address("/"))
    assert len(server.asked) == 6


LOCAL = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.0.0.8/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://192.0.2.1/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[fd00::1]/",
    "http://[ff02::1]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
]
ELSEWHERE = [
    "http://pages.example:22/",
    "http://pages.example:8080/",
    "ftp://pages.example/",
    "file:///etc/passwd",
    "gopher://pages.example/",
    "http://user:pass@pages.example/",
    "http://pages.example\\@127.0.0.1/",
    "http:///path",
    "//pages.example/",
    "javascript:alert(1)",
]


THIS_SERVER = ipaddress.ip_network("127.0.0.1/32")


def refuse_to_resolve(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize("url", LOCAL + ELSEWHERE)
def test_an_address_that_is_not_public_is_refused_unasked(url: str) -> None:
    fetcher = Fetcher(OutboundRules(), "OnRecord", 5, 1000, resolver=refuse_to_resolve)
    with pytest.raises(AddressNotAllowed):
        fetcher.fetch(url, accept="text/html")


@pytest.mark.parametrize(
    "url", [*LOCAL[1:-2], "http://127.0.0.3/", "http://pages.example:22/", "file:///etc/passwd", "//[::1/"]
)
def test_a_redirect_is_looked_at_like_any_address(server: PageServerFake, url: str) -> None:
    server.pages["/"] = reply(302, Location=url)
    rules = OutboundRules(ports=frozenset({80, server.port}), networks=(THIS_SERVER,))
    with pytest.raises(AddressNotAllowed):
        fetch(server.fetcher(rules=rules), server.address("/"))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1%1"]
)
def test_a_name_that_leads_inside_is_refused(server: PageServerFake, address: str) -> None:
    fetcher = Fetcher(OutboundRules(), "OnRecord", 5, 1000, resolver=lambda *_: [address])
    with pytest.raises(AddressNotAllowed, match="no public place"):
        fetcher.fetch("http://inside.example/", accept="text/html")


def test_a_name_is_resolved_once_and_the_connection_goes_there(server: PageServerFake) -> None:
    answers = [["127.0.0.1"]]
    server.pages["/"] = page("here")
    fetcher = server.fetcher(resolver=lambda *_: answers.pop())
    assert fetch(fetcher, server.address("/")) == b"here"
    assert answers == []


def test_a_name_without_an_address_is_unreachable(server: PageServerFake) -> None:
    def fail(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(PageUnreachable, match="name"):
        fetch(server.fetcher(resolver=fail), server.address("/"))


def test_nobody_listening_is_unreachable(server: PageServerFake) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        rules = OutboundRules(ports=frozenset({port}), networks=server.fetcher().rules.networks)
        with pytest.raises(PageUnreachable, match="cannot be reached"):
            fetch(server.fetcher(rules=rules), f"http://pages.example:{port}/")


def test_who_does_not_speak_tls_is_unreachable(server: PageServerFake) -> None:
    with pytest.raises(PageUnreachable, match="secure connection"):
        fetch(server.fetcher(), server.address("/").replace("http:", "https:"))


def test_an_answer_that_breaks_off_is_no_page(server: PageServerFake) -> None:
    server.pages["/"] = hang_up
    with pytest.raises(PageUnreachable, match="ended the connection"):
        fetch(server.fetcher(), server.address("/"))


@pytest.mark.parametrize("behaviour", [wait, drip], ids=["silent", "dripping"])
def test_no_server_holds_us_longer_than_the_time(server: PageServerFake, behaviour: object) -> None:
    server.pages["/"] = behaviour  # type: ignore[assignment]
    with pytest.raises(PageTimedOut, match=r"within 0\.3 seconds"):
        fetch(server.fetcher(seconds=0.3), server.address("/"))


def test_a_tls_handshake_that_never_ends_is_cut(server: PageServerFake) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        rules = OutboundRules(ports=frozenset({port}), networks=server.fetcher().rules.networks)
        with pytest.raises(PageTimedOut):
            fetch(server.fetcher(rules=rules, seconds=0.3), f"https://pages.example:{port}/")


@pytest.mark.parametrize("status", [201, 204, 304, 401, 403, 404, 410, 429, 500, 503])
def test_another_status_is_told(server: PageServerFake, status: int) -> None:
    server.pages["/"] = reply(status)
    with pytest.raises(PageRefused) as refused:
        fetch(server.fetcher(), server.address("/"))
    assert refused.value.members == {"page_status": status}


@pytest.mark.parametrize("size", [1000, 1001])
@pytest.mark.parametrize("packed", ["", "gzip", "deflate"])
def test_a_page_is_read_up_to_the_cap_once_unpacked(server: PageServerFake, size: int, packed: str) -> None:
    pack = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress}[packed]
    headers = {"Content_Encoding": packed} if packed else {}
    server.pages["/"] = reply(200, pack(b"a" * size), Content_Type="text/html", **headers)
    fetcher = server.fetcher(most_bytes=1000)
    if size <= 1000:
        assert fetch(fetcher, server.address("/")) == b"a" * size
    else:
        with pytest.raises(PageTooLarge):
            fetch(fetcher, server.address("/"))


def test_a_small_page_that_unpacks_without_end_is_not_unpacked(server: PageServerFake) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server.pages["/"] = reply(200, bomb, Content_Type="text/html", Content_Encoding="gzip")
    assert len(bomb) < 100_000
    with pytest.raises(PageTooLarge):
        fetch(server.fetcher(most_bytes=100_000), server.address("/"))


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"abc"), ("gzip", b"not packed"), ("gzip, br", b"abc")]
)
def test_what_cannot_be_unpacked_is_no_page(server: PageServerFake, encoding: str, body: bytes) -> None:
    server.pages["/"] = reply(200, body, Content_Type="text/html", Content_Encoding=encoding)
    with pytest.raises(PageUnreachable, match="compressed"):
        fetch(server.fetcher(), server.address("/"))


def test_no_proxy_of_the_environment_is_used(server: PageServerFake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    server.pages["/"] = page("here")
    assert fetch(server.fetcher(), server.address("/")) == b"here"


def test_headers_that_could_not_be_sent_back_are_not_kept(server: PageServerFake) -> None:
    server.pages["/"] = page("here", ETag='"' + "a" * 2000 + '"', Last_Modified="g\xeastern")
    assert server.fetcher().fetch(server.address("/"), accept="text/html").conditions == Conditions()


def test_by_default_only_the_web_is_fetched_from() -> None:
    fetcher = open_fetcher(Settings())
    assert fetcher.rules == OutboundRules()
    assert (fetcher.rules.ports, fetcher.rules.networks) == (frozenset({80, 443}), ())
