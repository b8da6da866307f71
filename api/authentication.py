"""Who is asking: API keys from the Authorization header, and the scopes they need."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask, current_app, g, request

from api.database import database
from api.refusals import MissingScope, Unauthenticated
from models import current_moment
from services.errors import ServiceError
from services.keys import authenticate_key, note_key_use

ADMIN = "admin"
"""The scope that includes all others."""
READ = "read"
SCOPE_ATTRIBUTE = "onrecord_scope"
"""Where an operation's view carries the scope it needs."""

_BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent the request. `key_id` is None for somebody without a key; `refusal` is why a key did not count."""

    key_id: int | None = None
    prefix: str | None = None
    scopes: frozenset[str] = frozenset()
    refusal: ServiceError | None = None

    @property
    def actor(self) -> str:
        """The caller's name in the history."""
        return f"key:{self.prefix}"


def register_authentication(app: Flask, *, open_reading: bool) -> None:
    """Find out who is asking before anything else is done with a request."""
    app.config["ONRECORD_OPEN_READING"] = open_reading
    app.before_request(_identify_caller)


def caller() -> Caller:
    """Who sent the current request."""
    found: Caller = g.caller
    return found


def require_scope(scope: str) -> None:
    """Raises Unauthenticated or MissingScope unless the caller may do what needs this scope."""
    asking = caller()
    if asking.refusal is not None:
        raise asking.refusal
    if scope == READ and current_app.config["ONRECORD_OPEN_READING"]:
        return
    if asking.key_id is None:
        raise Unauthenticated("Send an API key in the header: Authorization: Bearer onr_…")
    if not may(scope):
        raise MissingScope(f"This needs an API key with the scope {scope!r}.", scope=scope)


def may(scope: str) -> bool:
    """Whether the caller's key has a scope, for what an answer shows to some only."""
    return bool(caller().scopes & {scope, ADMIN})


def needs_key_but_sends_none() -> bool:
    """Whether the request lacks the key that its operation needs, so that 401 is its answer whatever else holds."""
    view = current_app.view_functions.get(request.endpoint or "")
    scope = getattr(view, SCOPE_ATTRIBUTE, None)
    is_open = scope is None or (scope == READ and current_app.config["ONRECORD_OPEN_READING"])
    return not is_open and "Authorization" not in request.headers


def _identify_caller() -> None:
    g.caller = Caller()
    header = request.headers.get("Authorization")
    if header is None:
        return
    bearer = _BEARER.fullmatch(header.strip())
    if bearer is None:
        g.caller = Caller(refusal=Unauthenticated("The header must read: Authorization: Bearer onr_…"))
        return
    now = current_moment()
    # A session of its own, because the request's sees the database as it was at its first query.
    with database().reading() as session:
        key = authenticate_key(session, bearer[1], now)
    if key is None:
        g.caller = Caller(refusal=Unauthenticated("This API key is unknown, expired or revoked."))
        return
    note_key_use(database().writing, key, now)
    g.caller = Caller(key_id=key.id, prefix=key.prefix, scopes=frozenset(key.scopes))
