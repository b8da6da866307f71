"""`onrecord sweep`."""

from __future__ import annotations

import click

from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_writing_session_factory
from services.jobs import sweep_jobs
from services.stance_endpoint import open_stance_engine


@click.command()
def command() -> None:
    """Do the work that an ended process left behind: queued jobs, and running ones whose time is over."""
    settings = read_settings()
    require_weights()
    with open_database(settings) as engine:
        done = sweep_jobs(
            make_writing_session_factory(engine),
            timeout_seconds=settings.job_timeout_seconds,
            stance_engine=open_stance_engine(settings, engine),
        )
    click.echo(f"{done} jobs done.")
