"""What would be found in a text, with nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

import attribution
from attribution import stance as stance_engine
from attribution.extraction import Extraction, ExtractionWarning, Quote, Span, join_segments
from models import Target
from services.errors import InvalidInput, TooLarge
from services.languages import LANGUAGE_NOT_READ, detect_language, not_read_message
from services.metrics import time_extraction
from services.pages import read_page
from services.spans import locate_evidence
from services.stances import read_target

# A pair takes the network some 30 ms, twice that where the target has an inverse: so many take seconds, not minutes,
# and are more than a long article has toward the targets it speaks of.
MOST_PAIRS: Final = 200
STANCES_LEFT_OUT: Final = "stances_left_out"


@dataclass(frozen=True, slots=True)
class PreviewedStance:
    """Where a quote stands toward a stored target; `evidence` counts in the text."""

    target: str
    label: str
    confidence: float
    evidence: Span


@dataclass(frozen=True, slots=True)
class PreviewedQuote:
    """A quote as the engine found it, with its segments joined as a stored one's, and its stances."""

    quote: Quote
    text: str
    stances: tuple[PreviewedStance, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """What made a decision."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A text, what the engine says of it, and its quotes toward all stored targets."""

    text: str
    extraction: Extraction
    quotes: tuple[PreviewedQuote, ...]
    warnings: tuple[ExtractionWarning, ...]

    @property
    def engines(self) -> tuple[Engine, Engine]:
        """What found the quotes, and what found their stances."""
        return (
            Engine(self.extraction.engine, self.extraction.engine_version),
            Engine(stance_engine.STANCE_ENGINE, stance_engine.STANCE_ENGINE_VERSION),
        )


def preview_extraction(session: Session, text: str, *, max_characters: int) -> Preview:
    """Read a text as an article would be read, and store nothing. Raises TooLarge.

    Stances are always the shipped engine's: whoever may only read must not use up an operator's requests. They are
    read for `MOST_PAIRS` of quotes and targets that may belong together; a warning says from where on there are none.
    The session's transaction is over when they are read.
    """
    if len(text) > max_characters:
        raise TooLarge(f"The text has {len(text)} characters; at most {max_characters} are read.")
    extraction = _extract(text)
    targets = [read_target(target) for target in session.scalars(select(Target).order_by(Target.id))]
    # An open one would keep its connection from others, and PostgreSQL from tidying up.
    session.rollback()
    quotes, left_out = _preview_quotes(text, extraction.quotes, targets)
    return Preview(text, extraction, quotes, (*extraction.warnings, *left_out))


def _extract(text: str) -> Extraction:
    """As a stored article without a given language would be read: of one that is clearly not in English, nothing is."""
    detection = detect_language(text)
    if detection is None:
        with time_extraction():
            return attribution.extract(text)
    warning = ExtractionWarning(LANGUAGE_NOT_READ, not_read_message(detection.language))
    return replace(attribution.extract(""), warnings=(warning,))


def preview_page(session: Session, html: str, url: str | None, *, max_characters: int) -> Preview:
    """Read a web page's article, and store nothing; one without any is an empty text with a warning.

    Raises TooLarge.
    """
    try:
        text = read_page(html, url).text
    except InvalidInput as error:
        preview = preview_extraction(session, "", max_characters=max_characters)
        warning = ExtractionWarning("no_article_text", error.detail)
        return replace(preview, warnings=(*preview.warnings, warning))
    return preview_extraction(session, text, max_characters=max_characters)


def _preview_quotes(
    text: str, found: Sequence[Quote], targets: Sequence[stance_engine.Target]
) -> tuple[tuple[PreviewedQuote, ...], tuple[ExtractionWarning, ...]]:
    """The quotes with their stances, none from the first on with which there would be too much to read."""
    previewed = []
    warnings: tuple[ExtractionWarning, ...] = ()
    left = MOST_PAIRS
    for quote in found:
        words = join_segments(text, quote.content)
        context = text[quote.context.start : quote.context.end]
        named: list[stance_engine.Target] = []
        if not warnings:
            named = [target for target in targets if stance_engine.may_be_about(words, context, target)]
            left -= len(named)
            if left < 0:
                named = []
                warnings = (_left_out(quote),)
        previewed.append(PreviewedQuote(quote, words, _preview_stances(quote, words, context, named)))
    return tuple(previewed), warnings


def _left_out(first: Quote) -> ExtractionWarning:
    return ExtractionWarning(
        STANCES_LEFT_OUT,
        f"Stances are read for {MOST_PAIRS} pairs of a quote and a target at most; this quote and those after it have none.",
        first.content[0],
    )


def _preview_stances(
    quote: Quote, words: str, context: str, targets: Sequence[stance_engine.Target]
) -> tuple[PreviewedStance, ...]:
    stances = []
    for target in targets:
        found = stance_engine.stance(words, context, target)
        if found is not None:
            evidence = locate_evidence(quote.content, found.evidence)
            stances.append(PreviewedStance(target.slug or "", found.label, found.confidence, evidence))
    return tuple(stances)
