"""A gunicorn worker whose own errors are problem documents too: those before a request reaches the application."""

from __future__ import annotations

import errno
import json
import logging
import time
import uuid
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http.errors import (
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import TConn, ThreadWorker

from api.problems import CONTENT_TYPE
from api.refusals import MalformedRequest, ReceivedTooSlowly
from api.request_ids import HEADER as REQUEST_ID_HEADER
from api.routes import UNMATCHED
from api.security_headers import DATA_HEADERS
from api.timed_socket import TimedSocket, TooSlow
from services.errors import ServiceError
from services.metrics import metrics

log = logging.getLogger("onrecord.api")
access_log = logging.getLogger("onrecord.access")

# Everything else that cannot be parsed is plainly 400.
_STATUSES: dict[type[ParseException], HTTPStatus] = {
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}


class Connection(TConn):
    """A connection that may be closed twice."""

    def close(self, graceful: bool = False) -> None:
        """Close it; gracefully is to let the client read what was sent, which may take two seconds."""
        if self.sock.fileno() >= 0:
            super().close(graceful)


class ProblemWorker(ThreadWorker):
    """Gunicorn's threaded worker, answering what it cannot read in the same form as the API, and waiting for nobody.

    Gunicorn's `timeout` is about the process alone: without more, a client that sends one byte now and then would keep
    a thread for as long as it likes.
    """

    def accept(self, listener: Any) -> None:
        """Take a connection; it gets a thread when its first bytes are there."""
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED):
                return
            raise
        self.nr_conns += 1
        application: Any = self.app
        seconds = application.settings.receive_seconds
        timed = TimedSocket(accepted, seconds)
        conn = Connection(self.cfg, timed, address, listener.getsockname())
        conn.timeout = time.monotonic() + seconds
        self.pending_conns.append(conn)
        self.poller.register(timed, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: Any) -> Any:
        """Answer one request of a connection, whose time begins now."""
        conn.sock.begin_request()
        keeps = super().handle(conn)
        if keeps is False:
            # Gunicorn would do it in the thread that accepts, where one client that lingers keeps all others out.
            conn.close(graceful=True)
        return keeps

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that could not be read, or an answer that could not be sent."""
        answer = error_answer(exc)
        try:
            util.write_nonblock(client, answer)
        except OSError:
            log.debug("the client left before its error could be sent")

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)  # type: ignore[misc]
        # A connection that has asked nothing yet must not keep a server that is told to end.
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout or deadline, deadline)

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        try:
            return bool(super()._keepalive_after(conn, keepalive))  # type: ignore[misc]
        except TooSlow:
            # The answer was sent already; what is left of the body is nobody's.
            return False


def error_answer(error: BaseException) -> bytes:
    """The whole HTTP answer to a request that ended in this error."""
    request_id = uuid.uuid4().hex
    kind: type[ServiceError]
    if isinstance(error, TooSlow):
        kind = ReceivedTooSlowly
        status = HTTPStatus.REQUEST_TIMEOUT
        detail = "The request did not come in whole in time."
    elif isinstance(error, ParseException):
        kind = MalformedRequest
        status = _STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
        detail = (
            "The address is too long." if isinstance(error, LimitRequestLine) else "This is not valid HTTP."
        )
    else:
        kind = ServiceError
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        detail = "The request failed here through no fault of yours. Report its request_id."
        log.error("request %s could not be answered", request_id, exc_info=error)
    document = {
        "type": f"/problems/{kind.code}",
        "title": kind.title,
        "status": status.value,
        "detail": detail,
        "request_id": request_id,
    }
    body = json.dumps(document).encode() + b"\n"
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        f"Connection: close\r\n"
        f"Content-Type: {CONTENT_TYPE}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Cache-Control: no-store\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in DATA_HEADERS.items())
        + f"{REQUEST_ID_HEADER}: {request_id}\r\n\r\n"
    )
    metrics().refusals.labels(kind.code).inc()
    fields = {"request_id": request_id, "route": UNMATCHED, "status": status.value, "bytes": len(body)}
    access_log.info("unreadable request %d", status.value, extra={"fields": fields})
    return head.encode("latin-1") + body
