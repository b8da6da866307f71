"""What was changed in a thing, by whom: the history as people read it, of withdrawn things too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models import ApiKey, Article, ArticleState, HistoryEvent, Quote, QuoteState, Speaker
from services.errors import NotFound
from services.paging import Page, PageRequest, page_by
from services.targets import get_target

HistorySort = Literal["newest", "oldest"]
_KEY = "key:"


@dataclass(frozen=True, slots=True)
class History:
    """A page of events, with the names of the API keys in it by actor."""

    page: Page[HistoryEvent]
    is_withdrawn: bool
    """Whether the thing was withdrawn, so that what it held must not be read here by everybody."""
    key_names: Mapping[str, str]


def quote_history(session: Session, quote_id: int, *, sort: HistorySort, page: PageRequest) -> History:
    """All that happened to a quote, its stances and its reply. Raises NotFound and InvalidCursor."""
    quote = session.get(Quote, quote_id)
    if quote is None:
        raise NotFound(f"There is no quote {quote_id}.")
    withdrawn = quote.state == QuoteState.WITHDRAWN or quote.article.state == ArticleState.WITHDRAWN
    condition = HistoryEvent.quote_id == quote_id
    return _read(session, f"quote:{quote_id}", condition, withdrawn, sort, page)


def article_history(session: Session, article_id: int, *, sort: HistorySort, page: PageRequest) -> History:
    """All that happened to an article; its quotes have histories of their own. Raises NotFound and InvalidCursor."""
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound(f"There is no article {article_id}.")
    return _of_subject(session, "article", article_id, article.state == ArticleState.WITHDRAWN, sort, page)


def speaker_history(session: Session, speaker_id: int, *, sort: HistorySort, page: PageRequest) -> History:
    """All that happened to a speaker. Raises NotFound and InvalidCursor."""
    if session.get(Speaker, speaker_id) is None:
        raise NotFound(f"There is no speaker {speaker_id}.")
    return _of_subject(session, "speaker", speaker_id, False, sort, page)


def target_history(session: Session, slug: str, *, sort: HistorySort, page: PageRequest) -> History:
    """All that happened to a target. Raises NotFound and InvalidCursor."""
    return _of_subject(session, "target", get_target(session, slug).id, False, sort, page)


def _of_subject(
    session: Session, kind: str, number: int, is_withdrawn: bool, sort: HistorySort, page: PageRequest
) -> History:
    condition = and_(HistoryEvent.subject_kind == kind, HistoryEvent.subject_id == number)
    return _read(session, f"{kind}:{number}", condition, is_withdrawn, sort, page)


def _read(
    session: Session,
    name: str,
    condition: ColumnElement[bool],
    is_withdrawn: bool,
    sort: HistorySort,
    page: PageRequest,
) -> History:
    list_name = f"history:{name}:{sort}"
    statement = select(HistoryEvent).where(condition)
    events = page_by(session, statement, HistoryEvent.id, list_name, page, descending=sort == "newest")
    prefixes = {event.actor.removeprefix(_KEY) for event in events.items if event.actor.startswith(_KEY)}
    keys = session.execute(select(ApiKey.prefix, ApiKey.name).where(ApiKey.prefix.in_(prefixes)))
    return History(events, is_withdrawn, {_KEY + prefix: key for prefix, key in keys})
