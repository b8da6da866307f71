"""A small archive of quotes to search in, filled row by row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Article,
    ArticleRevision,
    Publisher,
    Quote,
    QuoteSpan,
    Speaker,
    SpeakerAlias,
    Stance,
    Target,
)
from services.names import fold_name


def day(text: str) -> datetime:
    """Midnight in UTC of an ISO date."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class Archive:
    """Adds rows through one session, each quote in an article of its own."""

    session: Session

    def speaker(self, name: str) -> Speaker:
        key = fold_name(name)
        alias = self.session.scalar(select(SpeakerAlias).where(SpeakerAlias.name_key == key))
        if alias is not None:
            return alias.speaker
        speaker = Speaker(name=name, kind="person", aliases=[SpeakerAlias(name=name, name_key=key)])
        self.session.add(speaker)
        return speaker

    def target(
        self, slug: str, proposition: str, terms: tuple[str, ...] = (), inverse: str | None = None
    ) -> Target:
        target = Target(slug=slug, proposition=proposition, terms=list(terms), inverse=inverse)
        self.session.add(target)
        self.session.flush()
        return target

    def quote(
        self,
        text: str,
        *,
        before: str = "",
        after: str = "",
        title: str | None = None,
        speaker: str | None = None,
        said: str | None = "2025-03-27",
        publisher: str | None = None,
        state: str = "active",
        kind: str = "indirect",
        confidence: float = 0.9,
        stances: dict[Target, str] | None = None,
    ) -> Quote:
        """One quote; its article's text is `before`, the quote and `after`, and that is its context too."""
        page = f"{before}{text}{after}"
        said_at = None if said is None else day(said)
        article = Article(
            identity_key=f"article-{id(page)}-{datetime.now(UTC).timestamp()}",
            state="ready",
            published_at=said_at,
            publisher=None if publisher is None else self._publisher(publisher),
        )
        revision = ArticleRevision(
            article=article,
            number=1,
            title=title,
            text=page,
            text_digest=hashlib.sha256(page.encode()).hexdigest(),
        )
        self.session.add(revision)
        named = None if speaker is None else self.speaker(speaker)
        quote = Quote(
            article=article,
            revision=revision,
            identity_key="0",
            position=len(before),
            type=kind,
            text=text,
            context=page,
            speaker=named,
            no_speaker_reason="no_source" if named is None else None,
            said_at=said_at,
            confidence=confidence,
            engine="test",
            engine_version="1",
            state=state,
            spans=[QuoteSpan(role="content", start=len(before), end=len(before) + len(text))],
        )
        self.session.add(quote)
        self.session.flush()
        for target, label in (stances or {}).items():
            quote.stances.append(
                Stance(
                    target=target,
                    target_version=1,
                    label=label,
                    confidence=0.8,
                    evidence_start=len(before),
                    evidence_end=len(before) + 1,
                    engine="test",
                    engine_version="1",
                )
            )
        self.session.flush()
        return quote

    def _publisher(self, name: str) -> Publisher:
        key = fold_name(name)
        found = self.session.scalar(select(Publisher).where(Publisher.name_key == key))
        return found or Publisher(name=name, name_key=key)
