"""`onrecord mcp`: the archive as tools for assistants."""

from __future__ import annotations

import click

from cli.database import open_database, read_settings
from cli.weights import require_weights


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Serve over HTTP on 127.0.0.1 and this port, at /mcp, instead of over standard input and output.",
)
def command(port: int | None) -> None:
    """Let an assistant read the archive, by the Model Context Protocol.

    It talks over standard input and output; docs/assistants.md says how an assistant is told to start it. None of its
    tools writes. With --port whoever reaches the port reads without a key, so that needs ONRECORD_OPEN_READING=true.
    """
    try:
        from api.assistants import make_assistant_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise click.ClickException(
            "this needs what `make mcp` installs, or: pip install 'onrecord[mcp]'"
        ) from error
    settings = read_settings()
    if port is not None and not settings.open_reading:
        raise click.ClickException(
            "whoever reaches the port reads without a key: set ONRECORD_OPEN_READING=true, or leave out --port"
        )
    require_weights()
    with open_database(settings):
        server = make_assistant_server(settings)
    if port is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host="127.0.0.1", port=port)
