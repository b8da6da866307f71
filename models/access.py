"""Who may write, and which creating requests were already answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified


class ApiKey(Identified, Base):
    """An API key: shown once, kept as a digest. `prefix` is public and names the key in logs."""

    __tablename__ = "api_keys"
    __table_args__ = ({"sqlite_autoincrement": True},)

    prefix: Mapped[str] = mapped_column(String(20), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the whole key, in hexadecimal; the key has 256 random bits, so no salt is needed."""
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[list[str]]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=11)
    """Goes up with every change that a person makes; use alone changes `last_used_at` and not this."""

    __mapper_args__ = {"version_id_col": version}


class IdempotencyRecord(Identified, Base):
    """A creating request that carried an Idempotency-Key, and the answer it got."""

    __tablename__ = "idempotency_records"
    __table_args__ = (
        UniqueConstraint("api_key_id", "key"),
        CheckConstraint("(status IS NULL) = (body IS NULL)", name="answered_whole"),
        {"sqlite_autoincrement": True},
    )

    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_keys.id"))
    key: Mapped[str] = mapped_column(String(255))
    request_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of method, path and body: the same key with another request is a mistake."""
    status: Mapped[int | None]
    """HTTP status of the answer; None while the request is still being worked on."""
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(index=True)
