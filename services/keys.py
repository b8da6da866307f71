"""API keys: who may write, and since when not any more."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import ApiKey, SessionFactory
from services.errors import Conflict, NotFound
from services.held_rows import hold_row, require_version
from services.history import record_event
from services.paging import Page, PageRequest, page_by
from services.validation import check_line, invalid

SCOPES = ("read", "ingest", "review", "admin")
ADMIN = "admin"
"""The scope that includes all others."""

_LIST = "api-keys"
_LONGEST_NAME = 200
_PREFIX = re.compile("[0-9a-f]{12}")
_SECRET = re.compile(rf"onr_({_PREFIX.pattern})_[A-Za-z0-9_-]{{43}}")
# A key is used thousands of times a minute; when exactly is not worth a write each time.
_USE_PRECISION = timedelta(minutes=1)
_logger = logging.getLogger(__name__)


class KeyState(StrEnum):
    """What a key is at a moment: only an active one opens anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


class KeyChange(TypedDict, total=False):
    """What to change in a key; what is left out stays. `expires_at` None means never."""

    name: str
    expires_at: datetime | None


def create_key(
    session: Session,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None,
    now: datetime,
    actor: str = "command-line",
) -> tuple[ApiKey, str]:
    """Make a key: its row, and the secret `onr_<prefix>_<random>`, which is stored nowhere. Raises InvalidInput."""
    name = check_line("name", name, _LONGEST_NAME)
    unknown = set(scopes) - set(SCOPES)
    if unknown or not scopes:
        raise invalid("scopes", f"must be some of {', '.join(SCOPES)}.")
    _check_expiry(expires_at, now)
    prefix = secrets.token_hex(6)
    secret = f"onr_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey(
        prefix=prefix,
        digest=_digest(secret),
        name=name,
        scopes=[scope for scope in SCOPES if scope in scopes],
        expires_at=expires_at,
        created_at=now,
    )
    session.add(key)
    session.flush()
    _record(session, key, actor, "created", None, {"prefix": prefix, "scopes": key.scopes, **_describe(key)})
    return key, secret


def authenticate_key(session: Session, secret: str, now: datetime) -> ApiKey | None:
    """The key with this secret; None when there is none, or it was revoked or has expired. Only reads."""
    shape = _SECRET.fullmatch(secret)
    if shape is None:
        return None
    key = session.scalar(select(ApiKey).where(ApiKey.prefix == shape.group(1)))
    if key is None or not hmac.compare_digest(key.digest, _digest(secret)):
        return None
    return key if key_state(key, now) == KeyState.ACTIVE else None


def key_state(key: ApiKey, now: datetime) -> KeyState:
    """Whether the key is good, and if not, why not."""
    if key.revoked_at is not None:
        return KeyState.REVOKED
    has_expired = key.expires_at is not None and key.expires_at <= now
    return KeyState.EXPIRED if has_expired else KeyState.ACTIVE


def note_key_use(sessions: SessionFactory, key: ApiKey, now: datetime) -> None:
    """Remember when the key was last used, to the minute; writes only when that changes.

    A database that cannot write just now is no reason to refuse what may only want to read: that is logged.
    """
    before = now - _USE_PRECISION
    if key.last_used_at is not None and key.last_used_at > before:
        return
    unnoted = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= before)
    try:
        with sessions.begin() as session:
            session.execute(update(ApiKey).where(ApiKey.id == key.id, unnoted).values(last_used_at=now))
    except DBAPIError:
        _logger.warning("the use of key %s could not be noted", key.prefix, exc_info=True)


def revoke_key(session: Session, prefix: str, *, now: datetime, actor: str = "command-line") -> ApiKey:
    """Make a key useless from now on; one that was revoked before stays so. Raises NotFound."""
    is_prefix = _PREFIX.fullmatch(prefix) is not None
    key = session.scalar(select(ApiKey).where(ApiKey.prefix == prefix)) if is_prefix else None
    if key is None:
        raise NotFound(f"There is no key with the prefix {prefix[:20]!r}.")
    if key.revoked_at is None:
        _revoke(session, key, now=now, actor=actor)
    return key


def revoke_key_unless_last(session: Session, key_id: int, *, now: datetime, actor: str) -> ApiKey:
    """Make a key useless from now on; one that was revoked before stays so.

    Raises NotFound, and Conflict for the only active key with the scope `admin`: with it, nobody could make another
    but on the command line. The session must write.
    """
    # All that might be left, locked in one order: two that revoke each other's key must not both succeed.
    active = session.scalars(
        select(ApiKey)
        .where(_has_state(KeyState.ACTIVE, now))
        .order_by(ApiKey.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    key = get_key(session, key_id)
    if key.revoked_at is not None:
        return key
    administrators = [other.id for other in active if ADMIN in other.scopes]
    if administrators == [key.id]:
        raise Conflict(
            "This is the only active key with the scope 'admin', and without it no other could be made here. Make"
            " another first, or revoke this one with `onrecord keys revoke`."
        )
    _revoke(session, key, now=now, actor=actor)
    return key


def update_key(
    session: Session,
    key_id: int,
    *,
    now: datetime,
    actor: str,
    expected_version: int,
    **change: Unpack[KeyChange],
) -> ApiKey:
    """Change a key's name or expiry; one that has expired may be prolonged, one that was revoked stays as it is.

    Raises InvalidInput, NotFound, Conflict for a revoked key, and VersionMismatch when `expected_version` is not the
    key's version. The session must write.
    """
    key = hold_row(session, ApiKey, ApiKey.id == key_id)
    if key is None:
        raise _not_found(key_id)
    require_version(f"Key {key_id}", key.version, expected_version)
    if key.revoked_at is not None:
        raise Conflict("This key was revoked, which is for good. Make a new one.")
    before = _describe(key)
    if "name" in change:
        key.name = check_line("name", change["name"], _LONGEST_NAME)
    if "expires_at" in change:
        _check_expiry(change["expires_at"], now)
        key.expires_at = change["expires_at"]
    after = _describe(key)
    if after != before:
        _record(session, key, actor, "updated", before, after)
        session.flush()
    return key


def get_key(session: Session, key_id: int) -> ApiKey:
    """The key, revoked or not. Raises NotFound."""
    key = session.get(ApiKey, key_id)
    if key is None:
        raise _not_found(key_id)
    return key


def list_keys(session: Session) -> list[ApiKey]:
    """All keys, oldest first, those that were revoked or have expired too."""
    return list(session.scalars(select(ApiKey).order_by(ApiKey.id)))


def page_keys(session: Session, *, state: KeyState | None, now: datetime, page: PageRequest) -> Page[ApiKey]:
    """Keys, oldest first, all or those in one state. Raises InvalidCursor."""
    query = select(ApiKey)
    if state is not None:
        query = query.where(_has_state(state, now))
    return page_by(session, query, ApiKey.id, f"{_LIST}:{state}", page)


def _has_state(state: KeyState, now: datetime) -> ColumnElement[bool]:
    if state == KeyState.REVOKED:
        return ApiKey.revoked_at.is_not(None)
    if state == KeyState.EXPIRED:
        return and_(ApiKey.revoked_at.is_(None), ApiKey.expires_at <= now)
    return and_(ApiKey.revoked_at.is_(None), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now))


def _revoke(session: Session, key: ApiKey, *, now: datetime, actor: str) -> None:
    key.revoked_at = now
    _record(session, key, actor, "revoked", {"revoked_at": None}, {"revoked_at": now.isoformat()})
    session.flush()


def _record(
    session: Session,
    key: ApiKey,
    actor: str,
    action: str,
    before: dict[str, object] | None,
    after: dict[str, object],
) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="api_key",
        subject_id=key.id,
        before=before,
        after=after,
    )


def _describe(key: ApiKey) -> dict[str, object]:
    return {"name": key.name, "expires_at": None if key.expires_at is None else key.expires_at.isoformat()}


def _check_expiry(expires_at: datetime | None, now: datetime) -> None:
    if expires_at is not None and (expires_at.tzinfo is None or expires_at <= now):
        raise invalid("expires_at", "must be a moment in the future, with a time zone.")


def _not_found(key_id: int) -> NotFound:
    return NotFound(f"There is no key {key_id}.")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
