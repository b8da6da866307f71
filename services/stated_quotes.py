"""The quotes behind positions, with all that is shown of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Article, ArticleRevision, Publisher, Quote, Stance
from services.statements import Statement

SHOWN_APPEARANCES = 20
"""How many articles of one statement are shown."""

# SQLite takes 32,766 parameters, and a page of points may have more quotes.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class StatedQuote:
    """A quote and its stance toward one target; `evidence` is what the revision has at its offsets."""

    quote_id: int
    type: str
    text: str
    said_at: datetime | None
    label: str
    confidence: float
    decided_by: str
    engine: str
    engine_version: str
    target_version: int
    evidence_start: int
    evidence_end: int
    evidence: str
    article_id: int
    title: str | None
    url: str | None
    publisher: str | None
    published_at: datetime | None
    revision: int


Details = dict[tuple[int, int], StatedQuote]
"""By the numbers of the quote and the target."""


def load_details(session: Session, statements: Iterable[Statement]) -> Details:
    """What is shown of the statements: of each its decisive appearance, and the first SHOWN_APPEARANCES others."""
    wanted: dict[int, set[int]] = {}
    for statement in statements:
        for appearance in (statement.decisive, *statement.appearances[:SHOWN_APPEARANCES]):
            wanted.setdefault(appearance.target_id, set()).add(appearance.quote_id)
    found: Details = {}
    for target_id, quote_ids in wanted.items():
        waiting = iter(sorted(quote_ids))
        while some := list(islice(waiting, _AT_ONCE)):
            found |= {(detail.quote_id, target_id): detail for detail in _load(session, target_id, some)}
    return found


def _load(session: Session, target_id: int, quote_ids: list[int]) -> list[StatedQuote]:
    # Cut out by the database: the texts themselves would be megabytes.
    length = Stance.evidence_end - Stance.evidence_start
    rows = session.execute(
        select(
            Quote.id.label("quote_id"),
            Quote.type,
            Quote.text,
            Quote.said_at,
            Stance.label,
            Stance.confidence,
            Stance.decided_by,
            Stance.engine,
            Stance.engine_version,
            Stance.target_version,
            Stance.evidence_start,
            Stance.evidence_end,
            func.substr(ArticleRevision.text, Stance.evidence_start + 1, length).label("evidence"),
            Quote.article_id,
            ArticleRevision.title,
            Article.url,
            Publisher.name.label("publisher"),
            Article.published_at,
            ArticleRevision.number.label("revision"),
        )
        .select_from(Quote)
        .join(Stance, Stance.quote_id == Quote.id)
        .join(ArticleRevision, ArticleRevision.id == Quote.revision_id)
        .join(Article, Article.id == Quote.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Stance.target_id == target_id, Quote.id.in_(quote_ids))
    )
    return [StatedQuote(**row) for row in rows.mappings()]
