"""An archive whose articles are read by hand-made engines, for the tests of services."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from attribution import Speaker as NamedSpeaker
from models import Article, Base, HistoryEvent, Quote, SessionFactory, Speaker
from services.extraction import store_extraction
from services.submissions import NewArticle, store_submission
from tests.services.readings import Said, read


def text_of(*said: tuple[str, str]) -> str:
    """An article in which each of these is said by the name beside it."""
    return "\n".join(f"“{words},” said {name}." for words, name in said)


def reading_of(*said: tuple[str, NamedSpeaker]) -> list[Said]:
    return [Said(f"{words},", speaker, cue="said", source=speaker.name) for words, speaker in said]


def store_article(
    sessions: SessionFactory, *said: tuple[str, NamedSpeaker], text: str | None = None, version: str = "1"
) -> list[int]:
    """Store an article in which these people say these words, or read it again; the numbers of its quotes."""
    text = text_of(*((words, speaker.name) for words, speaker in said)) if text is None else text
    with sessions.begin() as session:
        new = NewArticle(text=text, published_at=datetime(2025, 3, 4, 10, tzinfo=UTC))
        ingested, _ = store_submission(session, new, "key:abc")
        article = session.get_one(Article, ingested.article_id)
        extraction = read(text, reading_of(*said), version=version)
        return [quote.id for quote in store_extraction(session, article.current_revision, extraction)]


def speaker_of(sessions: SessionFactory, quote_id: int) -> int | None:
    with sessions() as session:
        return session.get_one(Quote, quote_id).speaker_id


def names_by_id(sessions: SessionFactory) -> dict[int, list[str]]:
    """The names of every speaker that has one."""
    with sessions() as session:
        return {
            each.id: [alias.name for alias in each.aliases]
            for each in session.scalars(select(Speaker).order_by(Speaker.id))
            if each.aliases
        }


def events_of(sessions: SessionFactory, kind: str, number: int) -> list[str]:
    with sessions() as session:
        events = select(HistoryEvent.action).where(
            HistoryEvent.subject_kind == kind, HistoryEvent.subject_id == number
        )
        return list(session.scalars(events.order_by(HistoryEvent.id)))


def rows_of(sessions: SessionFactory, *tables: str, without: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Everything that stands in these tables (all if none is named), but for some columns."""
    with sessions() as session:
        found = {}
        for name, table in Base.metadata.tables.items():
            if not tables or name in tables:
                columns = [column for column in table.columns if column.name not in without]
                rows = session.execute(select(*columns).order_by(*table.primary_key.columns))
                found[name] = [tuple(row) for row in rows]
        return found
