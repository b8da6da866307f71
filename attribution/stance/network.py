"""The trained network that weighs a quote against a proposition: chances of the four answers, and the words that show a side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attribution.extraction import Span
from attribution.stance.pair_pieces import PairPieces, read_pair
from attribution.tagging.pieces import tokenizer
from attribution.trained_files import loading, open_network, read_description

Floats = NDArray[np.float32]

FOLDER = Path(__file__).parent.parent / "weights" / "stance"
NETWORK = FOLDER / "network.onnx"
DESCRIPTION = FOLDER / "stance.json"
"""What the network is, how its answers become chances, and the hashes of the data."""
_NEEDED = ("temperature", "least_evidence", "least_side", "least_printed", "signs", "confidence")
_APOSTROPHES = ("'", "\u2019")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one pair."""

    logits: Floats
    """(4,) of favor, against, neutral, unrelated."""
    evidence: Span
    """The stretch of the quote that most shows a side, whole words; never empty."""


@cache
def _load() -> tuple[Any, dict[str, Any]]:
    with loading("the stance network's weights", FOLDER):
        tokenizer()
        return open_network(NETWORK), read_description(DESCRIPTION, _NEEDED)


def load_stance_network() -> None:
    """Load the network now rather than with the first pair. Raises `WeightsUnavailable`."""
    _load()


def description() -> dict[str, Any]:
    """What `training` wrote beside the weights. Raises `WeightsUnavailable`."""
    return _load()[1]


def weigh_pair(text: str, context: str, proposition: str) -> Reading | None:
    """The network's reading of a quote toward a proposition; None for a text without a word.

    `context` is the sentences around the quote, the quote included, or "". Raises `WeightsUnavailable`.
    """
    _load()
    pieces = read_pair(text, context, proposition)
    if not (pieces.starts >= 0).any():
        return None
    logits, evidence = score_pieces(pieces)
    return Reading(logits, find_evidence(text, pieces, evidence - description()["least_evidence"]))


def score_pieces(pieces: PairPieces) -> tuple[Floats, Floats]:
    """Logits (4,) of favor, against, neutral, unrelated, and (pieces,) of showing the side. Raises `WeightsUnavailable`."""
    answer, evidence = _load()[0].run(None, {"ids": pieces.ids[None], "parts": pieces.parts[None]})
    return answer[0], evidence[0]


def find_evidence(text: str, pieces: PairPieces, scores: Floats) -> Span:
    """The run of the quote's pieces with the largest sum of scores, widened to whole words.

    `scores` has one number a piece, above 0 where the piece rather shows a side than not (Kadane's algorithm).
    """
    quoted = np.flatnonzero(pieces.starts >= 0)
    first = last = begin = int(quoted[0])
    highest, running = -np.inf, 0.0
    for number in quoted.tolist():
        if running <= 0:
            running, begin = 0.0, number
        running += float(scores[number])
        if running > highest:
            highest, first, last = running, begin, number
    start, end = int(pieces.starts[first]), int(pieces.ends[last])
    while start > 0 and _is_within_a_word(text, start):
        start -= 1
    while end < len(text) and _is_within_a_word(text, end):
        end += 1
    return Span(start, end)


def _is_within_a_word(text: str, at: int) -> bool:
    """Whether a cut here would part a word; "don't" is one, and cut in two would say the opposite."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if after in _APOSTROPHES:
        return before.isalnum() and text[at + 1 : at + 2].isalnum()
    return before in _APOSTROPHES and after.isalnum() and text[max(at - 2, 0) : at - 1].isalnum()
