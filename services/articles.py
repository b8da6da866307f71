"""Articles come in, are read, and are withdrawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from models import (
    Article,
    ArticleRevision,
    ArticleState,
    Publisher,
    Quote,
    QuoteState,
    SessionFactory,
    current_moment,
)
from services.decisions import retire_quotes
from services.errors import InvalidCursor, NotFound
from services.grouping.regrouping import regroup_article
from services.held_rows import hold_row, require_version
from services.history import record_event
from services.jobs import run_job
from services.metrics import metrics
from services.names import fold_name
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.stance_engines import SHIPPED, StanceEngine
from services.submissions import Ingested, NewArticle, check_submission, refuse_withdrawn, store_submission
from services.validation import check_characters, check_optional_line

__all__ = [
    "Ingested",
    "NewArticle",
    "article_quotes",
    "get_article",
    "ingest_article",
    "list_articles",
    "withdraw_article",
]

_LIST = "articles"
# A second try finds the row that the first one clashed with; more are only for a crowd.
_TRIES = 5


def ingest_article(
    sessions: SessionFactory,
    new: NewArticle,
    *,
    actor: str,
    max_characters: int,
    stance_engine: StanceEngine = SHIPPED,
) -> Ingested:
    """Store an article and extract its quotes; the same one again changes nothing.

    The article is committed as `queued` with its job before it is read, so a process that dies in between loses
    nothing: a sweep or the same call reads it. Another text or title under the same URL is a new revision; a title
    that is not given stays. Quotes are extracted from English only. `sessions` must be able to write.

    Raises InvalidInput, TooLarge, and Gone for an article that was withdrawn.
    """
    new = check_submission(new, max_characters)
    for attempt in range(1, _TRIES + 1):
        try:
            with sessions.begin() as session:
                ingested, job_id = store_submission(session, new, actor)
            break
        except IntegrityError:
            # Somebody else stored the same article or publisher between our look and our write.
            if attempt == _TRIES:
                raise
    outcome = "created" if ingested.created else "revised" if ingested.revised else "unchanged"
    metrics().articles.labels(outcome).inc()
    if job_id is not None:
        run_job(sessions, job_id, stance_engine=stance_engine)
    return ingested


def get_article(session: Session, article_id: int) -> Article:
    """The article. Raises NotFound, and Gone (with `withdrawn_at` and `reason`) for a withdrawn one."""
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound(f"There is no article {article_id}.")
    refuse_withdrawn(article)
    return article


def list_articles(
    session: Session,
    *,
    publisher: str | None = None,
    published_after: datetime | None = None,
    published_before: datetime | None = None,
    page: PageRequest,
) -> Page[Article]:
    """Articles that are not withdrawn, newest first, those without a date last.

    `published_after` is included, `published_before` is not. Raises InvalidCursor and
    InvalidInput.
    """
    list_name = f"{_LIST}:{publisher}:{published_after}:{published_before}"
    query = (
        select(Article)
        .where(Article.state != ArticleState.WITHDRAWN)
        .order_by(Article.published_at.desc().nulls_last(), Article.id.desc())
        .limit(page.limit + 1)
        # The list shows titles: one statement for all of them, without the texts.
        .options(selectinload(Article.revisions).defer(ArticleRevision.text))
    )
    if publisher is not None:
        query = query.join(Publisher).where(
            Publisher.name_key == fold_name(check_characters("publisher", publisher))
        )
    if published_after is not None:
        query = query.where(Article.published_at >= published_after)
    if published_before is not None:
        query = query.where(Article.published_at < published_before)
    if page.cursor is not None:
        query = query.where(_after_cursor(list_name, page.cursor))
    found = session.scalars(query).all()
    items = found[: page.limit]
    if len(found) <= page.limit:
        return Page(items, None)
    last = items[-1]
    moment = None if last.published_at is None else last.published_at.isoformat()
    return Page(items, encode_cursor(list_name, [moment, last.id]))


def article_quotes(session: Session, article: Article) -> list[Quote]:
    """The active quotes of the article's newest revision, in text order."""
    return list(
        session.scalars(
            select(Quote)
            .where(Quote.revision_id == article.current_revision.id, Quote.state == QuoteState.ACTIVE)
            .order_by(Quote.position, Quote.id)
        )
    )


def withdraw_article(
    session: Session, article_id: int, *, reason: str | None, actor: str, expected_version: int | None
) -> None:
    """Withdraw an article and its quotes; both leave a tombstone and their history.

    Raises NotFound, Gone when it already is, and VersionMismatch when `expected_version` is not its version.
    """
    reason = check_optional_line("reason", reason, 2000)
    article = hold_row(session, Article, Article.id == article_id)
    if article is None:
        raise NotFound(f"There is no article {article_id}.")
    refuse_withdrawn(article)
    require_version(f"Article {article_id}", article.version, expected_version)
    before = article.state
    article.state = ArticleState.WITHDRAWN
    article.withdrawn_at = current_moment()
    article.withdrawn_reason = reason
    record_event(
        session,
        actor=actor,
        action="withdrawn",
        subject_kind="article",
        subject_id=article.id,
        before={"state": before},
        after={"state": ArticleState.WITHDRAWN},
        reason=reason,
    )
    served = select(Quote).where(Quote.article_id == article.id, Quote.state == QuoteState.ACTIVE)
    retire_quotes(session, session.scalars(served).all(), QuoteState.WITHDRAWN, reason=reason, actor=actor)
    regroup_article(session, article_id)


def _after_cursor(list_name: str, cursor: str) -> ColumnElement[bool]:
    moment, last_id = decode_cursor(list_name, cursor, [(str, type(None)), int])
    earlier = Article.id < last_id
    if moment is None:
        return and_(Article.published_at.is_(None), earlier)
    try:
        published = datetime.fromisoformat(str(moment))
    except ValueError:
        published = None
    if published is None or published.tzinfo is None:
        raise InvalidCursor("Use the `next` value of a page of this same list, with the same filters.")
    return or_(
        Article.published_at < published,
        and_(Article.published_at == published, earlier),
        Article.published_at.is_(None),
    )
