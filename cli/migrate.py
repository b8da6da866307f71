"""`onrecord migrate`."""

from __future__ import annotations

import click

from cli.database import open_database, read_settings
from models.migration import migrate


@click.command()
def command() -> None:
    """Bring the database named by DATABASE_URL to this version; makes it if it is not there."""
    with open_database(read_settings(), migrated=False) as engine:
        migrate(engine)
        click.echo(f"The database is ready: {engine.url.render_as_string(hide_password=True)}")
