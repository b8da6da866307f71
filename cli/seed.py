"""`onrecord seed`."""

from __future__ import annotations

import click

from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_writing_session_factory
from seeds.loader import load_seeds


@click.command()
def command() -> None:
    """Load the sample articles, targets and speakers; what is there already stays as it is."""
    settings = read_settings()
    require_weights()
    with open_database(settings) as engine:
        loaded = load_seeds(
            make_writing_session_factory(engine), max_characters=settings.max_article_characters
        )
    click.echo(
        f"Seeds: {loaded.articles} new articles, {loaded.targets} new targets, {loaded.speakers} new speakers."
    )
