"""`onrecord sweep`."""

from __future__ import annotations

import click

from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_writing_session_factory
from services.grouping.regrouping import group_earlier_quotes
from services.jobs import sweep_jobs
from services.stance_endpoint import open_stance_engine


@click.command()
def command() -> None:
    """Do the work that an ended process left behind: queued jobs, and running ones whose time is over.

    Also group the quotes that were stored by a version that had no groups.
    """
    settings = read_settings()
    require_weights()
    with open_database(settings) as engine:
        sessions = make_writing_session_factory(engine)
        done = sweep_jobs(
            sessions,
            timeout_seconds=settings.job_timeout_seconds,
            stance_engine=open_stance_engine(settings, engine),
        )
        grouped = group_earlier_quotes(sessions)
    click.echo(f"{done} jobs done.")
    if grouped:
        click.echo(f"{grouped} quotes of before were looked at for groups.")
