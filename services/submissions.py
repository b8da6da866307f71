"""An article as it was sent, and how it becomes rows: a new article, a new revision, or nothing new."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Article, ArticleRevision, ArticleState, Job, JobState, LanguageDetection, Publisher
from services.errors import Gone, TooLarge
from services.history import record_event
from services.languages import (
    DEFAULT_LANGUAGE,
    detect_language,
    is_plainly_english,
    is_read,
    primary_language,
)
from services.names import fold_name
from services.page_addresses import tidy_address
from services.validation import (
    check_characters,
    check_language,
    check_optional_line,
    check_published,
    invalid,
)


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as it was sent: `published_at` with a time zone, `language` a BCP 47 tag.

    Without a language it is found in the text; `page_language`, a page's own claim, counts unless the text is clearly
    in another.
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    page_language: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of it: `created` when it was new, `revised` when its text or title had changed."""

    article_id: int
    created: bool
    revised: bool


def check_submission(new: NewArticle, max_characters: int) -> NewArticle:
    """The article with its fields tidied and its text as it is. Raises InvalidInput and TooLarge."""
    if len(new.text) > max_characters:
        raise TooLarge(f"The text has {len(new.text)} characters; at most {max_characters} are read.")
    check_characters("text", new.text)
    if not new.text.strip():
        raise invalid("text", "must not be empty.")
    return NewArticle(
        text=new.text,
        title=check_optional_line("title", new.title, 500),
        url=None if new.url is None else tidy_address("url", new.url),
        publisher=check_optional_line("publisher", new.publisher, 200),
        byline=check_optional_line("byline", new.byline, 500),
        published_at=None if new.published_at is None else check_published("published_at", new.published_at),
        language=None if new.language is None else check_language("language", new.language),
        page_language=new.page_language,
    )


def store_submission(session: Session, new: NewArticle, actor: str) -> tuple[Ingested, int | None]:
    """What became of a checked article, and the number of the job that is still to be run for it.

    Raises Gone for a withdrawn article, and sqlalchemy.exc.IntegrityError when somebody else stores the same
    article or publisher at this moment: then try again in a new transaction.
    """
    identity_key = _identity_key(new)
    article = session.scalar(
        select(Article).where(Article.identity_key == identity_key).with_for_update(of=Article)
    )
    if article is None:
        article = Article(
            identity_key=identity_key,
            url=new.url,
            publisher=_publisher(session, new.publisher),
            byline=new.byline,
            published_at=new.published_at,
            state=ArticleState.QUEUED,
        )
        detection = _write_language(article, new)
        session.add(article)
        job = _add_revision(session, article, new.title, new.text, 1, detection)
        _record_revision(session, article, actor, "created", before=None)
        return Ingested(article.id, created=True, revised=False), job.id
    refuse_withdrawn(article)
    current = article.current_revision
    title = current.title if new.title is None else new.title
    if _digest(title, new.text) == current.text_digest:
        return Ingested(article.id, created=False, revised=False), _unfinished_job(session, article, current)
    article.state = ArticleState.QUEUED
    detection = _write_language(article, new)
    article.byline = new.byline or article.byline
    article.published_at = new.published_at or article.published_at
    if new.publisher is not None:
        article.publisher = _publisher(session, new.publisher)
    job = _add_revision(session, article, title, new.text, current.number + 1, detection)
    _record_revision(session, article, actor, "revised", before=current)
    return Ingested(article.id, created=False, revised=True), job.id


def _add_revision(
    session: Session,
    article: Article,
    title: str | None,
    text: str,
    number: int,
    detection: LanguageDetection | None,
) -> Job:
    revision = ArticleRevision(
        number=number,
        title=title,
        text=text,
        text_digest=_digest(title, text),
        language_detection=detection,
    )
    article.revisions.append(revision)
    session.flush()
    job = Job(kind="extract_revision", revision_id=revision.id)
    session.add(job)
    session.flush()
    return job


def _write_language(article: Article, new: NewArticle) -> LanguageDetection | None:
    """Set the language that the sender gave; else the one seen in the text, the page's claim, the one of before, or English."""
    found = None if new.language is not None else detect_language(new.text, new.title)
    claimed = new.page_language
    if claimed is not None and not is_read(claimed) and is_plainly_english(new.text, new.title):
        claimed = None
    if found is not None and claimed is not None and primary_language(claimed) == found.language:
        # The claim may also tell the script and region.
        found = None
    article.language = (
        new.language or (claimed if found is None else found.language) or article.language or DEFAULT_LANGUAGE
    )
    if found is None:
        return None
    return LanguageDetection(
        language=found.language,
        confidence=found.confidence,
        engine=found.engine,
        engine_version=found.engine_version,
    )


def _unfinished_job(session: Session, article: Article, revision: ArticleRevision) -> int | None:
    """The queued job of a revision. For one that failed, a new job: whoever sends it again wants another try."""
    if article.state == ArticleState.FAILED:
        article.state = ArticleState.QUEUED
        job = Job(kind="extract_revision", revision_id=revision.id)
        session.add(job)
        session.flush()
        return job.id
    return session.scalar(
        select(Job.id).where(Job.revision_id == revision.id, Job.state == JobState.QUEUED).order_by(Job.id)
    )


def _record_revision(
    session: Session, article: Article, actor: str, action: str, *, before: ArticleRevision | None
) -> None:
    def describe(revision: ArticleRevision) -> dict[str, object]:
        return {"revision": revision.number, "title": revision.title, "text_digest": revision.text_digest}

    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="article",
        subject_id=article.id,
        before=None if before is None else describe(before),
        after=describe(article.current_revision),
    )


def _publisher(session: Session, name: str | None) -> Publisher | None:
    if name is None:
        return None
    name_key = fold_name(name)[:200]
    publisher = session.scalar(select(Publisher).where(Publisher.name_key == name_key))
    return publisher or Publisher(name=name, name_key=name_key)


def _identity_key(new: NewArticle) -> str:
    if new.url is not None:
        return "url:" + hashlib.sha256(new.url.encode()).hexdigest()
    publisher = None if new.publisher is None else fold_name(new.publisher)
    parts = json.dumps([publisher, new.title, new.text])
    return "text:" + hashlib.sha256(parts.encode()).hexdigest()


def _digest(title: str | None, text: str) -> str:
    return hashlib.sha256(json.dumps([title, text]).encode()).hexdigest()


def refuse_withdrawn(article: Article) -> None:
    """Raise Gone for a withdrawn article."""
    if article.withdrawn_at is not None:
        raise Gone(
            f"Article {article.id} was withdrawn.",
            withdrawn_at=article.withdrawn_at.isoformat(),
            reason=article.withdrawn_reason,
        )
