"""`onrecord rerun`: articles are read again by the engine of this installation."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import click
from sqlalchemy.exc import InterfaceError, OperationalError

from cli.database import open_database, read_settings
from cli.json_lines import write_json_line
from cli.reading_differences import reread_as_json, reread_as_text
from cli.weights import require_weights
from models import make_session_factory, make_writing_session_factory
from services.rereading import Reread, choose_articles, reread_article
from services.stance_endpoint import open_stance_engine

_INTERRUPTED = 130


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be different, and write nothing.")
@click.option(
    "--article",
    "article_ids",
    type=click.IntRange(1, 2**63 - 1),
    multiple=True,
    metavar="ID",
    help="Only this article; may be given several times.",
)
@click.option("--publisher", metavar="NAME", help="Only articles of this publisher.")
@click.option(
    "--engine-before",
    metavar="VERSION",
    help="Only articles that no engine of this or a later version has read.",
)
@click.option(
    "--after",
    "after_id",
    type=click.IntRange(0, 2**63 - 1),
    default=0,
    metavar="ID",
    help="Only articles with a higher number: goes on where an earlier run stopped.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many articles.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each article that was read.")
def command(
    dry_run: bool,
    article_ids: tuple[int, ...],
    publisher: str | None,
    engine_before: str | None,
    after_id: int,
    limit: int | None,
    as_json: bool,
) -> None:
    """Read stored articles again, quotes and stances, and show what is different.

    Each article is one transaction, so the command may be ended at any time. A quote that is found again keeps its
    number; one that is not is superseded, and the history tells of it. What people decided stays. An article that
    reads as before is only marked with the engine's version.
    """
    if engine_before is not None and not any(character.isdigit() for character in engine_before):
        raise click.BadParameter(f"{engine_before!r} has no number to compare", param_hint="--engine-before")
    settings = read_settings()
    require_weights()
    if dry_run:
        # Answers of an endpoint that are kept already count, and nothing is asked or counted.
        settings = replace(settings, stance_endpoint_daily_requests=0)
    outcomes: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    with open_database(settings) as engine:
        with make_session_factory(engine)() as session:
            chosen = choose_articles(
                session,
                article_ids=article_ids,
                publisher=publisher,
                engine_before=engine_before,
                after_id=after_id,
                limit=limit,
            )
        read = partial(
            reread_article,
            make_writing_session_factory(engine),
            dry_run=dry_run,
            stance_engine=open_stance_engine(settings, engine),
        )
        for reread in _read_all(read, chosen, outcomes):
            outcomes[reread.outcome] += 1
            for part in ("added", "gone", "changed"):
                parts[part] += len(getattr(reread.difference, part))
            _show(reread, as_json)
    would = "would be " if dry_run else ""
    click.echo(
        f"{sum(outcomes.values())} articles read again: {outcomes['changed']} with differences, "
        f"{outcomes['unchanged']} without, {outcomes['passed_over']} passed over, {outcomes['failed']} failed. "
        f"Quotes: {parts['added']} {would}added, {parts['gone']} gone, {parts['changed']} changed.",
        err=as_json,
    )
    sys.exit(1 if outcomes["failed"] else 0)


def _read_all(read: partial[Reread], article_ids: Sequence[int], outcomes: Counter[str]) -> Iterator[Reread]:
    """What became of each article; one that fails is named and never stops the rest."""
    done = 0
    for article_id in article_ids:
        try:
            reread = read(article_id)
        except KeyboardInterrupt:
            click.echo(f"\nStopped; go on with --after {done}." if done else "\nStopped.", err=True)
            sys.exit(_INTERRUPTED)
        except (OperationalError, InterfaceError):
            # The database went away, or somebody held it for too long: the next article would fare no better.
            click.echo(f"Stopped at article {article_id}; go on with --after {article_id - 1}.", err=True)
            raise
        except Exception as error:
            click.echo(f"article {article_id}: {type(error).__name__}: {error}", err=True)
            outcomes["failed"] += 1
        else:
            yield reread
        done = article_id


def _show(reread: Reread, as_json: bool) -> None:
    if as_json:
        write_json_line(sys.stdout, reread_as_json(reread))
        sys.stdout.flush()
    elif reread.outcome == "changed":
        click.echo(reread_as_text(reread))
