"""`onrecord poll`: articles from feeds into the database."""

from __future__ import annotations

import logging
import sys
import time

import click
from sqlalchemy.exc import SQLAlchemyError

from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import current_moment, make_session_factory, make_writing_session_factory
from services.feed_polling import Polled, next_poll, poll_feeds
from services.feed_visits import Intake
from services.fetching import open_fetcher
from services.stance_endpoint import open_stance_engine

# A feed that is added meanwhile is asked within this time.
_LONGEST_PAUSE_SECONDS = 60.0
_logger = logging.getLogger(__name__)


@click.command()
@click.option("--loop", is_flag=True, help="Go on until stopped, asking each feed when it is its time.")
def command(loop: bool) -> None:
    """Ask the feeds whose time has come, and store the articles that they lead to.

    Prints a line for each feed; what could not be read is named on standard error, never stops the rest, and makes
    the exit status 1. Feeds are added with POST /v1/feeds.
    """
    settings = read_settings()
    require_weights()
    with open_database(settings) as engine:
        intake = Intake(
            make_writing_session_factory(engine),
            open_fetcher(settings),
            settings.max_article_characters,
            settings.poll_minutes,
            open_stance_engine(settings, engine),
        )
        if not loop:
            polled = _pass(intake)
            if not polled:
                click.echo("No feed is due.")
            sys.exit(1 if any(polled) else 0)
        reading = make_session_factory(engine)
        while True:
            pause = _LONGEST_PAUSE_SECONDS
            try:
                _pass(intake)
                with reading() as session:
                    due = next_poll(session)
                if due is not None:
                    pause = min(pause, max(1.0, (due - current_moment()).total_seconds()))
            except SQLAlchemyError:
                # The database is away; it will be back, and this must still be there then.
                _logger.warning("the pass failed and will be repeated", exc_info=True)
            time.sleep(pause)


def _pass(intake: Intake) -> list[bool]:
    """Poll once and print what was found; for each feed whether anything failed."""
    return [_show(each) for each in poll_feeds(intake)]


def _show(polled: Polled) -> bool:
    if polled.error is not None:
        click.echo(f"{polled.name}: {polled.error}", err=True)
    for url, error in polled.failures:
        click.echo(f"{url}: {error}", err=True)
    click.echo(
        f"{polled.name}: {polled.new} new, {polled.revised} revised, {polled.known} known already, "
        f"{len(polled.failures)} failed."
    )
    return polled.error is not None or bool(polled.failures)
