"""One signed message to one address, within bounds of place, time and size."""

from __future__ import annotations

import contextlib
import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final

from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as SilenceError
from urllib3.response import HTTPResponse

from services.outbound_addresses import (
    AddressRefused,
    NameUnresolved,
    OutboundRules,
    Resolver,
    open_connection,
    resolve_destination,
    resolve_host,
)

# A receiver only says that it has it; what it says beyond that is read to be polite, and thrown away.
_MOST_BYTES: Final = 16 * 1024
_LONGEST_RETRY_AFTER: Final = 24 * 3600
_HEADERS: Final = {
    "Accept-Encoding": "identity",
    "Connection": "close",
    "Content-Type": "application/json",
    "User-Agent": "OnRecord",
}
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt went. `status` is None without an answer; `error` is None when it was delivered."""

    status: int | None
    error: str | None
    duration_ms: int
    retry_after: float = 0.0
    """The pause in seconds that the receiver asked for."""


@dataclass(frozen=True, slots=True)
class Sender:
    """How messages go out. `seconds` is for all of one: connecting, sending, and the answer."""

    rules: OutboundRules
    seconds: float = 10.0
    resolver: Resolver = resolve_host
    ssl_context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Send it once. Whatever goes wrong is told in the outcome, in words of ours; a redirect is not followed."""
        begun = time.monotonic()
        status, error, retry_after = self._exchange(url, body, headers)
        return Outcome(status, error, round((time.monotonic() - begun) * 1000), retry_after)

    def _exchange(
        self, url: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int | None, str | None, float]:
        answer: HTTPResponse | None = None
        fault: str | None = None
        try:
            destination = resolve_destination(url, self.rules, resolver=self.resolver)
            with open_connection(
                destination, seconds=self.seconds, ssl_context=self.ssl_context
            ) as connection:
                given = {"Host": destination.host_header, **_HEADERS, **headers}
                connection.request("POST", destination.target, body, given, preload_content=False)
                answer = connection.getresponse()
                with contextlib.closing(answer):
                    answer.read(_MOST_BYTES, decode_content=False)
        except AddressRefused as error:
            fault = f"refused: {error}"
        except NameUnresolved as error:
            fault = str(error)
        except (TimeoutError, SilenceError):
            fault = f"no answer within {self.seconds:g} seconds"
        except ssl.SSLError:
            fault = "no secure connection could be made"
        except ConnectionRefusedError:
            fault = "the connection was refused"
        except (HTTPError, HTTPException, OSError):
            fault = "the connection broke"
        except Exception:
            # One message that cannot be sent must not keep all others.
            _logger.exception("a webhook's message could not be sent")
            fault = "it could not be sent"
        if answer is None:
            return None, fault, 0.0
        # With the status all is said; whether the rest came does not matter.
        status = answer.status
        if 200 <= status < 300:
            return status, None, 0.0
        if 300 <= status < 400:
            return status, f"status {status}: redirects are not followed", 0.0
        return status, f"status {status}", _pause(answer.headers.get("Retry-After", ""))


def _pause(asked: str) -> float:
    # A moment instead of seconds is rare here, and our own schedule will do.
    asked = asked.strip()
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    return float(min(int(asked), _LONGEST_RETRY_AFTER)) if is_number else 0.0
