"""What a stranger's URL may make this server connect to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from services.outbound_addresses import (
    AddressRefused,
    Destination,
    NameUnresolved,
    OutboundRules,
    Resolver,
    open_connection,
    read_destination,
    resolve_destination,
)

RULES = OutboundRules()
PUBLIC = "93.184.215.14"
CERTIFICATE = Path(__file__).parent / "certificates" / "hooks.torland.example.pem"


def _answering(*addresses: str) -> Resolver:
    return lambda _host, _port: addresses


def _unreachable(_host: str, _port: int) -> Sequence[str]:
    raise AssertionError("no name may be resolved")


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.9",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d70e",
        "64:ff9b:1::7f00:1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:5db8:d70e::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_what_is_no_public_place_is_refused_by_number_and_by_name(address: str) -> None:
    place = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused, match="no public place"):
        resolve_destination(f"https://{place}/", RULES, resolver=_unreachable)
    with pytest.raises(AddressRefused, match="no public place"):
        resolve_destination("https://hooks.torland.example/", RULES, resolver=_answering(address))


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])
def test_what_is_a_public_place_is_let_through(address: str) -> None:
    place = f"[{address}]" if ":" in address else address
    assert resolve_destination(f"https://{place}/", RULES, resolver=_unreachable).address == address
    named = resolve_destination("https://hooks.torland.example/", RULES, resolver=_answering(address))
    assert (named.host, named.address) == ("hooks.torland.example", address)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.1.",
        "0x",
        "1.2.3.4.5",
        "256.0.0.1",
        "010.0.0.1",
        "hooks.0x7f",
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[::1",
        "[v1.x]",
        "[hooks.torland.example]",
        "①②⑦.⓪.⓪.①",
        "１２７.0.0.1",
        "127。0。0。1",
        "hooks..example",
        ".example",
        "-hooks.example",
        "ho oks.example",
        "hooks%2eexample",
        "hooks.example%00",
        "x" * 64 + ".example",
        "xn--" + "é" * 3 + ".example",
        "ho\\oks.example",
        "",
    ],
)
def test_hosts_in_disguise_are_refused_before_any_name_is_resolved(host: str) -> None:
    with pytest.raises(AddressRefused):
        resolve_destination(f"https://{host}/", RULES, resolver=_unreachable)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://hooks.torland.example/", "must start with"),
        ("file:///etc/passwd", "must start with"),
        ("gopher://hooks.torland.example:80/", "must start with"),
        ("//hooks.torland.example/", "must start with"),
        ("hooks.torland.example", "must start with"),
        ("", "must start with"),
        ("https:hooks.torland.example", "must start with"),
        ("https://user:word@hooks.torland.example/", "user name"),
        ("https://hooks.torland.example@127.0.0.1/", "user name"),
        ("https://hooks.torland.example:22/", "port 22"),
        ("https://hooks.torland.example:0/", "port 0"),
        ("https://hooks.torland.example:70000/", "no.* web address"),
        ("https://hooks.torland.example:x/", "no.* web address"),
        ("https://hooks.torland.example/\r\nHost: other", "spaces"),
        ("https://hooks.torland.example/\x00", "spaces"),
        ("https://hooks.torland.example/a b", "spaces"),
        ("https://hooks.torland.example/\ud800", "spaces"),
        ("https://hooks.torland.example\\@127.0.0.1/", "backslashes"),
        ("https://hooks.torland.example/" + "a" * 2000, "2000"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        read_destination(url, RULES)


def test_only_the_schemes_that_the_rules_name_are_allowed() -> None:
    rules = OutboundRules(schemes=frozenset({"https"}))
    with pytest.raises(AddressRefused, match=r"must start with https://$"):
        read_destination("http://hooks.torland.example/", rules)


def test_a_refusal_does_not_repeat_the_address() -> None:
    for url in ("https://user:word@hooks.torland.example/", "https://10.0.0.1/secret"):
        with pytest.raises(AddressRefused) as refused:
            read_destination(url, RULES)
        assert not {"word", "10.0.0.1", "secret"} & set(str(refused.value).replace("/", " ").split())


def test_of_several_addresses_the_first_public_one_is_taken() -> None:
    resolver = _answering("10.0.0.1", "fe80::1%eth0", PUBLIC, "1.1.1.1")
    assert resolve_destination("https://hooks.torland.example/", RULES, resolver=resolver).address == PUBLIC


def test_a_name_is_resolved_once_and_never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    destination = resolve_destination(
        "http://hooks.torland.example/", RULES, resolver=lambda _host, _port: next(answers)
    )
    connected = []

    def refuse(place: tuple[str, int], **_: object) -> None:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", refuse)
    with pytest.raises(ConnectionRefusedError), open_connection(destination, seconds=1):
        raise AssertionError("there is no connection")
    assert connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("error", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_without_an_address_is_told_apart_from_a_refused_one(error: Exception) -> None:
    def fail(_host: str, _port: int) -> Sequence[str]:
        raise error

    for resolver in (fail, _answering()):
        with pytest.raises(NameUnresolved):
            resolve_destination("https://hooks.torland.example/", RULES, resolver=resolver)


def test_the_system_resolves_localhost_to_a_refused_address() -> None:
    for host in ("localhost", "LOCALHOST", "localhost."):
        with pytest.raises((AddressRefused, NameUnresolved)):
            resolve_destination(f"https://{host}/", RULES)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Hooks.Torland.Example", Destination("https", "hooks.torland.example", 443, "/")),
        ("http://hooks.torland.example:443/", Destination("http", "hooks.torland.example", 443, "/")),
        ("https://h.example/a%20b?x=%2F&y#part", Destination("https", "h.example", 443, "/a%20b?x=%2F&y")),
        ("https://h.example?x=1", Destination("https", "h.example", 443, "/?x=1")),
        ("https://h.example/ü?ä=[1]", Destination("https", "h.example", 443, "/%C3%BC?%C3%A4=[1]")),
        ("https://bücher.example/", Destination("https", "xn--bcher-kva.example", 443, "/")),
        ("https://h_1.example./", Destination("https", "h_1.example.", 443, "/")),
        (
            "https://[2606:4700:4700:0::1111]/",
            Destination("https", "2606:4700:4700::1111", 443, "/", "2606:4700:4700::1111"),
        ),
    ],
)
def test_an_address_is_read_as_it_goes_into_the_request(url: str, expected: Destination) -> None:
    assert read_destination(url, RULES) == expected


@pytest.mark.parametrize(
    ("url", "header"),
    [
        ("https://h.example/", "h.example"),
        ("https://h.example:443/", "h.example"),
        ("https://h.example:80/", "h.example:80"),
        ("http://[2606:4700:4700::1111]:443/", "[2606:4700:4700::1111]:443"),
    ],
)
def test_the_host_header_names_host_and_unusual_port(url: str, header: str) -> None:
    assert read_destination(url, RULES).host_header == header


def test_settings_may_open_ports_and_networks() -> None:
    rules = OutboundRules.parse(schemes=["http"], ports="80, 8443", networks="127.0.0.0/8, fd00::/8")
    assert read_destination("http://127.0.0.1:8443/", rules).address == "127.0.0.1"
    assert read_destination("http://[fd00::1]/", rules).address == "fd00::1"
    for refused in (
        "http://10.0.0.1/",
        "http://127.0.0.1:443/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
    ):
        with pytest.raises(AddressRefused):
            read_destination(refused, rules)
    assert OutboundRules.parse(schemes=["http"], ports="80", networks="").networks == ()


@pytest.mark.parametrize(
    ("ports", "networks", "why"),
    [
        ("x", "", "invalid literal"),
        ("0", "", "from 1 to 65535"),
        ("65536", "", "from 1 to 65535"),
        ("80;443", "", "invalid literal"),
        ("80", "127.0.0.1/8", "host bits"),
        ("80", "localhost", "not appear to be"),
    ],
)
def test_settings_of_the_wrong_form_are_refused(ports: str, networks: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        OutboundRules.parse(schemes=["http"], ports=ports, networks=networks)


def test_a_destination_without_an_address_cannot_be_connected_to() -> None:
    unresolved = read_destination("https://h.example/", RULES)
    with pytest.raises(ValueError, match="resolve"), open_connection(unresolved, seconds=1):
        raise AssertionError("there is no connection")


class _Server(ThreadingHTTPServer):
    def __init__(self, *, secure: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.names: list[str | None] = []
        self.hosts: list[str | None] = []
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            context.sni_callback = lambda _socket, name, _context: self.names.append(name)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, *_: object) -> None:
        """Who does not trust the certificate hangs up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.hosts.append(self.headers["Host"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not on standard error."""


@contextlib.contextmanager
def _serving(*, secure: bool) -> Iterator[_Server]:
    server = _Server(secure=secure)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _status(server: _Server, url: str, *, trusted: ssl.SSLContext | None = None) -> int:
    port = server.server_address[1]
    rules = OutboundRules.parse(schemes=["http", "https"], ports=str(port), networks="127.0.0.0/8")
    destination = resolve_destination(
        url.format(port=port), rules, resolver=lambda _host, _port: ["127.0.0.1"]
    )
    with open_connection(destination, seconds=30, ssl_context=trusted) as connection:
        connection.request("GET", destination.target, headers={"Host": destination.host_header})
        return connection.getresponse().status


def test_the_connection_goes_to_the_address_and_names_the_host() -> None:
    with _serving(secure=False) as server:
        assert _status(server, "http://hooks.torland.example:{port}/") == 204
        assert server.hosts == [f"hooks.torland.example:{server.server_address[1]}"]


def test_tls_asks_for_the_host_and_checks_the_certificate_against_it() -> None:
    trusted = ssl.create_default_context(cafile=str(CERTIFICATE))
    with _serving(secure=True) as server:
        assert _status(server, "https://hooks.torland.example:{port}/", trusted=trusted) == 204
        assert server.names == ["hooks.torland.example"]
        for url in ("https://other.torland.example:{port}/", "https://127.0.0.1:{port}/"):
            with pytest.raises(ssl.SSLError):
                _status(server, url, trusted=trusted)
        with pytest.raises(ssl.SSLError):
            _status(server, "https://hooks.torland.example:{port}/")
        assert len(server.hosts) == 1


def _drip(listening: socket.socket, over: threading.Event) -> None:
    connected, _ = listening.accept()
    with connected, contextlib.suppress(OSError):
        # The beginning of a TLS record of 16,384 bytes, which comes byte by byte.
        connected.sendall(b"\x16\x03\x03\x40\x00")
        while not over.wait(0.02):
            connected.sendall(b"\x02")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_whoever_drips_is_cut_off_in_the_handshake_and_after_it(scheme: str) -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=_drip, args=(listening, over))
        thread.start()
        destination = Destination(scheme, "hooks.torland.example", port, "/", "127.0.0.1")
        try:
            with pytest.raises(TimeoutError), open_connection(destination, seconds=0.3) as connection:
                connection.request("GET", "/")
                connection.getresponse()
        finally:
            over.set()
            thread.join()
