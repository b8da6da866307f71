"""The words of a quotation laid beside the words of quotes: the cheapest way to make one of the other.

The alignment of Needleman and Wunsch (https://doi.org/10.1016/0022-2836(70)90057-4) with free ends on the stored
side, since a quotation may be any part of what was said. What the quotation says openly is cheap: an ellipsis may
leave out any words, and square brackets may stand for some.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from services.verification.words import Word

# Of two ways the one that leaves out a stored word: it keeps more of the quotation's words equal.
_DROP = 4
_INSERT = 5
_CHANGE = 7
_BRACKET_DROP = 1
_BRACKET_INSERT = 0
_BRACKET_CHANGE = 1

LONGEST_SIDE = 3_000
"""Words of quotes that a quotation is held against at a time; the matrix has one number for each pair of words."""


class Step(NamedTuple):
    """One step of an alignment: the places of a checked and a stored word, or None for a side that has none."""

    checked: int | None
    stored: int | None
    equal: bool = False


def align(checked: Sequence[Word], stored: Sequence[Word]) -> list[Step]:
    """The steps from the first to the last checked word, in order. Stored words before and after are in no step.

    Takes time and memory in proportion to the product of the two lengths; `stored` may have `LONGEST_SIDE` words.
    """
    numbers: dict[str, int] = {}
    stored_keys = np.array([numbers.setdefault(word.key, len(numbers)) for word in stored], dtype=np.int32)
    costs = np.zeros((len(checked) + 1, len(stored) + 1), dtype=np.int32)
    places = np.arange(len(stored) + 1, dtype=np.int32)
    for row, word in enumerate(checked, start=1):
        insert, change = (_BRACKET_INSERT, _BRACKET_CHANGE) if word.bracketed else (_INSERT, _CHANGE)
        above = costs[row - 1]
        cheapest = above + insert
        beside = above[:-1] + np.where(stored_keys == numbers.get(word.key, -1), 0, change)
        cheapest[1:] = np.minimum(cheapest[1:], beside)
        drops = places * _drop_cost(word)
        costs[row] = np.minimum.accumulate(cheapest - drops) + drops
    return _trace_back(checked, stored, costs)


def _drop_cost(word: Word) -> int:
    """What it costs to leave out a stored word after this one."""
    if word.ellipsis_after:
        return 0
    return _BRACKET_DROP if word.bracketed else _DROP


def _trace_back(checked: Sequence[Word], stored: Sequence[Word], costs: np.ndarray) -> list[Step]:
    row, place = len(checked), int(np.argmin(costs[-1]))
    steps: list[Step] = []
    while row > 0:
        word, cost = checked[row - 1], int(costs[row, place])
        equal = place > 0 and stored[place - 1].key == word.key
        if equal and cost == costs[row - 1, place - 1]:
            row, place = row - 1, place - 1
            steps.append(Step(row, place, True))
        elif place > 0 and cost == costs[row, place - 1] + _drop_cost(word):
            place -= 1
            steps.append(Step(None, place))
        elif cost == costs[row - 1, place] + (_BRACKET_INSERT if word.bracketed else _INSERT):
            row -= 1
            steps.append(Step(row, None))
        else:
            row, place = row - 1, place - 1
            steps.append(Step(row, place))
    return steps[::-1]
