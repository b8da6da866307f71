"""Headers that keep a browser from doing more with an answer than it should."""

from __future__ import annotations

from flask import Flask, Response, request

# An answer is data; whatever a browser makes of it, it may load and run nothing.
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
DOCUMENTATION_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def register_security_headers(app: Flask) -> None:
    """Add the headers to every answer; a view that needs a looser policy sets its own."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _DATA_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.path.startswith("/v1/"):
        # What one key may read must not be handed to another by a cache in between.
        headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.add("Authorization")
    return response
