"""A creating request sent twice with one Idempotency-Key is done once and answered twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import IdempotencyRecord, SessionFactory
from services.errors import IdempotencyKeyInUse, IdempotencyKeyReused

# Tagging a large archive for a new target takes hours where a remote engine reads it: its requests of one day, 1,000
# of up to 20 seconds each if nothing else is set, take six. What is worked on for longer than a day has no process left.
_ABANDONED_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer that the first request got, to be sent again as it was."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def begin_request(
    sessions: SessionFactory, *, api_key_id: int, key: str, request_digest: str, hours: int, now: datetime
) -> StoredAnswer | None:
    """The stored answer, or None: then the key is reserved, and `finish_request` or `abandon_request` must follow.

    An answer is kept for `hours` from the beginning of its request. Raises IdempotencyKeyReused when the key came
    with another request, and IdempotencyKeyInUse while the first one is still being worked on, or its process ended
    less than a day after it began: then nobody knows that it will not be answered.
    """
    try:
        with sessions.begin() as session:
            _forget_expired(session, now)
            record = session.scalar(
                select(IdempotencyRecord).where(
                    IdempotencyRecord.api_key_id == api_key_id, IdempotencyRecord.key == key
                )
            )
            if record is not None:
                return _answer(record, request_digest)
            session.add(
                IdempotencyRecord(
                    api_key_id=api_key_id,
                    key=key,
                    request_digest=request_digest,
                    created_at=now,
                    expires_at=now + timedelta(hours=hours),
                )
            )
    except IntegrityError as error:
        raise _in_use() from error
    return None


def finish_request(
    sessions: SessionFactory,
    *,
    api_key_id: int,
    key: str,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
) -> None:
    """Keep the answer for whoever sends the request again."""
    with sessions.begin() as session:
        session.execute(
            update(IdempotencyRecord)
            .where(
                IdempotencyRecord.api_key_id == api_key_id,
                IdempotencyRecord.key == key,
                IdempotencyRecord.status.is_(None),
            )
            .values(status=status, headers=dict(headers), body=body)
        )


def abandon_request(sessions: SessionFactory, *, api_key_id: int, key: str) -> None:
    """Free a reserved key: nothing was done, so the request may be sent again."""
    with sessions.begin() as session:
        session.execute(
            delete(IdempotencyRecord).where(
                IdempotencyRecord.api_key_id == api_key_id,
                IdempotencyRecord.key == key,
                IdempotencyRecord.status.is_(None),
            )
        )


def _forget_expired(session: Session, now: datetime) -> None:
    session.execute(
        delete(IdempotencyRecord).where(
            IdempotencyRecord.status.is_not(None), IdempotencyRecord.expires_at <= now
        )
    )
    session.execute(
        delete(IdempotencyRecord).where(
            IdempotencyRecord.status.is_(None), IdempotencyRecord.created_at <= now - _ABANDONED_AFTER
        )
    )


def _answer(record: IdempotencyRecord, request_digest: str) -> StoredAnswer:
    if record.request_digest != request_digest:
        raise IdempotencyKeyReused(
            "This Idempotency-Key was sent with another request before; use a new key for a new request."
        )
    if record.status is None or record.body is None:
        raise _in_use()
    return StoredAnswer(record.status, record.headers or {}, record.body)


def _in_use() -> IdempotencyKeyInUse:
    return IdempotencyKeyInUse(
        "The first request with this Idempotency-Key is not answered yet; try again soon."
    )
