"""The revisions of an article, the old ones too."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from models import ArticleRevision
from services.articles import get_article
from services.errors import NotFound
from services.paging import Page, PageRequest, page_by

_LARGEST_NUMBER = 2**31 - 1


def list_revisions(session: Session, article_id: int, *, page: PageRequest) -> Page[ArticleRevision]:
    """An article's revisions, the newest first, without their texts.

    Raises NotFound, Gone for a withdrawn article, and InvalidCursor.
    """
    get_article(session, article_id)
    query = (
        select(ArticleRevision)
        .where(ArticleRevision.article_id == article_id)
        .options(defer(ArticleRevision.text))
    )
    return page_by(session, query, ArticleRevision.number, f"revisions:{article_id}", page, descending=True)


def get_revision(session: Session, article_id: int, number: int) -> ArticleRevision:
    """The revision of this number. Raises NotFound, and Gone for a withdrawn article."""
    get_article(session, article_id)
    revision = None
    if number <= _LARGEST_NUMBER:
        revision = session.scalar(
            select(ArticleRevision).where(
                ArticleRevision.article_id == article_id, ArticleRevision.number == number
            )
        )
    if revision is None:
        raise NotFound(f"Article {article_id} has no revision {number}.")
    return revision
