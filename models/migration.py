"""Bring a database's schema to what this code expects."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

# Any fixed number does, as long as nothing else in the database locks the same one.
_MIGRATION_LOCK = 7_241_909_330_551


class MigrationError(Exception):
    """The database's schema is not the one this code expects; the message says what to do."""


class DatabaseNewer(MigrationError):
    """The database was migrated by a newer OnRecord than this one."""


class DatabaseOlder(MigrationError):
    """The database has yet to be migrated."""


def migration_configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file; commands that touch a database need a connection in a transaction."""
    configuration = Config()
    location = str(Path(__file__).parent / "migrations")
    # Config reads percent signs as interpolation, and a folder may have one in its name.
    configuration.set_main_option("script_location", location.replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration


def head_revision() -> str:
    """The revision this code expects."""
    head = ScriptDirectory.from_config(migration_configuration()).get_current_head()
    if head is None:
        raise MigrationError("The migrations are missing from this installation of OnRecord.")
    return head


def current_revision(engine: Engine) -> str | None:
    """The revision a database is at; None for one that was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_schema(engine: Engine) -> None:
    """Raise DatabaseOlder or DatabaseNewer unless the database is at head."""
    current = current_revision(engine)
    _refuse_unknown(current)
    if current != head_revision():
        raise DatabaseOlder(
            f"The database is at revision {current or 'none'!r} and this version of OnRecord needs"
            f" {head_revision()!r}. Bring it there with: onrecord migrate"
        )


def migrate(engine: Engine) -> None:
    """Bring the schema to head, in one transaction; does nothing when it is there.

    Safe when several processes start at once: the second waits for the first. Raises DatabaseNewer.
    """
    with engine.execution_options(sqlite_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        current = MigrationContext.configure(connection).get_current_revision()
        _refuse_unknown(current)
        if current != head_revision():
            command.upgrade(migration_configuration(connection), "head")


def _refuse_unknown(current: str | None) -> None:
    scripts = ScriptDirectory.from_config(migration_configuration())
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseNewer(
            f"The database is at revision {current!r}, which this version of OnRecord does not know: a newer"
            f" version has migrated it. Run that version, or restore a backup from before {current!r}."
        )
