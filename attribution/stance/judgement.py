"""The answer to a quote and a proposition: what the network weighs, with the lexicon's reading laid beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from attribution.extraction import Span
from attribution.stance.network import Reading, description, weigh_pair
from attribution.stance.signs import Signs, StanceLabel, Target, may_be_about, read_signs
from attribution.tagging.confidence import log_odds

PairLabel = Literal["favor", "against", "neutral", "unrelated"]
PAIR_LABELS: Final[tuple[PairLabel, ...]] = get_args(PairLabel)
_SIDES: Final = 2
"""The first two labels are sides."""
_MIRRORED: Final = [1, 0, 2, 3]

STANCE_ENGINE: Final = "mpnet-stance"
STANCE_ENGINE_VERSION: Final = "3"

Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """The label of a pair, and how sure it is."""

    label: PairLabel
    confidence: float
    """The chance that the label is right, in [0, 1]."""
    evidence: Span | None
    """The words of the text that show it; None for "unrelated"."""


@dataclass(frozen=True, slots=True)
class Stance:
    """The speaker's side; `quote_text[evidence.start:evidence.end]` are the words that show it, never empty."""

    label: StanceLabel
    confidence: float
    evidence: Span


def label_pair(text: str, context: str, target: Target) -> PairAnswer:
    """The likeliest label of a text toward a target, whatever the text speaks of.

    `context` is the sentences around the text, the text included, or "". Any string is accepted. Where a target's proposition and its
    inverse change places, favor and against do too and nothing else of the answer. Raises `WeightsUnavailable`.
    """
    return _answer(text, context, target, "least_side")


def stance(quote_text: str, context: str, target: Target) -> Stance | None:
    """The speaker's stance toward the target, sure enough to be printed, or None if the quote is not about it.

    A side that is not sure enough is "neutral" here: neutral, or unclear. A quote that names nothing of what the target is about, nor its
    context, is not weighed: in an archive that is nearly every pair. Arguments and errors as for `label_pair`.
    """
    if not may_be_about(quote_text, context, target):
        return None
    answer = _answer(quote_text, context, target, "least_printed")
    if answer.label == "unrelated" or answer.evidence is None:
        return None
    label: StanceLabel = answer.label
    return Stance(label, answer.confidence, answer.evidence)


def decide(reading: Reading, signs: Signs | None, least: float) -> PairAnswer:
    """The answer that the network's reading and the lexicon's make together; no side whose chance is below `least` but where both read it."""
    chances = _chances(reading, signs)
    best = int(chances.argmax())
    agreed = signs is not None and signs.label == PAIR_LABELS[best]
    if best < _SIDES and (chances[0] == chances[1] or (chances[best] < least and not agreed)):
        # A side that is hardly likelier than the rest is a coin toss, and a reversed side the worst error.
        best = 2
    scale, shift = description()["confidence"]
    label = PAIR_LABELS[best]
    return PairAnswer(
        label,
        1 / (1 + math.exp(-(scale * log_odds(float(chances[best])) + shift))),
        None if label == "unrelated" else _evidence(label, reading, signs),
    )


def _answer(text: str, context: str, target: Target, threshold: str) -> PairAnswer:
    reading = _weigh(text, context, target)
    if reading is None:
        return PairAnswer("unrelated", 1.0, None)
    return decide(reading, read_signs(text, context, target), description()[threshold])


def _weigh(text: str, context: str, target: Target) -> Reading | None:
    """The network's reading; of a target with an inverse the mean of both wordings', the inverse's turned round."""
    first = weigh_pair(text, context, target.proposition)
    if first is None or not target.inverse.strip():
        return first
    second = weigh_pair(text, context, target.inverse)
    if second is None:
        return first
    turned = second.logits[_MIRRORED]
    surer = max(first, second, key=lambda one: (abs(float(one.logits[0] - one.logits[1])), one.evidence))
    return Reading((first.logits + turned) / np.float32(2), surer.evidence)


def _chances(reading: Reading, signs: Signs | None) -> Chances:
    stored = description()
    logits = reading.logits.astype(np.float64) / stored["temperature"]
    added = np.asarray(stored["signs"]["none" if signs is None else "neutral"], np.float64)
    if signs is not None and signs.label != "neutral":
        added = np.asarray(stored["signs"]["favor"], np.float64)
        if signs.label == "against":
            added = added[_MIRRORED]
    weighed = np.exp(logits + added - (logits + added).max())
    result: Chances = weighed / weighed.sum()
    return result


def _evidence(label: PairLabel, reading: Reading, signs: Signs | None) -> Span:
    """The lexicon's words where it reads the same side: they are an expression, where the network's may be a stretch of one."""
    return signs.evidence if signs is not None and signs.label == label else reading.evidence
