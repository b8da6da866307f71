"""`onrecord ask`."""

from __future__ import annotations

import click

from attribution import WeightsUnavailable
from cli.database import open_database, read_settings
from models import Quote, current_moment, make_session_factory
from services.paging import PageRequest
from services.questions import Change, Question, ask


@click.command()
@click.argument("question")
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="At most so many quotes."
)
def command(question: str, limit: int) -> None:
    """Answer QUESTION from the database, best and newest quotes first, each with its source."""
    with open_database(read_settings()) as engine, make_session_factory(engine)() as session:
        try:
            answer = ask(session, question, today=current_moment().date(), page=PageRequest(limit=limit))
        except WeightsUnavailable as error:
            raise click.ClickException(str(error)) from error
        click.echo(_understanding(answer.question))
        for note in answer.question.notes:
            click.echo(f"Note: {note}")
        if answer.summary is not None:
            click.echo(answer.summary)
        for change in answer.changes:
            click.echo(_describe_change(change))
        for source in answer.sources:
            click.echo(f"  {source.total} {source.speaker.name}")
        click.echo()
        if not answer.page.items:
            click.echo("No quotes found.")
        for match in answer.page.items:
            click.echo(_describe(match.quote))


def _understanding(question: Question) -> str:
    toward = ", ".join(f"{target.slug}: {target.stance}" for target in question.targets)
    parts = {
        "speaker": question.speaker or "anybody",
        "subject": question.subject or "anything",
        "from": None if question.after is None else question.after.date().isoformat(),
        "before": None if question.before is None else question.before.date().isoformat(),
        "publisher": question.publisher,
        "order": question.order and f"{question.order} first",
        "stance": question.stance and (f"{question.stance} ({toward})" if toward else question.stance),
    }
    return "Understood as " + "; ".join(f"{name} {value}" for name, value in parts.items() if value) + "."


def _describe_change(change: Change) -> str:
    before, after = change.shift.before, change.shift.after
    days = [one.said_at.date().isoformat() if one.said_at else "undated" for one in (before, after)]
    sides = f"{before.label} (until {days[0]}) to {after.label} (from {days[1]})"
    return f"  {change.speaker.name} on {change.target.slug}: {sides}"


def _describe(quote: Quote) -> str:
    speaker = quote.speaker.name if quote.speaker else f"speaker unknown ({quote.no_speaker_reason})"
    stances = "".join(f" [{stance.target.slug}: {stance.label}]" for stance in quote.stances)
    content = quote.spans_of("content")
    article = quote.article
    published = quote.said_at.date().isoformat() if quote.said_at else "undated"
    where = ", ".join(
        part
        for part in (article.publisher.name if article.publisher else None, quote.revision.title, published)
        if part
    )
    address = f"{article.url or f'article {article.id}'}, characters {content[0].start}-{content[-1].end}"
    return f"{speaker} ({quote.type}){stances}\n  {quote.text}\n  {where}\n  {address}\n"
