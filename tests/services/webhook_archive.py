"""Keys, quotes, saved searches and webhooks to test with, and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from models import Quote, QuoteState, SessionFactory, WebhookDelivery
from services.keys import create_key
from services.outbound_addresses import OutboundRules
from services.saved_searches import create_search
from services.webhook_events import collect_events
from services.webhooks import create_webhook
from tests.services.search.archive import Archive

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A moment that moves only when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class WebhookArchive:
    """An archive in which each call is a transaction of its own, as in the service."""

    reading: SessionFactory
    sessions: SessionFactory
    """Those that write."""
    url: str = "http://127.0.0.1/hook"

    @property
    def rules(self) -> OutboundRules:
        port = self.url.partition("127.0.0.1:")[2].partition("/")[0] or "80"
        return OutboundRules.parse(schemes=["http"], ports=port, networks="127.0.0.0/8")

    def key(self, **changes: Any) -> int:
        with self.sessions.begin() as session:
            key, _ = create_key(session, name="newsroom", scopes=["read"], expires_at=None, now=NOON)
            for name, value in changes.items():
                setattr(key, name, value)
            return key.id

    def search(self, key: int, **query: Any) -> int:
        with self.sessions.begin() as session:
            search = create_search(session, name="Quay", query=query, api_key_id=key, actor="key:abc")
            return search.id

    def webhook(self, key: int, *searches: int, active: bool = True) -> int:
        with self.sessions.begin() as session:
            webhook = create_webhook(
                session,
                url=self.url,
                searches=searches,
                active=active,
                api_key_id=key,
                visible_to=key,
                rules=self.rules,
                actor="key:abc",
            )
            return webhook.id

    def quote(self, text: str, **options: Any) -> int:
        with self.sessions.begin() as session:
            return Archive(session).quote(text, **options).id

    def change(self, quote_id: int, **values: Any) -> None:
        with self.sessions.begin() as session:
            quote = session.get_one(Quote, quote_id)
            for name, value in values.items():
                setattr(quote, name, value)

    def withdraw(self, quote_id: int, state: QuoteState = QuoteState.WITHDRAWN) -> None:
        self.change(quote_id, state=state)

    def events(self, clock: Clock | None = None) -> list[tuple[int, str, int | None]]:
        """All events so far, after what was noted has been looked at: webhook, type and quote."""
        collect_events(self.reading, self.sessions, clock=clock or Clock())
        return [(each.webhook_id, each.event, each.quote_id) for each in self.deliveries()]

    def deliveries(self) -> list[WebhookDelivery]:
        with self.reading() as session:
            return list(session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id)))
