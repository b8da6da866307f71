"""Articles of several outlets that carry what somebody said."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from attribution import QuoteType
from models import Article, Quote, QuoteGroup, QuoteState, QuoteWording, SessionFactory
from services.extraction import store_extraction
from services.submissions import NewArticle, store_submission
from tests.services.readings import Said, person, read

VELDEN = person("Mara Velden")
ARKWRIGHT = person("Jonas Arkwright")

FERRY = (
    "We cannot reopen the harbour bridge this winter, and the ferry company must pay for it, whatever happens"
)
"""Of seven telling words, one stands in a clause that can be left out."""


def carry(
    sessions: SessionFactory,
    *words: str,
    speaker: object = VELDEN,
    outlet: str = "Torland Courier",
    day: str | None = "2025-03-04",
    url: str | None = None,
    kind: QuoteType = "direct",
) -> list[int]:
    """Store an article of an outlet in which somebody says these words; the numbers of its quotes.

    With a `url` that is known it is the next revision of that article.
    """
    text = "\n".join([f"{outlet} has this of {day}.", *(f"“{each}” said somebody." for each in words)])
    published_at = None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC)
    said = [Said(each, speaker, cue="said", source="somebody", type=kind) for each in words]  # type: ignore[arg-type]
    with sessions.begin() as session:
        new = NewArticle(text=text, publisher=outlet, published_at=published_at, url=url)
        ingested, _ = store_submission(session, new, "key:abc")
        article = session.get_one(Article, ingested.article_id)
        return [quote.id for quote in store_extraction(session, article.current_revision, read(text, said))]


def groups_of(sessions: SessionFactory) -> set[frozenset[int]]:
    """The groups by the numbers of their quotes; what is stored of each is checked on the way."""
    with sessions() as session:
        found: dict[int, list[QuoteWording]] = {}
        for row in session.scalars(select(QuoteWording).where(QuoteWording.group_id.is_not(None))):
            found.setdefault(row.group_id or 0, []).append(row)
        groups = {group.id: group for group in session.scalars(select(QuoteGroup))}
        assert groups.keys() == found.keys()
        for number, rows in found.items():
            ids = [row.quote_id for row in rows]
            first = min(rows, key=lambda row: (row.said_at is None, row.said_at, row.quote_id))
            assert (number, groups[number].size) == (min(ids), len(ids))
            assert groups[number].first_quote_id == first.quote_id
            states = session.scalars(select(Quote.state).where(Quote.id.in_(ids)).distinct())
            assert set(states) == {QuoteState.ACTIVE}
        return {frozenset(row.quote_id for row in rows) for rows in found.values()}
