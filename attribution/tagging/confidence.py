"""How sure an attribution is: the probability that content and source are both right, fitted on annotated articles."""

from __future__ import annotations

import math
from collections.abc import Sequence

from attribution.tagging.joining import Join
from attribution.tagging.network import description

SIGNS = (
    "always one",
    "cue",
    "content",
    "weakest content",
    "content's edge",
    "content's cue",
    "source",
    "source's cue",
    "no source",
    "in quotation marks",
    "partly in quotation marks",
    "contents beyond the first",
)
"""What the probability is made of, each a number; chances as log-odds."""

_SUREST = 6.0
_MOST_CONTENTS = 3
_MOST_SURE = 30.0


def signs_of(found: Join, quoted: bool, touched: bool) -> tuple[float, ...]:
    """The values of `SIGNS` for a join. `quoted`: all of its content stands in quotation marks; `touched`: some does."""
    contents = [content for content, _ in found.contents]
    source = found.source
    return (
        1.0,
        log_odds(found.cue.confidence),
        log_odds(sum(one.confidence for one in contents) / len(contents)),
        log_odds(min(one.confidence for one in contents)),
        log_odds(min(one.edge for one in contents)),
        log_odds(min(joined for _, joined in found.contents)),
        log_odds(source.confidence) if source else 0.0,
        log_odds(found.source_chance),
        0.0 if source else 1.0,
        float(quoted),
        float(touched and not quoted),
        float(min(len(contents) - 1, _MOST_CONTENTS)),
    )


def probability(signs: Sequence[float]) -> float:
    """The chance that an attribution with these signs is right, in (0, 1)."""
    weights = description()["confidence"]
    total = sum(weights[name] * sign for name, sign in zip(SIGNS, signs, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-_MOST_SURE, min(_MOST_SURE, total))))


def both_right(attribution: float, speaker: float) -> float:
    """The chance that an attribution and its speaker are both right, from that of each, in (0, 1).

    Their product is too low, since mistakes of both kinds fall together; the scale is fitted (Platt 1999).
    """
    scale, shift = description()["both_right"]
    return 1.0 / (1.0 + math.exp(-(scale * log_odds(attribution * speaker) + shift)))


def log_odds(chance: float) -> float:
    """The log-odds of a chance, at most 6 from zero."""
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return max(-_SUREST, min(_SUREST, math.log(bounded / (1 - bounded))))
