"""`onrecord embed`: quotes get what search by meaning needs."""

from __future__ import annotations

import click

from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_session_factory, make_writing_session_factory
from services.meanings import count_missing, embed_missing


@click.command()
def command() -> None:
    """Give quotes without a vector theirs, so that they are found by meaning.

    Quotes that are stored from this version on have one; those of an earlier version do not, nor those that another
    encoder read. The command may be ended and begun again at any time.
    """
    settings = read_settings()
    require_weights()
    with open_database(settings) as engine:
        with make_session_factory(engine)() as session:
            total = count_missing(session)
        sessions = make_writing_session_factory(engine)
        done = last_id = 0
        while batch := embed_missing(sessions, last_id):
            done, last_id = done + batch.count, batch.last_id
            click.echo(f"{done} of {total} quotes.", err=True)
    click.echo(f"{done} quotes can be found by meaning now.")
