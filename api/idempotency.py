"""Idempotency-Key on requests that create: the same key again gets the same answer, and nothing twice.

Follows the IETF draft "The Idempotency-Key HTTP Header Field" (draft-ietf-httpapi-idempotency-key-header). Only
answers of requests that succeeded are kept: a refused one created nothing and may be corrected and sent again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app, g, request

from api.authentication import caller
from api.conditional import answered_tag
from api.database import database
from api.headers import IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_PATTERN
from api.parsing import read_body
from api.refusals import Unauthenticated
from models import current_moment
from services.errors import InvalidInput
from services.idempotency import abandon_request, begin_request, finish_request

View = ParamSpec("View")

KEPT_HEADERS = ("Content-Type", "Location", "Link")


def show_once(*members: str) -> None:
    """Keep these members of this request's answer out of the database: when it is repeated, they are null.

    For secrets, of which nothing but a digest is stored.
    """
    g.shown_once = members


def idempotent(view: Callable[View, Response]) -> Callable[View, Response]:
    """Do the request once for each Idempotency-Key that comes with it; without one, always."""

    @wraps(view)
    def wrapper(*args: View.args, **kwargs: View.kwargs) -> Response:
        key = request.headers.get(IDEMPOTENCY_KEY)
        if key is None:
            return view(*args, **kwargs)
        if not re.fullmatch(IDEMPOTENCY_KEY_PATTERN, key):
            raise InvalidInput(
                f"{IDEMPOTENCY_KEY} must be 1 to 255 visible ASCII characters.",
                errors=[{"header": IDEMPOTENCY_KEY, "detail": "Must be 1 to 255 visible ASCII characters."}],
            )
        return _answer_once(key, lambda: view(*args, **kwargs))

    return wrapper


def _answer_once(key: str, answer: Callable[[], Response]) -> Response:
    sessions = database().writing
    key_id = caller().key_id
    if key_id is None:
        raise Unauthenticated(f"Only requests with an API key may carry an {IDEMPOTENCY_KEY}.")
    stored = begin_request(
        sessions,
        api_key_id=key_id,
        key=key,
        request_digest=_request_digest(),
        hours=current_app.config["ONRECORD_IDEMPOTENCY_HOURS"],
        now=current_moment(),
    )
    if stored is not None:
        replayed = Response(stored.body, status=stored.status, headers=stored.headers)
        replayed.headers["Idempotency-Replayed"] = "true"
        return replayed
    try:
        response = answer()
    except BaseException:
        abandon_request(sessions, api_key_id=key_id, key=key)
        raise
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    tag = answered_tag()
    if tag is not None:
        headers["ETag"] = tag
    finish_request(
        sessions,
        api_key_id=key_id,
        key=key,
        status=response.status_code,
        headers=headers,
        body=_kept_body(response),
    )
    return response


def _kept_body(response: Response) -> bytes:
    members = g.get("shown_once", ())
    if not members:
        return response.get_data()
    kept = {**json.loads(response.get_data()), **dict.fromkeys(members)}
    return current_app.json.dumps(kept).encode() + b"\n"


def _request_digest() -> str:
    parts = (request.method.encode(), request.full_path.encode(), read_body(request))
    return hashlib.sha256(b"\x00".join(parts)).hexdigest()
