"""The headers of requests and answers as openapi.yaml describes them."""

from __future__ import annotations

from typing import Any

IDEMPOTENCY_KEY = "Idempotency-Key"
IDEMPOTENCY_KEY_PATTERN = "^[!-~]{1,255}$"

ANSWER_HEADERS: dict[str, dict[str, Any]] = {
    "Content-Disposition": {
        "description": "The name of the file, for a browser that stores it.",
        "schema": {"type": "string"},
    },
    "ETag": {"description": "Names this state of it.", "schema": {"type": "string"}},
    "Idempotency-Replayed": {
        "description": "`true` when this is the answer to an earlier request with the same Idempotency-Key.",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "Link": {
        "description": 'Of a list the address of the following page, with `rel="next"` (RFC 8288); missing on the last. '
        'Of a target the address of the job that tags the archive for it, with `rel="monitor"`.',
        "schema": {"type": "string"},
    },
    "Location": {"description": "Where it is now.", "schema": {"type": "string"}},
    "RateLimit": {
        "description": "What is left of each limit (`r`), and in how many seconds it is whole again (`t`).",
        "schema": {"type": "string", "examples": ['"600-per-60";r=599;t=58']},
    },
    "RateLimit-Policy": {
        "description": "How many requests (`q`) may be made in how many seconds (`w`).",
        "schema": {"type": "string", "examples": ['"600-per-60";q=600;w=60']},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}},
    "X-Request-Id": {
        "description": "Names this request; a client may choose it. Quote it when you report an error.",
        "schema": {"type": "string"},
    },
}

REQUEST_HEADERS: dict[str, dict[str, Any]] = {
    IDEMPOTENCY_KEY: {
        "name": IDEMPOTENCY_KEY,
        "in": "header",
        "required": False,
        "description": "A name of your choice for this request, so that it can be repeated safely.",
        "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY_PATTERN, "minLength": 1, "maxLength": 255},
    },
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": "ETags that the client has; 304 if one of them is still right.",
        "schema": {"type": "string"},
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The ETag that was read; 412 if it is no longer right.",
        "schema": {"type": "string"},
    },
    "Required-If-Match": {
        "name": "If-Match",
        "in": "header",
        # Not "required" as OpenAPI means it, which is a matter of validation: its absence has a status of its own.
        "required": False,
        "description": "The ETag that was read. Needed: 428 without it, 412 if it is no longer right.",
        "schema": {"type": "string"},
    },
}
