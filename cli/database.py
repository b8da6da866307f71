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
from services.settings import InvalidSetting, Settings


def read_settings() -> Settings:
    """The settings from the environment. Raises click.ClickException naming a wrong one."""
    try:
        return Settings.from_environment()
    except InvalidSetting as error:
        raise click.ClickException(str(error)) from error


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
