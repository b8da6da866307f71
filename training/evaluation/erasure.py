"""Whether evidence carries the answer: sides are asked for again with the evidence erased, and with other words erased instead.

After DeYoung et al. 2020 (comprehensiveness), with labels in the place of chances.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.stance import PairAnswer
from training.evaluation.stances import SIDES, Judged

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SEED = 3
Answer = Callable[[str, str, str], PairAnswer]
"""The answer to a text, its context and a target."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Shares, in [0, 1], of the sides that are no longer answered."""

    count: int
    without_evidence: float
    without_others: float
    """With as many other words of the same text erased."""


def measure_erasure(judged: Sequence[Judged], answer: Answer) -> Erasure:
    """Erase from every text with a side the evidence, and as many words in a row elsewhere; texts without as many others are left out.

    A context is left out throughout: it would give away what was erased.
    """
    chance = random.Random(_SEED)  # noqa: S311
    count = evidence = others = 0
    for one in judged:
        pair, shown = one.pair, one.answer.evidence
        if one.answer.label not in SIDES or shown is None:
            continue
        other = _elsewhere(pair.text, shown, chance)
        if other is None or answer(pair.text, "", pair.target).label != one.answer.label:
            continue
        count += 1
        evidence += answer(erase(pair.text, shown), "", pair.target).label != one.answer.label
        others += answer(erase(pair.text, other), "", pair.target).label != one.answer.label
    return Erasure(count, evidence / max(count, 1), others / max(count, 1))


def erase(text: str, span: Span) -> str:
    """The text without a stretch of it."""
    return f"{text[: span.start].rstrip()} … {text[span.end :].lstrip()}"


def _elsewhere(text: str, shown: Span, chance: random.Random) -> Span | None:
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    count = sum(word.start < shown.end and word.end > shown.start for word in words)
    runs = [
        Span(words[first].start, words[first + count - 1].end)
        for first in range(len(words) - count + 1)
        if count
    ]
    apart = [run for run in runs if run.end <= shown.start or run.start >= shown.end]
    return chance.choice(apart) if apart else None
