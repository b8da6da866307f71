"""What is at an address that somebody else wrote, fetched within bounds of place, time and size.

Every connection goes to an address that services.outbound_addresses permits, every redirect is looked at anew, and no
proxy of the environment is used. robots.txt is not asked: what is fetched is named by a person or by a publisher's own
feed, as with a feed reader, and is not searched for further addresses.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from dataclasses import dataclass, field, replace
from email.message import Message
from http.client import HTTPException
from typing import Final
from urllib.parse import urljoin

from urllib3.exceptions import DecodeError, HTTPError
from urllib3.exceptions import TimeoutError as SilenceError
from urllib3.response import HTTPResponse

from services.errors import AddressNotAllowed, PageRefused, PageTimedOut, PageTooLarge, PageUnreachable
from services.outbound_addresses import (
    AddressRefused,
    Destination,
    NameUnresolved,
    OutboundRules,
    Resolver,
    open_connection,
    resolve_destination,
    resolve_host,
)
from services.settings import Settings

MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ENCODINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_LONGEST_HEADER: Final = 1000


@dataclass(frozen=True, slots=True)
class Conditions:
    """What was kept of an earlier answer, so that the server can say that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is at `url`, the address after all redirects. `content` is None where nothing has changed since."""

    url: str
    content: bytes | None
    content_type: str
    """In small letters, without parameters; empty if the server named none."""
    charset: str | None
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How addresses are fetched. `seconds` is for all of it: connections, redirects, and the last byte."""

    rules: OutboundRules
    user_agent: str
    seconds: float
    most_bytes: int
    resolver: Resolver = resolve_host
    ssl_context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, url: str, *, accept: str, conditions: Conditions = Conditions()) -> Fetched:
        """What is there now.

        Raises AddressNotAllowed, PageUnreachable, PageTimedOut (a name that resolves slowly adds to the time),
        PageRefused and PageTooLarge.
        """
        deadline = time.monotonic() + self.seconds
        for _ in range(MOST_REDIRECTS + 1):
            found = self._exchange(url, self._headers(accept, conditions), deadline)
            if isinstance(found, str):
                url = found
                continue
            if found.content is None and conditions == Conditions():
                raise _refused(304)
            return found
        raise PageUnreachable(f"The address redirects more than {MOST_REDIRECTS} times.")

    def _exchange(self, url: str, headers: dict[str, str], deadline: float) -> Fetched | str:
        """What is there, or the address that it redirects to."""
        destination = self._resolve(url)
        try:
            with open_connection(
                destination, seconds=_left(deadline), ssl_context=self.ssl_context
            ) as connection:
                headers = {"Host": destination.host_header, **headers}
                connection.request("GET", destination.target, headers=headers, preload_content=False)
                with contextlib.closing(connection.getresponse()) as response:
                    return self._read(response, url)
        except (TimeoutError, SilenceError) as error:
            raise PageTimedOut(f"The page did not come within {self.seconds:g} seconds.") from error
        except DecodeError as error:
            raise PageUnreachable("The page is compressed in a way that cannot be read.") from error
        except ssl.SSLError as error:
            raise PageUnreachable("No secure connection to the page's server could be made.") from error
        except (HTTPError, HTTPException, OSError) as error:
            raise PageUnreachable("The page's server cannot be reached, or ended the connection.") from error

    def _resolve(self, url: str) -> Destination:
        try:
            return resolve_destination(url, self.rules, resolver=self.resolver)
        except AddressRefused as error:
            raise AddressNotAllowed(f"This address is not fetched from: {error}.") from error
        except NameUnresolved as error:
            raise PageUnreachable("The name of the page's server has no address.") from error

    def _headers(self, accept: str, conditions: Conditions) -> dict[str, str]:
        headers = {
            "Accept": accept,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en, *;q=0.5",
            "Connection": "close",
            "User-Agent": self.user_agent,
        }
        if conditions.etag is not None:
            headers["If-None-Match"] = conditions.etag
        if conditions.last_modified is not None:
            headers["If-Modified-Since"] = conditions.last_modified
        return headers

    def _read(self, response: HTTPResponse, url: str) -> Fetched | str:
        if response.status in _REDIRECTS and response.headers.get("Location"):
            return _join(url, response.headers["Location"])
        about = Message()
        content_type = _header(response, "Content-Type")
        about["Content-Type"] = content_type or ""
        fetched = Fetched(
            url,
            None,
            "" if content_type is None else about.get_content_type(),
            about.get_content_charset(),
            Conditions(_header(response, "ETag"), _header(response, "Last-Modified")),
        )
        if response.status == 304:
            return fetched
        if response.status != 200:
            raise _refused(response.status)
        return replace(fetched, content=self._content(response))

    def _content(self, response: HTTPResponse) -> bytes:
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise PageUnreachable("The page is compressed in a way that was not asked for.")
        # One byte more than may come tells a page that is too long, packed or unpacked.
        content = response.read(self.most_bytes + 1, decode_content=True)
        if len(content) > self.most_bytes:
            raise PageTooLarge(f"The page has more than {self.most_bytes} bytes; longer ones are not read.")
        return content


def open_fetcher(settings: Settings) -> Fetcher:
    """The fetcher that the settings ask for. Nothing is asked yet."""
    return Fetcher(
        OutboundRules.parse(
            schemes=["http", "https"], ports=settings.fetch_ports, networks=settings.fetch_networks
        ),
        settings.fetch_user_agent,
        settings.fetch_seconds,
        settings.fetch_max_bytes,
    )


def _refused(status: int) -> PageRefused:
    return PageRefused(f"The page's server answered with status {status}, not 200.", page_status=status)


def _left(deadline: float) -> float:
    return max(0.001, deadline - time.monotonic())


def _join(url: str, location: str) -> str:
    try:
        return urljoin(url, location.strip())
    except ValueError:
        raise AddressNotAllowed("The address redirects to something that is no web address.") from None


def _header(response: HTTPResponse, name: str) -> str | None:
    """A header's value; None for one that is missing, too long, or could not be sent back as it came."""
    value = response.headers.get(name)
    is_fit = value is not None and len(value) <= _LONGEST_HEADER and value.isascii() and value.isprintable()
    return value.strip() or None if value is not None and is_fit else None
