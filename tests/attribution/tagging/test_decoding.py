"""Scores of words become stretches that begin with a first word and stay in their paragraph."""

from __future__ import annotations

import numpy as np
import pytest

from attribution.tagging.decoding import Stretch, decode, log_probabilities
from attribution.tagging.network import TAGS, Floats
from attribution.tagging.pieces import Integers


def scores_of(*rows: dict[str, float]) -> Floats:
    """Log-probabilities from the chances of some tags; the rest is shared by the others."""
    table = np.full((len(rows), len(TAGS)), 1e-4, np.float32)
    for number, row in enumerate(rows):
        for tag, chance in row.items():
            table[number, TAGS.index(tag)] = chance
    return log_probabilities(np.log(table))


def one_paragraph(count: int) -> Integers:
    return np.zeros(count, np.int32)


def bounds(stretches: list[Stretch]) -> list[tuple[str, int, int]]:
    return [(one.kind, one.first, one.last) for one in stretches]


def test_a_first_word_and_those_after_it_are_one_stretch() -> None:
    scores = scores_of({"B-source": 0.9}, {"B-cue": 0.9}, {"B-content": 0.9}, {"I-content": 0.9}, {"O": 0.9})
    assert bounds(decode(scores, one_paragraph(5))) == [("source", 0, 1), ("cue", 1, 2), ("content", 2, 4)]


def test_two_first_words_in_a_row_are_two_stretches() -> None:
    scores = scores_of({"B-content": 0.9}, {"I-content": 0.9}, {"B-content": 0.9})
    assert bounds(decode(scores, one_paragraph(3))) == [("content", 0, 2), ("content", 2, 3)]


def test_a_further_word_without_a_first_one_is_read_the_likeliest_way_that_is_possible() -> None:
    likelier_inside = scores_of({"O": 0.6, "B-content": 0.4}, {"I-content": 0.95}, {"I-content": 0.95})
    assert bounds(decode(likelier_inside, one_paragraph(3))) == [("content", 0, 3)]
    likelier_outside = scores_of({"O": 0.98, "B-content": 0.001}, {"I-content": 0.5, "O": 0.4})
    assert bounds(decode(likelier_outside, one_paragraph(2))) == []


def test_a_stretch_never_goes_on_into_the_next_paragraph() -> None:
    scores = scores_of({"B-content": 0.9}, {"I-content": 0.9, "B-content": 0.05}, {"I-content": 0.9})
    assert bounds(decode(scores, np.array([0, 1, 1], np.int32))) == [("content", 0, 1), ("content", 1, 3)]


def test_confidence_is_the_mean_chance_of_the_part_and_edge_that_of_its_first_word() -> None:
    scores = scores_of({"B-cue": 0.6, "I-cue": 0.3, "O": 0.1}, {"I-cue": 0.5, "O": 0.4})
    (cue,) = decode(scores, one_paragraph(2))
    assert cue.confidence == pytest.approx((0.9 + 0.5 / 0.9) / 2, abs=0.01)
    assert cue.edge == pytest.approx(0.6, abs=0.01)


def test_a_document_without_words_has_no_stretches() -> None:
    assert decode(np.zeros((0, len(TAGS)), np.float32), one_paragraph(0)) == []


def test_the_answer_is_the_best_of_all_possible_sequences() -> None:
    chance = np.random.default_rng(0)
    for _ in range(40):
        scores = log_probabilities(chance.normal(0, 2, (4, len(TAGS))).astype(np.float32))
        best = max(_possible(4), key=lambda tags: sum(scores[number, tag] for number, tag in enumerate(tags)))
        assert bounds(decode(scores, one_paragraph(4))) == _bounds_of(best)


def _possible(count: int, before: int = 0) -> list[tuple[int, ...]]:
    if not count:
        return [()]
    tags = [tag for tag in range(len(TAGS)) if not TAGS[tag].startswith("I-") or before in (tag, tag - 1)]
    return [(tag, *rest) for tag in tags for rest in _possible(count - 1, tag)]


def _bounds_of(tags: tuple[int, ...]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for number, tag in enumerate(tags):
        if TAGS[tag].startswith("B-"):
            found.append((TAGS[tag][2:], number, number + 1))
        elif tag:
            found[-1] = (found[-1][0], found[-1][1], number + 1)
    return found
