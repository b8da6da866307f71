"""API keys: who may write, and since when not any more."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import ApiKey, SessionFactory
from services.errors import NotFound
from services.history import record_event
from services.validation import check_line, invalid

SCOPES = ("read", "ingest", "review", "admin")

_PREFIX = re.compile("[0-9a-f]{12}")
_SECRET = re.compile(rf"onr_({_PREFIX.pattern})_[A-Za-z0-9_-]{{43}}")
# A key is used thousands of times a minute; when exactly is not worth a write each time.
_USE_PRECISION = timedelta(minutes=1)
_logger = logging.getLogger(__name__)


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
    name = check_line("name", name, 200)
    unknown = set(scopes) - set(SCOPES)
    if unknown or not scopes:
        raise invalid("scopes", f"must be some of {', '.join(SCOPES)}.")
    if expires_at is not None and (expires_at.tzinfo is None or expires_at <= now):
        raise invalid("expires_at", "must be a moment in the future, with a time zone.")
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
    record_event(
        session,
        actor=actor,
        action="created",
        subject_kind="api_key",
        subject_id=key.id,
        before=None,
        after={"prefix": prefix, "name": name, "scopes": key.scopes},
        reason=None,
    )
    return key, secret


def authenticate_key(session: Session, secret: str, now: datetime) -> ApiKey | None:
    """The key with this secret; None when there is none, or it was revoked or has expired. Only reads."""
    shape = _SECRET.fullmatch(secret)
    if shape is None:
        return None
    key = session.scalar(select(ApiKey).where(ApiKey.prefix == shape.group(1)))
    if key is None or not hmac.compare_digest(key.digest, _digest(secret)):
        return None
    if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now):
        return None
    return key


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
        key.revoked_at = now
        record_event(
            session,
            actor=actor,
            action="revoked",
            subject_kind="api_key",
            subject_id=key.id,
            before={"revoked_at": None},
            after={"revoked_at": now.isoformat()},
            reason=None,
        )
        session.flush()
    return key


def list_keys(session: Session) -> list[ApiKey]:
    """All keys, oldest first, those that were revoked or have expired too."""
    return list(session.scalars(select(ApiKey).order_by(ApiKey.id)))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
