"""Saved searches, and the addresses that are told when a quote fits one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Identified, Identifier, JsonColumn, Versioned


class DeliveryState(StrEnum):
    """`sending` with an old `claimed_at` belongs to a process that died. `dropped` was overtaken by a later event."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class SavedSearch(Identified, Versioned, Base):
    """Filters of the list of quotes under a name. It belongs to the API key that made it."""

    __tablename__ = "saved_searches"
    __table_args__ = ({"sqlite_autoincrement": True},)

    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_keys.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    query: Mapped[dict[str, Any]]
    """The filters as they stand in an address; moments in ISO 8601 with their offset."""
    deleted_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": Versioned.version}


class Webhook(Identified, Versioned, Base):
    """An address that is told of quotes. It belongs to the API key that made it."""

    __tablename__ = "webhooks"
    __table_args__ = (
        CheckConstraint("disabled_reason IN ('gone', 'failing')", name="disabled_reason"),
        CheckConstraint("(disabled_reason IS NULL) = (disabled_at IS NULL)", name="disabled_whole"),
        CheckConstraint("disabled_at IS NULL OR NOT active", name="disabled_is_inactive"),
        CheckConstraint(
            "(previous_secret IS NULL) = (previous_secret_until IS NULL)", name="previous_secret_whole"
        ),
        {"sqlite_autoincrement": True},
    )

    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_keys.id"), index=True)
    url: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    secret: Mapped[str] = mapped_column(String(100))
    """As it is, because messages are signed with it: `whsec_` and 32 random bytes in base64."""
    previous_secret: Mapped[str | None] = mapped_column(String(100))
    previous_secret_until: Mapped[datetime | None]
    disabled_reason: Mapped[str | None] = mapped_column(String(20))
    """Why we stopped sending: the receiver said so (`gone`, 410), or it has taken nothing for days (`failing`)."""
    disabled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    """Attempts that failed since the last one that did not."""
    retry_at: Mapped[datetime | None]
    """Until then nothing is sent, as the last attempt failed."""
    deleted_at: Mapped[datetime | None]

    searches: Mapped[list[SavedSearch]] = relationship(
        secondary="webhook_searches", order_by="SavedSearch.id", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}


class WebhookSearch(Base):
    """A saved search whose quotes a webhook is told of."""

    __tablename__ = "webhook_searches"

    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id"), primary_key=True)
    saved_search_id: Mapped[int] = mapped_column(
        ForeignKey("saved_searches.id"), primary_key=True, index=True
    )


class QuoteChange(Base):
    """A quote was added or changed, or a stance of it was, and no webhook has been told yet.

    Triggers write these in the transaction of the change itself, whatever program makes it, while there is a webhook.
    """

    __tablename__ = "quote_changes"
    # A number must not come back: it is by its number that a change is crossed off.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True, autoincrement=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))


class WebhookQuote(Base):
    """A quote that a webhook was told of, and what it was told last."""

    __tablename__ = "webhook_quotes"

    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id"), primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), primary_key=True, index=True)
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what a receiver shows of the quote; another one is news."""


class WebhookDelivery(Identified, Base):
    """One event for one webhook, and how sending it went."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        CheckConstraint(
            "event IN ('quote.found', 'quote.changed', 'quote.withdrawn', 'webhook.test')", name="event"
        ),
        CheckConstraint("state IN ('pending', 'sending', 'delivered', 'failed', 'dropped')", name="state"),
        CheckConstraint("(event = 'webhook.test') = (quote_id IS NULL)", name="test_has_no_quote"),
        CheckConstraint("(state = 'pending') = (next_attempt_at IS NOT NULL)", name="pending_has_moment"),
        CheckConstraint("(state = 'sending') = (claimed_at IS NOT NULL)", name="sending_is_claimed"),
        Index("ix_webhook_deliveries_webhook_id_id", "webhook_id", "id"),
        Index("ix_webhook_deliveries_state_next_attempt_at", "state", "next_attempt_at"),
        {"sqlite_autoincrement": True},
    )

    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id"))
    message_id: Mapped[str] = mapped_column(String(40))
    """The header `webhook-id`: the same for every attempt and replay, so that a receiver can tell what it has."""
    event: Mapped[str] = mapped_column(String(20))
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)
    search_ids: Mapped[list[int]] = mapped_column(JsonColumn, default=list)
    """The saved searches that the quote fitted then."""
    occurred_at: Mapped[datetime]
    replay_of: Mapped[int | None] = mapped_column(ForeignKey("webhook_deliveries.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=DeliveryState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    response_status: Mapped[int | None]
    """HTTP status of the last attempt; None when there was no answer."""
    duration_ms: Mapped[int | None]
    """How long the last attempt took, in milliseconds."""
    error: Mapped[str | None] = mapped_column(String(300))
    """What went wrong at the last attempt, in words of ours."""

    webhook: Mapped[Webhook] = relationship()
