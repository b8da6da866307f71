"""How the answer to a quotation looks to a client."""

from __future__ import annotations

from api.name_representations import represent_readings
from api.representations import (
    Representation,
    represent_article_reference,
    represent_quote,
    represent_span,
    represent_speaker_reference,
)
from attribution.extraction import Span
from services.verification.quotation import NearQuote, Verification


def represent_verification(verification: Verification) -> Representation:
    """What is known of a quotation."""
    return {
        "text": verification.text,
        "status": verification.status,
        "notes": sorted(verification.notes),
        "speaker_matches": verification.speaker_matches,
        "quoted_words": verification.quoted_words,
        "speakers": [represent_speaker_reference(speaker) for speaker in verification.speakers],
        "read_as": represent_readings([] if verification.read_as is None else [verification.read_as]),
        "said_by": [represent_speaker_reference(speaker) for speaker in verification.said_by],
        "articles": [
            represent_article_reference(quote.article, quote.revision) for quote in verification.articles
        ],
        "nearest": [_represent_near(near, verification.text) for near in verification.nearest],
    }


def _represent_near(near: NearQuote, text: str) -> Representation:
    comparison = near.comparison
    article_text = comparison.passage.text
    return {
        "status": comparison.status,
        "similarity": comparison.similarity,
        "notes": sorted(comparison.notes),
        "speaker_matches": near.speaker_matches,
        "quoted_words": comparison.quoted_words,
        "part": represent_span(text, *comparison.part),
        "diff": [
            {
                "kind": difference.kind,
                "checked": _represent_stretch(text, difference.checked),
                "stored": _represent_stretch(article_text, difference.stored),
            }
            for difference in comparison.differences
        ],
        "quotes": [represent_quote(quote) for quote in near.quotes],
    }


def _represent_stretch(text: str, span: Span | None) -> Representation | None:
    return None if span is None else represent_span(text, *span)
