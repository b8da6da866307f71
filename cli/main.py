"""The command group. Commands load late, so that `onrecord extract` starts without web or database."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "ask": ("cli.ask", "Answer a question such as: what did Macron say about deployment"),
    "deliver": ("cli.deliver", "Send webhooks what they are to be told."),
    "embed": ("cli.embed", "Give quotes of earlier versions what search by meaning needs."),
    "extract": ("cli.extract", "Find the quotes in texts, without a database."),
    "ingest": ("cli.ingest", "Store articles from files: .txt, .html, .jsonl."),
    "keys": ("cli.keys", "Make, list and revoke API keys."),
    "mcp": ("cli.mcp", "Let an assistant read the archive (Model Context Protocol)."),
    "migrate": ("cli.migrate", "Bring the database to this version."),
    "openapi": ("cli.openapi", "Write or check openapi.yaml."),
    "poll": ("cli.poll", "Ask feeds for news, and store the articles."),
    "rerun": ("cli.rerun", "Read articles again with the engine of this installation."),
    "seed": ("cli.seed", "Load the sample articles, targets and speakers."),
    "serve": ("cli.serve", "Serve the API with gunicorn."),
    "stance": ("cli.stance", "Label texts toward targets, without a database."),
    "sweep": ("cli.sweep", "Do the work that an ended process left behind."),
}


class LateCommands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above: the help must not import all of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in sorted(COMMANDS.items())])


@click.group(cls=LateCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """OnRecord: who said what, about what, and where exactly is it written?

    Settings come from the environment; docs/settings.md lists them.
    """


if __name__ == "__main__":
    main()
