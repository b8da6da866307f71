"""`onrecord ingest`: articles from files into the database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError

from api.schemas.articles import NewArticleSchema
from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_writing_session_factory
from services.articles import Ingested, NewArticle, ingest_article
from services.errors import ServiceError
from services.fetched_articles import fetch_article
from services.fetching import Fetcher, open_fetcher
from services.json_lines import BadLine, read_json_lines
from services.page_articles import read_article_page
from services.stance_endpoint import open_stance_engine

READABLE = (".txt", ".html", ".htm", ".jsonl")
ACTOR = "command-line"


class UnreadableFile(Exception):
    """A file or line that holds no article; the message says why."""


@dataclass(frozen=True, slots=True)
class FileDefaults:
    """What is taken for articles whose file does not say it."""

    publisher: str | None
    published_at: datetime | None
    language: str | None
    encoding: str
    fetcher: Fetcher
    """For lines that have an address and nothing else."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--publisher", help="For articles whose file names none.")
@click.option(
    "--published-at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]),
    help="For articles whose file names none; a bare date is its midnight in UTC.",
)
@click.option("--language", help="For articles whose file names none; found in the text if not given.")
@click.option("--encoding", default="utf-8", show_default=True, help="Of .txt and .html files.")
def command(
    paths: tuple[Path, ...],
    publisher: str | None,
    published_at: datetime | None,
    language: str | None,
    encoding: str,
) -> None:
    """Store the articles in PATHS: files, or folders searched for .txt, .html and .jsonl.

    A line of a .jsonl file has the fields that POST /v1/articles takes. What cannot be stored is named on
    standard error and never stops the rest; the exit status is then 1. The same article again is no new one.
    """
    if published_at is not None and published_at.tzinfo is None:
        published_at = published_at.replace(tzinfo=UTC)
    _check_encoding(encoding)
    settings = read_settings()
    defaults = FileDefaults(publisher, published_at, language, encoding, open_fetcher(settings))
    require_weights()
    outcomes: Counter[str] = Counter()
    files = _find_files(paths)
    with (
        open_database(settings) as engine,
        click.progressbar(files, label="Reading", file=sys.stderr, item_show_func=_show_file) as progress,
    ):
        sessions = make_writing_session_factory(engine)
        store = partial(
            ingest_article,
            sessions,
            actor=ACTOR,
            max_characters=settings.max_article_characters,
            stance_engine=open_stance_engine(settings, engine),
        )
        for path in progress:
            for place, read in _articles_in(path, defaults):
                outcomes[_store(store, place, read)] += 1
    click.echo(
        f"{outcomes['new']} new, {outcomes['revised']} revised, {outcomes['known']} known already, "
        f"{outcomes['failed']} failed."
    )
    sys.exit(1 if outcomes["failed"] else 0)


def _check_encoding(encoding: str) -> None:
    try:
        b" ".decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise click.BadParameter(
            f"{encoding!r} is no encoding that Python knows", param_hint="--encoding"
        ) from error


def _find_files(paths: tuple[Path, ...]) -> list[Path]:
    """The files named, and those of a readable kind in the folders named, each once, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(
            entry for entry in path.rglob("*") if entry.suffix.lower() in READABLE and entry.is_file()
        )
        found.update(dict.fromkeys(inside if path.is_dir() else [path]))
    return list(found)


def _show_file(path: Path | None) -> str | None:
    return path.name if path else None


ReadArticle = Callable[[], NewArticle]


def _articles_in(path: Path, defaults: FileDefaults) -> Iterator[tuple[str, ReadArticle]]:
    """For each article in a file, where it stands, and how to read it."""
    if path.suffix.lower() == ".jsonl":
        yield from _articles_in_lines(path, defaults)
    else:
        yield str(path), partial(_read_file, path, defaults)


def _articles_in_lines(path: Path, defaults: FileDefaults) -> Iterator[tuple[str, ReadArticle]]:
    try:
        with path.open("rb") as stream:
            for number, line in read_json_lines(stream):
                yield f"{path}, line {number}", partial(_read_line, line, defaults)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        yield str(path), partial(_refuse, reason)


def _refuse(reason: str) -> NewArticle:
    raise UnreadableFile(reason)


def _read_line(line: dict[str, Any] | BadLine, defaults: FileDefaults) -> NewArticle:
    if isinstance(line, BadLine):
        raise UnreadableFile(line.reason)
    try:
        known = NewArticleSchema().load(line)
    except ValidationError as error:
        raise UnreadableFile(f"does not fit POST /v1/articles: {error.messages}") from error
    return _build_article(known, defaults)


def _read_file(path: Path, defaults: FileDefaults) -> NewArticle:
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise UnreadableFile(f"has an unknown kind; known are {', '.join(READABLE)}")
    try:
        # A byte order mark is no part of the text.
        content = path.read_bytes().decode(defaults.encoding).removeprefix("\ufeff")
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"is not {defaults.encoding} (byte {error.start}); name its encoding with --encoding"
        ) from error
    return _build_article({"text" if suffix == ".txt" else "html": content}, defaults)


def _build_article(known: dict[str, Any], defaults: FileDefaults) -> NewArticle:
    fields = {name: value for name, value in known.items() if value is not None}
    if defaults.publisher is not None:
        fields.setdefault("publisher", defaults.publisher)
    if defaults.published_at is not None:
        fields.setdefault("published_at", defaults.published_at)
    if defaults.language is not None:
        fields.setdefault("language", defaults.language)
    if "text" in fields:
        return NewArticle(**fields)
    return read_article_page(**fields) if "html" in fields else fetch_article(defaults.fetcher, **fields)


def _store(store: Callable[[NewArticle], Ingested], place: str, read: ReadArticle) -> str:
    """Store one article: `new`, `revised`, `known` or `failed`, then with the reason on standard error."""
    try:
        ingested = store(read())
    except (UnreadableFile, ServiceError) as error:
        members = f" {error.members}" if isinstance(error, ServiceError) and error.members else ""
        click.echo(f"\n{place}: {error}{members}", err=True)
        return "failed"
    if ingested.created:
        return "new"
    return "revised" if ingested.revised else "known"
