"""A label for any pair of text and target, "unrelated" included, for callers that want an answer to every pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from attribution.extraction import Span
from attribution.stance.engine import Target, stance

PairLabel = Literal["favor", "against", "neutral", "unrelated"]

# The engine sees no object and has no evidence to weigh, so this is a base rate: of its 85 "unrelated" answers on
# news-quotes.dev 22 were right. That set holds pairs picked for being nearly all related; where most pairs are unrelated,
# as when every quote of an article meets every target, far more of these answers are right.
_UNRELATED_CONFIDENCE: Final = 0.26


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """The label of a pair, and how sure it is."""

    label: PairLabel
    confidence: float
    """In [0, 1]."""
    evidence: Span | None
    """The words of the text that show it; None for "unrelated"."""


def label_pair(text: str, context: str, target: Target) -> PairAnswer:
    """The label of a text toward a target; arguments as for `stance`, whose None is "unrelated" here."""
    found = stance(text, context, target)
    if found is None:
        return PairAnswer("unrelated", _UNRELATED_CONFIDENCE, None)
    return PairAnswer(found.label, found.confidence, found.evidence)
