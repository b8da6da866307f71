"""What the engine finds in a revision becomes rows, without touching what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import Extraction, join_segments
from models import Article, ArticleRevision, ArticleState, Quote, QuoteState, Target, current_moment
from services.decisions import carry_decisions, is_decided, retire_quotes
from services.found_quotes import QuoteStorage
from services.history import engine_actor
from services.locks import hold_targets
from services.spans import span_fault
from services.stance_engines import SHIPPED, Pair, StanceEngine
from services.stances import pair_of, tag_stances

Extract = Callable[[str], Extraction]

_MOST_WARNINGS = 100
_NOT_ENGLISH = "language_not_supported: quotes are extracted from English texts only"


def read_revision(revision: ArticleRevision, extract: Extract) -> Extraction | None:
    """Run the engine over a revision; None for a language that is not read.

    It may take long, so no transaction that writes should be open.
    """
    is_english = revision.article.language.lower().split("-")[0] in ("en", "eng")
    return extract(revision.text) if is_english else None


def pairs_to_read(session: Session, revision_id: int, extraction: Extraction | None) -> Iterator[Pair]:
    """What will be asked about stances when the extraction is stored; nothing if it will not be.

    The session may be closed before the pairs are taken.
    """
    revision = session.get_one(ArticleRevision, revision_id)
    article = revision.article
    # What was withdrawn meanwhile must not be sent to anybody.
    if (
        extraction is None
        or article.state == ArticleState.WITHDRAWN
        or revision is not article.current_revision
    ):
        return iter(())
    text = revision.text
    targets = session.scalars(select(Target).order_by(Target.id)).all()
    quotes = [quote for quote in extraction.quotes if span_fault(quote, text) is None]
    return (
        pair_of(join_segments(text, quote.content), text[quote.context.start : quote.context.end], target)
        for quote in quotes
        for target in targets
    )


def store_extraction(
    session: Session,
    revision: ArticleRevision,
    extraction: Extraction | None,
    stance_engine: StanceEngine = SHIPPED,
) -> list[Quote]:
    """Store a revision's quotes with speakers, spans and stances, and make the article ready.

    Storing the same again changes nothing, and a quote found again keeps its row. Quotes of earlier revisions,
    and those of this one that are no longer found, are superseded. What a person decided stays, here and from
    earlier revisions. A quote whose spans do not fit the text is left out with a warning. Nothing is stored for a
    withdrawn article, nor for a revision that is no longer the newest. For None, the article becomes ready without
    quotes but those that people decided on, and a warning says so.
    """
    # Withdrawing and revising take the same lock, so neither can happen between this look and the commit.
    # Not `get_one`: it refuses an article that was changed while this waited for the lock.
    article = session.scalars(
        select(Article)
        .where(Article.id == revision.article_id)
        .with_for_update(of=Article)
        .execution_options(populate_existing=True)
    ).one()
    session.refresh(article, ["revisions"])
    if article.state == ArticleState.WITHDRAWN or revision is not article.current_revision:
        return []
    article.state = ArticleState.READY
    actor = engine_actor("none", "0")
    if extraction is not None:
        actor = engine_actor(extraction.engine, extraction.engine_version)
    hold_targets(session)
    carry_decisions(session, revision, actor)
    quotes: list[Quote] = []
    warnings = [_NOT_ENGLISH]
    if extraction is not None:
        quotes, warnings = QuoteStorage(session, revision, extraction).store()
    _supersede_others(session, revision, {quote.id for quote in quotes}, actor)
    _tag_all(session, revision, stance_engine)
    if extraction is None:
        revision.warnings = warnings
        session.flush()
        return []
    told = [f"{warning.code}: {warning.message}" for warning in extraction.warnings]
    revision.warnings = (warnings + told)[:_MOST_WARNINGS]
    revision.engine = extraction.engine
    revision.engine_version = extraction.engine_version
    revision.extracted_at = current_moment()
    session.flush()
    return quotes


def _tag_all(session: Session, revision: ArticleRevision, stance_engine: StanceEngine) -> None:
    """Tag what was found, and what people decided on though it was not found."""
    targets = session.scalars(select(Target).order_by(Target.id)).all()
    active = select(Quote).where(Quote.revision_id == revision.id, Quote.state == QuoteState.ACTIVE)
    for quote in session.scalars(active.order_by(Quote.position, Quote.id)).all():
        tag_stances(session, quote, targets, stance_engine)


def _supersede_others(session: Session, revision: ArticleRevision, found: set[int], actor: str) -> None:
    active = session.scalars(
        select(Quote).where(Quote.article_id == revision.article_id, Quote.state == QuoteState.ACTIVE)
    ).all()
    earlier = [quote for quote in active if quote.revision_id != revision.id]
    retire_quotes(
        session,
        earlier,
        QuoteState.SUPERSEDED,
        reason=f"the article was revised (revision {revision.number})",
        actor=actor,
    )
    lost = [
        quote
        for quote in active
        if quote.revision_id == revision.id and quote.id not in found and not is_decided(quote)
    ]
    retire_quotes(
        session, lost, QuoteState.SUPERSEDED, reason="not found when the article was read again", actor=actor
    )
