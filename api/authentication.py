"""Who is asking: API keys from the Authorization header, and the scopes they need."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask, current_app, g, request

from api.database import database
from api.refusals import MissingScope, Unauthenticated
from models import current_moment
from services.errors import ServiceError
from services.keys import ADMIN, authenticate_key, note_key_use

READ = "read"
READ_WITH_KEY = "read with a key"
"""As READ, but for what belongs to a key: even where reading is open to everyone, it needs one."""
SCOPE_ATTRIBUTE = "onrecord_scope"
"""Where an operation's view carries the scopes one of which it needs."""

BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)
"""The Authorization header of a key; the first group is the key."""


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

    @property
    def own_key_id(self) -> int:
        """The key that owns what this caller makes; only for operations with the scope READ_WITH_KEY."""
        if self.key_id is None:
            raise Unauthenticated("Send an API key in the header: Authorization: Bearer onr_…")
        return self.key_id

    @property
    def visible_key_id(self) -> int | None:
        """The key whose things the caller may see and change; None for those of all keys."""
        return None if ADMIN in self.scopes else self.own_key_id


def register_authentication(app: Flask, *, open_reading: bool) -> None:
    """Find out who is asking before anything else is done with a request."""
    app.config["ONRECORD_OPEN_READING"] = open_reading
    app.before_request(_identify_caller)


def caller() -> Caller:
    """Who sent the current request."""
    found: Caller = g.caller
    return found


def require_scope(*scopes: str) -> None:
    """Raises Unauthenticated or MissingScope unless the caller may do what needs one of these scopes."""
    asking = caller()
    if asking.refusal is not None:
        raise asking.refusal
    if READ in scopes and current_app.config["ONRECORD_OPEN_READING"]:
        return
    if asking.key_id is None:
        raise Unauthenticated("Send an API key in the header: Authorization: Bearer onr_…")
    needed = [READ if scope == READ_WITH_KEY else scope for scope in scopes]
    if not any(may(scope) for scope in needed):
        named = " or ".join(repr(scope) for scope in needed)
        raise MissingScope(f"This needs an API key with the scope {named}.", scope=needed[0])


def may(scope: str) -> bool:
    """Whether the caller's key has a scope, for what an answer shows to some only."""
    return bool(caller().scopes & {scope, ADMIN})


def needs_key_but_sends_none() -> bool:
    """Whether the request lacks the key that its operation needs, so that 401 is its answer whatever else holds."""
    view = current_app.view_functions.get(request.endpoint or "")
    scopes = getattr(view, SCOPE_ATTRIBUTE, ())
    is_open = not scopes or (READ in scopes and current_app.config["ONRECORD_OPEN_READING"])
    return not is_open and "Authorization" not in request.headers


def _identify_caller() -> None:
    g.caller = Caller()
    header = request.headers.get("Authorization")
    if header is None:
        return
    bearer = BEARER.fullmatch(header.strip())
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
