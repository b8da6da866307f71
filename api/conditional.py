"""ETags made of version numbers, and the conditions a request puts on them (RFC 9110, section 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from flask import Flask, Response, g, request
from werkzeug.http import quote_etag

from api.refusals import PreconditionRequired
from services.errors import VersionMismatch

Version = tuple[str, int, int]
"""What kind of row, its id, and its version."""

REPRESENTATION = 4
"""Raise it when a representation gains or loses something, or clients keep the old form for ever."""


def register_entity_tags(app: Flask) -> None:
    """Send the tag of what the view answered with, and 304 instead of what the client already has."""
    app.after_request(_add_entity_tag)


def entity_tag(versions: Iterable[Version]) -> str:
    """The tag of a representation made of these rows; it changes exactly when one of them does."""
    return hashlib.sha256(repr((REPRESENTATION, sorted(versions))).encode()).hexdigest()[:32]


def answer_with_tag(tag: str) -> None:
    """Name the tag of what this request answers with."""
    g.entity_tag = tag


def answered_tag() -> str | None:
    """The ETag header of what this request answers with, if it has a tag."""
    tag = g.get("entity_tag")
    return None if tag is None else quote_etag(tag)


def require_match(tag: str, *, required: bool) -> bool:
    """Hold the request's If-Match against the current tag; answers whether there is one.

    Raises PreconditionRequired when it is missing but required, VersionMismatch when it names another version.
    """
    if "If-Match" not in request.headers:
        if required:
            raise PreconditionRequired(
                "Send If-Match with the ETag that you read, so that no change gets lost."
            )
        return False
    if not request.if_match.contains(tag):
        raise VersionMismatch("It was changed since you read it. Read it again and repeat the change.")
    return True


def _add_entity_tag(response: Response) -> Response:
    tag = g.get("entity_tag")
    if tag is None or not 200 <= response.status_code < 300:
        return response
    response.headers["ETag"] = quote_etag(tag)
    if request.method in {"GET", "HEAD"} and request.if_none_match.contains_weak(tag):
        response.status_code = 304
        response.set_data(b"")
        for header in ("Content-Type", "Content-Length"):
            response.headers.pop(header, None)
    return response
