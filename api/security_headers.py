"""Headers that keep a browser from doing more with an answer than it should."""

from __future__ import annotations

from flask import Flask, Response, request

# An answer is data; whatever a browser makes of it, it may load and run nothing.
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
DOCUMENTATION_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


DATA_HEADERS = {
    "Content-Security-Policy": _DATA_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer has, also one that the server gives before the application is asked."""


def register_security_headers(app: Flask) -> None:
    """Add the headers to every answer; a view that needs a looser policy sets its own."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    for name, value in DATA_HEADERS.items():
        headers.setdefault(name, value)
    if request.path.startswith("/v1/"):
        # What one key may read must not be handed to another by a cache in between.
        headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.add("Authorization")
    return response
