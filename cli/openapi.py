"""`onrecord openapi`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api import create_app
from api.openapi import render_openapi
from services.settings import Settings


@click.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--check",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with this file; exit status 1 when it differs.",
)
def command(output: Path | None, check: Path | None) -> None:
    """Print the OpenAPI document of this version, write it, or check a written one."""
    # The document must not depend on how somebody's environment is set.
    document = render_openapi(create_app(Settings(database_url="sqlite://")))
    if check:
        if check.read_text(encoding="utf-8") != document:
            raise click.ClickException(
                f"{check} does not match the code: run `make openapi` and commit the result"
            )
        click.echo(f"{check} matches the code.")
    elif output:
        output.write_text(document, encoding="utf-8")
    else:
        sys.stdout.write(document)
