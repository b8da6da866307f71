"""How an article that a request brings is stored, alone or as one of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app

from api.authentication import caller
from api.database import database
from api.fetching import article_fetcher
from api.stance_engine import stance_engine
from models import SessionFactory
from services.articles import Ingested, NewArticle, ingest_article
from services.errors import Conflict, FetchingOff, Gone
from services.fetched_articles import fetch_article
from services.fetching import Fetcher
from services.page_articles import read_article_page
from services.stance_engines import StanceEngine


@dataclass(frozen=True, slots=True)
class ArticleIntake:
    """Stores what one caller sends. It needs no request, and so goes on while an answer is being sent."""

    sessions: SessionFactory
    actor: str
    max_characters: int
    stance_engine: StanceEngine
    fetcher: Fetcher | None
    """For articles that have an address and nothing else; None where nothing is fetched."""

    def store(self, body: dict[str, Any]) -> Ingested:
        """Store an article in the form of NewArticleSchema, and extract its quotes.

        Raises Conflict for a withdrawn one, and what fetching, reading and ingesting it raise.
        """
        try:
            return ingest_article(
                self.sessions,
                self._read(body),
                actor=self.actor,
                max_characters=self.max_characters,
                stance_engine=self.stance_engine,
            )
        except Gone as error:
            raise conflict_of(error) from error

    def _read(self, body: dict[str, Any]) -> NewArticle:
        given = {name: value for name, value in body.items() if value is not None}
        if "text" in given:
            return NewArticle(**given)
        if "html" in given:
            return read_article_page(**given)
        if self.fetcher is None:
            raise FetchingOff("This server fetches no pages. Send the article as `text` or `html`.")
        return fetch_article(self.fetcher, **given)


def article_intake() -> ArticleIntake:
    """The intake of whoever sent the current request."""
    return ArticleIntake(
        sessions=database().writing,
        actor=caller().actor,
        max_characters=current_app.config["ONRECORD_MAX_ARTICLE_CHARACTERS"],
        stance_engine=stance_engine(),
        fetcher=article_fetcher(),
    )


def conflict_of(gone: Gone) -> Conflict:
    """What it means to whoever sends an article that it was withdrawn: 410 would say that the address of all articles
    is gone."""
    return Conflict(gone.detail, **gone.members)
