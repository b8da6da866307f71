"""`onrecord keys`."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from cli.database import open_database, read_settings
from models import current_moment, make_session_factory, make_writing_session_factory
from services.keys import SCOPES, create_key, list_keys, revoke_key


@click.group()
def command() -> None:
    """Make, list and revoke API keys."""


@command.command("create")
@click.option("--name", required=True, help="Whose key it is, or what for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(SCOPES),
    help="What the key may do; give it once for each scope.",
)
@click.option("--expires-in-days", type=click.IntRange(min=1, max=36500), help="Never, if not given.")
def create(name: str, scopes: tuple[str, ...], expires_in_days: int | None) -> None:
    """Make a key and print it. It is shown this once: only a digest is stored."""
    now = current_moment()
    expires_at = now + timedelta(days=expires_in_days) if expires_in_days else None
    with open_database(read_settings()) as engine, make_writing_session_factory(engine).begin() as session:
        _, secret = create_key(session, name=name, scopes=list(scopes), expires_at=expires_at, now=now)
    click.echo(secret)


@command.command("list")
def list_all() -> None:
    """List all keys, without their secrets."""
    with open_database(read_settings()) as engine, make_session_factory(engine)() as session:
        for key in list_keys(session):
            state = "revoked" if key.revoked_at else f"expires {_date(key.expires_at)}"
            scopes = ",".join(key.scopes)
            click.echo(f"{key.prefix}  {scopes}  {state}  last used {_date(key.last_used_at)}  {key.name}")


@command.command("revoke")
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """Revoke the key with this PREFIX (the part after onr_, as `list` shows it)."""
    with open_database(read_settings()) as engine, make_writing_session_factory(engine).begin() as session:
        revoke_key(session, prefix=prefix, now=current_moment())
    click.echo(f"{prefix} is revoked.")


def _date(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else "never"
