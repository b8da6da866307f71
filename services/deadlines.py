"""An end to a connection that drips: a socket's own time-out begins anew with each byte that comes."""

from __future__ import annotations

import contextlib
import socket
import threading


class Deadline:
    """Ends a connection when its time is over, whatever it is doing; to be used in a `with` block around the work."""

    def __init__(self, connected: socket.socket, seconds: float) -> None:
        self._is_over = False
        self._socket = connected
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raises TimeoutError when the time was over: what came until then may look whole."""
        self._timer.cancel()
        if self._is_over:
            raise TimeoutError("the time was over") from error

    def _end(self) -> None:
        self._is_over = True
        # It may have been closed already.
        with contextlib.suppress(OSError):
            # Not that of a TLS socket, which would take the encryption away from under the reader.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
