"""Which addresses this server may be made to connect to by an URL that somebody else wrote.

Without it, whoever may name an URL reaches what only this machine reaches: its own ports, its neighbours, the keys
that a cloud gives out at 169.254.169.254. A name is resolved once and the connection goes to the very address that was
looked at, so a name that answers otherwise the second time gains nothing. A redirect is another URL: look at it anew.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlsplit

from urllib3.connection import HTTPConnection

from services.deadlines import Deadline

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Sequence[str]]
"""The addresses of a name and port, as text, best first. Raises OSError or UnicodeError when it has none."""

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_URL: Final = 2000
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
# As browsers tell a number from a name; inet_aton would take 0x7f.1, 0177.1 and 2130706433 for 127.0.0.1.
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
# All that IANA gives out for the Internet; around it are the mapped, translated, private and local ones.
_INTERNET_6: Final = ipaddress.IPv6Network("2000::/3")
# Global by the registry, or by some versions of Python, and still no place for a stranger's URL to lead to.
_REFUSED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata is at 192.0.0.192
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # the host agent of Azure's machines
        "2001::/23",  # Teredo, which carries an IPv4 address, and other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",  # documentation
    )
)


class AddressRefused(Exception):
    """The URL must not be connected to; the message says why and what would do, without repeating the URL."""


class NameUnresolved(Exception):
    """The host's name has no address now; that may change."""


@dataclass(frozen=True, slots=True)
class OutboundRules:
    """What may be connected to. `networks` are reachable although they are private, such as 127.0.0.0/8 in a test."""

    schemes: frozenset[str] = frozenset({"http", "https"})
    ports: frozenset[int] = frozenset({80, 443})
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, *, schemes: Sequence[str], ports: str, networks: str) -> OutboundRules:
        """From settings such as "80,443" and "10.1.0.0/16,fd00::/8". Raises ValueError for what is neither."""
        numbers = [int(port) for port in ports.split(",") if port.strip()]
        if not all(0 < number < 65536 for number in numbers):
            raise ValueError("a port is from 1 to 65535")
        allowed = tuple(ipaddress.ip_network(each.strip()) for each in networks.split(",") if each.strip())
        return cls(frozenset(schemes), frozenset(numbers), allowed)

    def permits(self, address: Address) -> bool:
        """Whether a connection to this address may be made."""
        return is_public(address) or any(address in network for network in self.networks)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an URL leads. `address` is what to connect to; None until the host's name was resolved."""

    scheme: str
    host: str
    """In ASCII and small letters, an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query, as they go into the request line."""
    address: str | None = None

    @property
    def host_header(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(address: Address) -> bool:
    """Whether the address belongs to the Internet: not private, local, multicast, reserved, mapped or translated."""
    # multicast addresses count as global.
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if address.version == 6 and address not in _INTERNET_6:
        return False
    return not any(address in network for network in _REFUSED)


def read_destination(url: str, rules: OutboundRules) -> Destination:
    """Where an URL leads, by its form alone: no name is resolved. Raises AddressRefused."""
    if len(url) > _LONGEST_URL:
        raise AddressRefused(f"an address must have at most {_LONGEST_URL} characters")
    if any(character.isspace() or not character.isprintable() for character in url) or "\\" in url:
        raise AddressRefused("an address must not contain spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("this is not a web address") from None
    scheme = parts.scheme.lower()
    if scheme not in rules.schemes or scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise AddressRefused(
            f"an address must start with {' or '.join(f'{each}://' for each in sorted(rules.schemes))}"
        )
    if "@" in parts.netloc:
        raise AddressRefused("an address must not have a user name or password in it")
    port = _DEFAULT_PORTS[scheme] if port is None else port
    if port not in rules.ports:
        raise AddressRefused(
            f"port {port} is not allowed; allowed are {', '.join(map(str, sorted(rules.ports)))}"
        )
    if "[" in parts.netloc and ":" not in parts.hostname:
        raise AddressRefused("this is not a web address: only an IPv6 address stands in brackets")
    host = _read_host(parts.hostname)
    literal = _literal(host)
    if literal is not None and not rules.permits(literal):
        raise _not_public()
    # What is escaped stays so; what HTTP cannot carry is escaped.
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~[]")
    return Destination(scheme, host, port, target, None if literal is None else str(literal))


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a name. Raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for _, _, _, _, place in found))


def resolve_destination(url: str, rules: OutboundRules, *, resolver: Resolver = resolve_host) -> Destination:
    """Where an URL leads, with the address to connect to: the first permitted one of the host's.

    Raises AddressRefused, also when none of the addresses is permitted, and NameUnresolved.
    """
    destination = read_destination(url, rules)
    if destination.address is not None:
        return destination
    try:
        found = resolver(destination.host, destination.port)
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise NameUnresolved("the host's name has no address")
    for text in found:
        address = _literal(text)
        if address is not None and rules.permits(address):
            return replace(destination, address=str(address))
    raise _not_public()


@contextlib.contextmanager
def open_connection(
    destination: Destination, *, seconds: float, ssl_context: ssl.SSLContext | None = None
) -> Iterator[HTTPConnection]:
    """A connection to exactly the destination's address, with TLS checked against its host's name.

    It is cut after `seconds`, whatever it is doing: connecting, shaking hands or dripping; then TimeoutError is raised.
    Every request needs the header `Host` with `destination.host_header`. No redirect is followed and no proxy used.
    Raises OSError (ssl.SSLError among them) when no connection can be made.
    """
    if destination.address is None:
        raise ValueError("the destination has no address; resolve it first")
    deadline = time.monotonic() + seconds
    plain = socket.create_connection((destination.address, destination.port), timeout=seconds)
    connection = HTTPConnection(destination.host, destination.port, timeout=seconds)
    with (
        contextlib.closing(plain),
        contextlib.closing(connection),
        Deadline(plain, max(0.001, deadline - time.monotonic())),
    ):
        connection.sock = plain
        if destination.scheme == "https":
            # Of a second handle, since a socket that was wrapped is no longer there for the deadline to end.
            context = ssl_context or ssl.create_default_context()
            connection.sock = context.wrap_socket(plain.dup(), server_hostname=destination.host)
        yield connection


def _read_host(host: str) -> str:
    if ":" in host:
        # A zone ("fe80::1%eth0") names one of this machine's cables.
        if "%" in host or _literal(host) is None:
            raise AddressRefused("this is not a web address: its host is no IPv6 address")
        return str(ipaddress.IPv6Address(host))
    try:
        # First, because it turns other digits and dots into the plain ones.
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise AddressRefused("this is not a web address: its host is no name") from None
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        if _literal(name) is None:
            raise AddressRefused(
                "an IPv4 address must be written as four decimal numbers, without leading zeros"
            )
        return name
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressRefused("this is not a web address: its host is no name")
    return name


def _literal(host: str) -> Address | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return None if address.version == 6 and address.scope_id is not None else address


def _not_public() -> AddressRefused:
    return AddressRefused(
        "the address leads to no public place: private, local and reserved networks are refused"
    )
