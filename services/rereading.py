"""Articles are read again by the engine of this installation; what people decided stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import Session

import attribution
from models import (
    Article,
    ArticleRevision,
    ArticleState,
    Publisher,
    SessionFactory,
    Speaker,
    current_moment,
)
from services.errors import NotFound
from services.extraction import Extract, pairs_to_read, read_revision, store_extraction
from services.held_rows import hold_stored_row
from services.meanings import embed_found
from services.names import fold_name
from services.reading_differences import ReadingDifference, compare_readings, forget_new_numbers, take_reading
from services.stance_engines import SHIPPED, ReadingAhead, StanceEngine
from services.validation import check_characters

Outcome = Literal["changed", "unchanged", "passed_over"]
_READABLE = (ArticleState.READY, ArticleState.FAILED)


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of an article: `passed_over` if it was withdrawn, revised or handed to a job meanwhile.

    `engine_before` and `engine_after` are name and version, None where no engine has read it.
    """

    article_id: int
    title: str | None
    publisher: str | None
    revision: int
    outcome: Outcome
    engine_before: tuple[str, str] | None
    engine_after: tuple[str, str] | None
    difference: ReadingDifference


def choose_articles(
    session: Session,
    *,
    article_ids: Sequence[int] = (),
    publisher: str | None = None,
    engine_before: str | None = None,
    after_id: int = 0,
    limit: int | None = None,
) -> list[int]:
    """The numbers of the articles that are to be read again, in order; each condition narrows.

    `engine_before` leaves out those that this or a later version of the engine has read. Articles that are withdrawn,
    or still wait to be read, are left out. Raises NotFound when one of `article_ids` is not among those that can be
    read, and InvalidInput.
    """
    newest = (
        select(func.max(ArticleRevision.number))
        .where(ArticleRevision.article_id == Article.id)
        .correlate(Article)
        .scalar_subquery()
    )
    query = (
        select(Article.id)
        .join(ArticleRevision, ArticleRevision.article_id == Article.id)
        .where(ArticleRevision.number == newest, Article.state.in_(_READABLE), Article.id > after_id)
        .order_by(Article.id)
    )
    if article_ids:
        query = query.where(Article.id.in_(article_ids))
        missing = sorted(set(article_ids) - {*session.scalars(query)})
        if missing:
            shown = ", ".join(map(str, missing[:20]))
            raise NotFound(f"These articles are not there, withdrawn, or still to be read: {shown}.")
    if publisher is not None:
        key = fold_name(check_characters("publisher", publisher))
        query = query.join(Publisher, Publisher.id == Article.publisher_id).where(Publisher.name_key == key)
    if engine_before is not None:
        readers = session.execute(
            select(ArticleRevision.engine, ArticleRevision.engine_version).distinct()
        ).all()
        new = [
            and_(ArticleRevision.engine == engine, ArticleRevision.engine_version == version)
            for engine, version in readers
            if engine == attribution.ENGINE and not _is_before(version or "", engine_before)
        ]
        query = query.where(or_(ArticleRevision.engine.is_(None), ~or_(false(), *new)))
    return list(session.scalars(query if limit is None else query.limit(limit)))


def _is_before(version: str, other: str) -> bool:
    """Whether a version is before another, number by number."""
    return _numbers(version) < _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]+", version)]


def reread_article(
    sessions: SessionFactory,
    article_id: int,
    *,
    dry_run: bool = False,
    extract: Extract = attribution.extract,
    stance_engine: StanceEngine = SHIPPED,
) -> Reread:
    """Read an article again and store what is different, in one transaction; with `dry_run` nothing is stored.

    A quote that is found again keeps its number, one that is not is superseded, and what people decided stays. Where
    the reading says what the one before said, only the revision is marked with the engine. `sessions` must be able to
    write, for a dry run does all of it and takes it back.

    Raises NotFound for an article that is not there.
    """
    with sessions() as session:
        newest = select(ArticleRevision).where(ArticleRevision.article_id == article_id)
        read = session.scalars(newest.order_by(ArticleRevision.number.desc()).limit(1)).first()
    if read is None:
        raise NotFound(f"There is no article {article_id}.")
    # After the session, which on SQLite keeps every other writer out while it is open.
    extraction = read_revision(read, extract)
    with sessions() as session:
        pairs = pairs_to_read(session, read.id, extraction)
    # Before the transaction for the same reason.
    with ReadingAhead(stance_engine, subject=f"article {article_id}") as ahead:
        readings = ahead.read(pairs)
    meanings = embed_found(read.text, extraction)
    with sessions() as session, session.begin() as transaction:
        article = hold_stored_row(session, Article, Article.id == article_id)
        revision = article.current_revision
        engine = _engine_of(revision)
        result = Reread(
            article_id=article_id,
            title=revision.title,
            publisher=None if article.publisher is None else article.publisher.name,
            revision=revision.number,
            outcome="passed_over",
            engine_before=engine,
            engine_after=engine,
            difference=ReadingDifference((), (), ()),
        )
        if article.state not in _READABLE or revision.id != read.id:
            return result
        state = article.state
        reading_before = take_reading(session, revision)
        last_speaker_id = session.scalar(select(func.max(Speaker.id))) or 0
        attempt = session.begin_nested()
        store_extraction(session, revision, extraction, readings, meanings)
        reading = take_reading(session, revision)
        difference = compare_readings(reading_before, reading)
        if dry_run:
            difference = forget_new_numbers(difference, last_speaker_id)
        if not difference and state == ArticleState.READY:
            attempt.rollback()
            if extraction is not None:
                _mark(revision, extraction.engine, extraction.engine_version)
        else:
            attempt.commit()
        outcome: Outcome = "changed" if difference else "unchanged"
        result = replace(result, outcome=outcome, engine_after=_engine_of(revision), difference=difference)
        if dry_run:
            transaction.rollback()
    return result


def _mark(revision: ArticleRevision, engine: str, engine_version: str) -> None:
    revision.engine = engine
    revision.engine_version = engine_version
    revision.extracted_at = current_moment()


def _engine_of(revision: ArticleRevision) -> tuple[str, str] | None:
    if revision.engine is None or revision.engine_version is None:
        return None
    return revision.engine, revision.engine_version
