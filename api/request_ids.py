"""One name for each request, so that a client's report and the log speak of the same one."""

from __future__ import annotations

import re
import uuid

from flask import Flask, Response, g, request

HEADER = "X-Request-Id"
# Anything else could forge log lines or be too long to keep.
_ACCEPTED = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def register_request_ids(app: Flask) -> None:
    """Answer with the id of every request."""
    app.after_request(_add_header)


def request_id() -> str:
    """The id the client sent, if it has the accepted form, or a new one."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _ACCEPTED.fullmatch(sent) else uuid.uuid4().hex
    return str(g.request_id)


def _add_header(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    return response
