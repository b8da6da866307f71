"""One name for each request, so that a client's report and the log speak of the same one."""

from __future__ import annotations

import re
import time
import uuid
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from api.routes import route_template

HEADER = "X-Request-Id"
ABOUT_REQUEST = "onrecord.request"
"""Where the WSGI environment says what the log is to know of a request: `request_id`, `route` and `key`."""
STARTED = "onrecord.started"
"""Where it says when the request came, by `time.perf_counter`."""

# Anything else could forge log lines or be too long to keep.
_ACCEPTED = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def register_request_ids(app: Flask) -> None:
    """Answer with the id of every request, and tell the server's log about it."""
    app.before_request(_begin)
    app.after_request(_add_header)


def log_context() -> dict[str, Any]:
    """What every line has that is logged during a request: its id."""
    return {"request_id": request_id()} if has_request_context() else {}


def request_id() -> str:
    """The id the client sent, if it has the accepted form, or a new one."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _ACCEPTED.fullmatch(sent) else uuid.uuid4().hex
    return str(g.request_id)


def _begin() -> None:
    request.environ[STARTED] = time.perf_counter()


def _add_header(response: Response) -> Response:
    asking = g.get("caller")
    request.environ[ABOUT_REQUEST] = {
        "request_id": request_id(),
        "route": route_template(),
        "key": None if asking is None else asking.prefix,
    }
    response.headers[HEADER] = request_id()
    return response
