"""A gunicorn worker whose own errors are problem documents too: those before a request reaches the application."""

from __future__ import annotations

import json
import logging
import uuid
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http.errors import (
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import ThreadWorker

from api.problems import CONTENT_TYPE
from api.refusals import MalformedRequest
from api.request_ids import HEADER as REQUEST_ID_HEADER
from services.errors import ServiceError

log = logging.getLogger("onrecord.api")

# Everything else that cannot be parsed is plainly 400.
_STATUSES: dict[type[ParseException], HTTPStatus] = {
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}


class ProblemWorker(ThreadWorker):
    """Gunicorn's threaded worker, answering what it cannot read in the same form as the API."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that could not be read, or an answer that could not be sent."""
        answer = error_answer(exc)
        try:
            util.write_nonblock(client, answer)
        except OSError:
            log.debug("the client left before its error could be sent")


def error_answer(error: BaseException) -> bytes:
    """The whole HTTP answer to a request that ended in this error."""
    request_id = uuid.uuid4().hex
    kind: type[ServiceError]
    if isinstance(error, ParseException):
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
        f"{REQUEST_ID_HEADER}: {request_id}\r\n\r\n"
    )
    return head.encode("latin-1") + body
