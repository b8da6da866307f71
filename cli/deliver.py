"""`onrecord deliver`."""

from __future__ import annotations

import logging
import time

import click
from sqlalchemy.exc import OperationalError

from cli.background_delivery import PAUSE_SECONDS, Delivery
from cli.database import open_database, read_settings
from services.webhook_sending import Sent

_logger = logging.getLogger(__name__)


@click.command()
@click.option("--loop", is_flag=True, help="Go on until interrupted, instead of one pass.")
@click.option(
    "--pause",
    type=click.IntRange(1, 3600),
    default=PAUSE_SECONDS,
    show_default=True,
    help="Seconds between two passes of --loop.",
)
def command(loop: bool, pause: int) -> None:
    """Send webhooks what they are to be told: new and changed quotes, and what failed before and is due again.

    A server does so by itself every few seconds.
    """
    settings = read_settings()
    with open_database(settings):
        delivery = Delivery(settings)
        if not loop:
            _report(delivery.run())
            return
        while True:
            try:
                sent = delivery.run()
                if sent != Sent():
                    _report(sent)
            except OperationalError:
                # The database may be away for a while; a loop is there to be left alone.
                _logger.warning("the database cannot be reached; trying again", exc_info=True)
            time.sleep(pause)


def _report(sent: Sent) -> None:
    click.echo(
        f"{sent.delivered} delivered, {sent.postponed} to be tried again, {sent.failed} given up,"
        f" {sent.dropped} overtaken."
    )
