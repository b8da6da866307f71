"""Reaching the database from a command, with plain words when it cannot be reached."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from models import open_engine
from models.migration import MigrationError, check_schema
from services.errors import ServiceError
from services.log_lines import set_up_logs
from services.settings import InvalidSetting, Settings


def read_settings() -> Settings:
    """The settings from the environment, which also say how is logged from now on.

    Raises click.ClickException naming a wrong one.
    """
    try:
        settings = Settings.from_environment()
    except InvalidSetting as error:
        raise click.ClickException(str(error)) from error
    set_up_logs(level=settings.log_level, form=settings.log_format)
    return settings


@contextlib.contextmanager
def open_database(settings: Settings, *, migrated: bool = True) -> Iterator[Engine]:
    """An engine for the configured database, disposed of at the end.

    With `migrated`, the schema must be at this version. What goes wrong is raised as click.ClickException.
    """
    try:
        engine = open_engine(settings.database_url)
    except (ArgumentError, ValueError, OSError) as error:
        raise click.ClickException(f"DATABASE_URL cannot be used: {error}") from error
    try:
        if migrated:
            check_schema(engine)
        yield engine
    except MigrationError as error:
        raise click.ClickException(str(error)) from error
    except ServiceError as error:
        raise click.ClickException(error.detail) from error
    except SQLAlchemyError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise click.ClickException(f"the database {shown} cannot be used: {error}") from error
    finally:
        engine.dispose()
