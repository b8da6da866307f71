"""What the engine finds in a revision becomes rows, without touching what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import Extraction, join_segments
from models import Article, ArticleRevision, ArticleState, Quote, QuoteState, Target, current_moment
from services.decisions import carry_decisions, decided_quotes, is_decided, retire_quotes
from services.found_quotes import QuoteStorage
from services.grouping.regrouping import regroup_article
from services.held_rows import hold_stored_row
from services.history import engine_actor
from services.languages import LANGUAGE_NOT_READ, is_read, not_read_message
from services.locks import hold_targets
from services.meanings import NOTHING_EMBEDDED, Meanings, store_meanings
from services.metrics import time_extraction
from services.spans import identity_key, span_fault
from services.stance_engines import NOTHING_READ, Pair, Readings
from services.stances import read_target, tag_stances

Extract = Callable[[str], Extraction]

_MOST_WARNINGS = 100


def read_revision(revision: ArticleRevision, extract: Extract) -> Extraction | None:
    """Run the engine over a revision; None for a language that is not read.

    It may take long, so no transaction that writes should be open.
    """
    if not is_read(revision.article.language):
        return None
    with time_extraction():
        return extract(revision.text)


def pairs_to_read(session: Session, revision_id: int, extraction: Extraction | None) -> Iterator[Pair]:
    """The pairs whose stances will be stored with the extraction; none if it will not be, nor what a person decided.

    The session may be closed before the pairs are taken.
    """
    revision = session.get_one(ArticleRevision, revision_id)
    article = revision.article
    # What was withdrawn meanwhile must not be sent to anybody.
    if article.state == ArticleState.WITHDRAWN or revision is not article.current_revision:
        return iter(())
    targets = [
        (target.id, read_target(target))
        for target in session.scalars(select(Target).order_by(Target.id)).all()
    ]
    quotes = list(_quotes_to_read(session, revision, extraction))
    return (
        Pair(text, context, target)
        for text, context, decided in quotes
        for number, target in targets
        if number not in decided
    )


def _quotes_to_read(
    session: Session, revision: ArticleRevision, extraction: Extraction | None
) -> Iterator[tuple[str, str, frozenset[int]]]:
    """Text and context of each quote that will be active, with the targets toward which a person decided."""
    text = revision.text
    quotes, words = decided_quotes(session, revision)
    decided = {quote.key: quote for quote in quotes}
    for found in () if extraction is None else extraction.quotes:
        if span_fault(found, text) is not None:
            continue
        known = decided.get(identity_key(found.content))
        if known is None and words.hold(found.content):
            # It will not be stored: a person decided that these words are another quote, or none.
            continue
        if known is None or not known.is_fixed:
            targets = frozenset() if known is None else known.decided_targets
            context = text[found.context.start : found.context.end]
            yield join_segments(text, found.content), context, targets
    # Those too that were not found; of one that was and may change, the reading's words are what is stored.
    found_keys = set() if extraction is None else {identity_key(found.content) for found in extraction.quotes}
    for quote in decided.values():
        if quote.is_active and (quote.is_fixed or quote.key not in found_keys):
            yield quote.text, quote.context, quote.decided_targets


def store_extraction(
    session: Session,
    revision: ArticleRevision,
    extraction: Extraction | None,
    readings: Readings = NOTHING_READ,
    meanings: Meanings = NOTHING_EMBEDDED,
) -> list[Quote]:
    """Store a revision's quotes with speakers, spans, stances and what they mean, and make the article ready.

    Storing the same again changes nothing, and a quote found again keeps its row. Quotes of earlier revisions,
    and those of this one that are no longer found, are superseded. What a person decided stays, here and from
    earlier revisions. A quote whose spans do not fit the text is left out with a warning. Nothing is stored for a
    withdrawn article, nor for a revision that is no longer the newest. For None, the article becomes ready without
    quotes but those that people decided on, and a warning says so.
    """
    # Withdrawing and revising take the same lock, so neither can happen between this look and the commit.
    article = hold_stored_row(session, Article, Article.id == revision.article_id)
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
    told = [f"{LANGUAGE_NOT_READ}: {not_read_message(article.language)}"]
    if extraction is not None:
        told = [f"{warning.code}: {warning.message}" for warning in extraction.warnings]
    # Before storing and tagging, which weigh what there is to doubt.
    revision.warnings = told[:_MOST_WARNINGS]
    if extraction is not None:
        quotes, left_out = QuoteStorage(session, revision, extraction).store()
        revision.warnings = (left_out + told)[:_MOST_WARNINGS]
    _supersede_others(session, revision, {quote.id for quote in quotes}, actor)
    active = _tag_all(session, revision, readings)
    regroup_article(session, article.id)
    if extraction is not None:
        revision.engine = extraction.engine
        revision.engine_version = extraction.engine_version
        revision.extracted_at = current_moment()
    session.flush()
    store_meanings(session, active, meanings)
    return quotes


def _tag_all(session: Session, revision: ArticleRevision, readings: Readings) -> Sequence[Quote]:
    """Tag what was found, and what people decided on though it was not found; answers both, in text order."""
    targets = session.scalars(select(Target).order_by(Target.id)).all()
    active = select(Quote).where(Quote.revision_id == revision.id, Quote.state == QuoteState.ACTIVE)
    tagged = session.scalars(active.order_by(Quote.position, Quote.id)).all()
    for quote in tagged:
        tag_stances(session, quote, targets, readings)
    return tagged


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
