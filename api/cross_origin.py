"""CORS: which pages of other sites may read answers in a browser.

Keys travel in a header and never in a cookie, so no request carries credentials that the page does not have.
"""

from __future__ import annotations

from flask import Flask, Response, request

from api.headers import IDEMPOTENCY_KEY

EVERY_ORIGIN = "*"
_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_REQUEST_HEADERS = f"Authorization, Content-Type, {IDEMPOTENCY_KEY}, If-Match, If-None-Match, X-Request-Id"
# Scripts see none but a few of an answer's headers unless they are named.
_ANSWER_HEADERS = (
    "Allow, Content-Disposition, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After,"
    " WWW-Authenticate, X-Request-Id"
)
_SECONDS = "600"


def register_cross_origin(app: Flask, origins: frozenset[str]) -> None:
    """Let pages of these origins read every answer, refusals too; does nothing for none.

    Comes before all that may refuse a request: a preflight carries no key, and only its answer lets the browser send
    the request that is then refused with a reason.
    """
    if not origins:
        return

    def answer_preflight() -> Response | None:
        if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
            return None
        if _allowed(origins) is None:
            return None
        response = Response(status=204)
        del response.headers["Content-Type"]
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
        response.headers["Access-Control-Max-Age"] = _SECONDS
        return response

    def add_headers(response: Response) -> Response:
        if EVERY_ORIGIN not in origins:
            # Also without the header, or a cache would hand one site the answer for another.
            response.vary.add("Origin")
        allowed = _allowed(origins)
        if allowed is not None:
            response.headers["Access-Control-Allow-Origin"] = allowed
            response.headers["Access-Control-Expose-Headers"] = _ANSWER_HEADERS
        return response

    app.before_request(answer_preflight)
    app.after_request(add_headers)


def _allowed(origins: frozenset[str]) -> str | None:
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    if EVERY_ORIGIN in origins:
        return EVERY_ORIGIN
    return origin if origin in origins else None
