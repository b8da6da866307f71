"""The delivery that a server repeats: webhooks are told within seconds of what was stored or changed."""

from __future__ import annotations

import logging
import threading
import time

from models import make_session_factory, make_writing_session_factory, open_engine
from services.settings import Settings, webhook_rules
from services.webhook_events import collect_events
from services.webhook_requests import Sender
from services.webhook_sending import Deliverer, Sent

PAUSE_SECONDS = 5
_logger = logging.getLogger(__name__)


def start_background_delivery(settings: Settings) -> threading.Thread:
    """Deliver every few seconds until the process ends; several processes that do share the work."""
    # A daemon: a process that is told to end must not wait for the pause. What is cut off is sent again later.
    thread = threading.Thread(target=_keep_delivering, args=(settings,), name="onrecord-deliver", daemon=True)
    thread.start()
    return thread


def _keep_delivering(settings: Settings) -> None:
    delivery: Delivery | None = None
    while True:
        time.sleep(PAUSE_SECONDS)
        try:
            delivery = delivery or Delivery(settings)
            delivery.run()
        except Exception:
            # Most likely the database is away; it will be back, and this thread must still be there then.
            _logger.warning("the delivery to webhooks failed and will be repeated", exc_info=True)


class Delivery:
    """A pass to be repeated: look at what changed, and send what is due."""

    def __init__(self, settings: Settings) -> None:
        self._database = open_engine(settings.database_url)
        self._reading = make_session_factory(self._database)
        self._writing = make_writing_session_factory(self._database)
        self._sender = Sender(webhook_rules(settings), seconds=settings.webhook_seconds)

    def run(self) -> Sent:
        """One pass; answers what was sent."""
        try:
            collect_events(self._reading, self._writing)
            return Deliverer(self._reading, self._writing, self._sender).deliver_due()
        finally:
            # Its connections: they would be idle nearly always. The next pass makes new ones.
            self._database.dispose()
