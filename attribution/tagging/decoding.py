"""From the network's scores of words to stretches of content, source and cue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from attribution.tagging.network import TAGS, Floats
from attribution.tagging.pieces import Integers

PartKind = Literal["content", "source", "cue"]

_KINDS: tuple[PartKind, ...] = ("content", "source", "cue")
_COUNT = len(TAGS)
_FORBIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive words that are one piece of a part."""

    kind: PartKind
    first: int
    last: int
    """Index of the word after the last one."""
    confidence: float
    """Mean probability of its words to be in a part of this kind."""
    edge: float
    """Probability that it begins where it does."""


def _transitions() -> NDArray[np.float32]:
    """0 where a tag may follow another, else forbidden: a further word follows a word of its own part."""
    allowed = np.zeros((_COUNT, _COUNT), np.float32)
    for number in range(1, _COUNT):
        if TAGS[number].startswith("I-"):
            allowed[:, number] = _FORBIDDEN
            allowed[[number - 1, number], number] = 0.0
    return allowed


_TRANSITIONS = _transitions()
_INSIDE = np.array([tag.startswith("I-") for tag in TAGS])


def log_probabilities(logits: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    answer: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return answer


def decode(scores: Floats, paragraphs: Integers) -> list[Stretch]:
    """The likeliest stretches of a document, in order, each within one paragraph.

    `scores`: log-probabilities (words, 7) of `TAGS`; `paragraphs`: (words,). Exact: where the likeliest tags of the
    words of a paragraph happen to follow each other as they may, they are the likeliest sequence; only the other
    paragraphs need the Viterbi algorithm.
    """
    if not len(scores):
        return []
    tags = scores.argmax(axis=1)
    begins = np.ones(len(tags), np.bool_)
    begins[1:] = paragraphs[1:] != paragraphs[:-1]
    before = np.concatenate(([0], tags[:-1]))
    before[begins] = 0
    wrong = _INSIDE[tags] & (before != tags) & (before != tags - 1)
    if wrong.any():
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(tags))
        for number in np.unique(np.searchsorted(starts, np.flatnonzero(wrong), side="right") - 1):
            tags[starts[number] : ends[number]] = _viterbi(scores[starts[number] : ends[number]])
    return _stretches(tags, np.exp(scores), begins)


def _viterbi(scores: Floats) -> NDArray[np.int64]:
    best = scores[0] + np.where(_INSIDE, _FORBIDDEN, 0.0)
    came: list[NDArray[np.int64]] = []
    for row in scores[1:]:
        ways = best[:, None] + _TRANSITIONS
        chosen = ways.argmax(axis=0)
        came.append(chosen)
        best = ways[chosen, np.arange(_COUNT)] + row
    path = [int(best.argmax())]
    for chosen in reversed(came):
        path.append(int(chosen[path[-1]]))
    return np.array(path[::-1])


def _stretches(tags: NDArray[np.int64], chances: Floats, begins: NDArray[np.bool_]) -> list[Stretch]:
    opens = (tags > 0) & ~_INSIDE[tags]
    closes = np.append(opens[1:] | (tags[1:] == 0) | begins[1:], True) & (tags > 0)
    # A tag of one part right after another part's closes that one: every change of part begins with a B tag.
    found: list[Stretch] = []
    for first, last in zip(np.flatnonzero(opens).tolist(), np.flatnonzero(closes).tolist(), strict=True):
        number = (int(tags[first]) - 1) // 2
        pair = chances[first : last + 1, 2 * number + 1 : 2 * number + 3]
        found.append(
            Stretch(
                kind=_KINDS[number],
                first=first,
                last=last + 1,
                confidence=float(pair.sum(axis=1).mean()),
                edge=float(chances[first, 2 * number + 1]),
            )
        )
    return found
