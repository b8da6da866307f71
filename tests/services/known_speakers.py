"""Speakers as articles and people bring them, for the tests of services."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from attribution import Speaker as NamedSpeaker
from models import Article, Quote, Speaker
from services.speaker_resolution import resolve_speaker
from services.speakers import add_speaker

ENGINE = "engine:by-hand@1"


def organization(name: str, *aliases: str) -> NamedSpeaker:
    return NamedSpeaker(name, "organization", aliases)


def group(name: str) -> NamedSpeaker:
    return NamedSpeaker(name, "group")


def names_of(speaker: Speaker) -> list[str]:
    return [alias.name for alias in speaker.aliases]


def add(
    session: Session,
    name: str,
    *aliases: str,
    kind: str = "person",
    qid: str | None = None,
    searched_as: Collection[str] = (),
    description: str | None = None,
) -> Speaker:
    return add_speaker(
        session,
        name=name,
        kind=kind,
        aliases=aliases,
        searched_as=tuple(searched_as),
        wikidata_qid=qid,
        description=description,
        actor="seeds",
    )


def resolve(
    session: Session,
    speaker: NamedSpeaker,
    *,
    article_id: int | None = None,
    beside: Collection[NamedSpeaker] = (),
) -> Speaker:
    return resolve_speaker(session, speaker, actor=ENGINE, article_id=article_id, beside=beside)


def quote_of(article: Article, speaker: Speaker) -> Quote:
    return Quote(
        article_id=article.id,
        revision_id=article.current_revision.id,
        identity_key="1-3",
        position=1,
        type="direct",
        text="No",
        context="“No.”",
        speaker_id=speaker.id,
        confidence=0.5,
        engine="by-hand",
        engine_version="1",
    )
