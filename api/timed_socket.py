"""A connection on which each request has to come in within a time, and answers have to be taken."""

from __future__ import annotations

import errno
import socket
import time
from typing import Any

from gunicorn.http.errors import ParseException

_PART_BYTES = 262_144
# Longer than gunicorn reads on after it has said its last word; it takes care of that time itself.
_CLOSING_SECONDS = 10


class TooSlow(ParseException):
    """The request did not come in whole in its time."""


class TimedSocket(socket.socket):
    """Takes the place of an accepted socket.

    `recv` raises TooSlow once `seconds` have passed since `begin_request`, however steadily bytes drip in. `sendall`
    raises ConnectionResetError when the client takes
    less than a quarter of a megabyte of a longer answer in as many.
    """

    def __init__(self, accepted: socket.socket, seconds: float) -> None:
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds

    def begin_request(self) -> None:
        """The time of the next request begins now."""
        self._deadline = time.monotonic() + self._seconds

    def recv(self, *arguments: Any) -> bytes:
        """As of every socket. Raises TooSlow, and TimeoutError when the timeout that was set is over before."""
        given = self.gettimeout()
        if given == 0:
            return super().recv(*arguments)
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TooSlow
        self.settimeout(left if given is None else min(left, given))
        try:
            return super().recv(*arguments)
        except TimeoutError:
            if given is not None and given < left:
                raise
            raise TooSlow from None
        finally:
            self.settimeout(given)

    def shutdown(self, how: int) -> None:
        """As of every socket; what is read afterwards, only to be thrown away, belongs to no request."""
        self._deadline = time.monotonic() + _CLOSING_SECONDS
        super().shutdown(how)

    def sendall(self, data: Any, *arguments: Any) -> None:
        """As of every socket. The time is that of each part, so a long answer may take longer."""
        given = self.gettimeout()
        self.settimeout(self._seconds if given is None else given)
        whole = memoryview(data)
        try:
            for start in range(0, len(whole), _PART_BYTES):
                super().sendall(whole[start : start + _PART_BYTES], *arguments)
        except TimeoutError:
            # Gunicorn knows this one as a client that left.
            raise ConnectionResetError(errno.ECONNRESET, "the client did not take its answer") from None
        finally:
            self.settimeout(given)
