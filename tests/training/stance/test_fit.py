"""Pairs become batches, and what a network says of them is compared with every answer that counts as right.

Needs what `make training` installs.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="make training installs PyTorch")

from attribution import Span  # noqa: E402
from training.stance.batches import Batch, make_batch, read_pairs  # noqa: E402
from training.stance.fit import checkpoint, pair_loss  # noqa: E402
from training.stance.pairs import Pair  # noqa: E402


def batch(*pairs: Pair) -> Batch:
    return make_batch(read_pairs(pairs))


FAVOR = Pair("The toll must go.", "", "The toll should be abolished", ("favor",), evidence=(Span(9, 16),))
EITHER = Pair("Nobody asked me about it.", "", "The toll should be abolished", ("neutral", "unrelated"))


def test_rows_are_padded_and_evidence_is_known_where_it_was_marked() -> None:
    made = batch(FAVOR, EITHER)
    assert made.ids.shape == made.mask.shape == made.evidence.shape
    assert made.mask.sum(1).tolist() == [13, 14]
    assert made.labels.tolist() == [[True, False, False, False], [False, False, True, True]]
    assert made.evidence.sum(1).tolist() == [2, 0]
    assert made.with_evidence.sum(1).tolist() == [5, 0]


def test_a_quote_without_a_piece_is_left_out() -> None:
    assert read_pairs([Pair("", "", "The toll should be abolished", ("neutral",))]) == []


@pytest.mark.parametrize(
    ("answer", "small"), [([9, 0, 0, 0], False), ([0, 0, 9, 0], True), ([0, 0, 0, 9], True)]
)
def test_any_label_that_counts_as_right_costs_nothing(answer: list[float], small: bool) -> None:
    made = batch(EITHER)
    loss = pair_loss(torch.tensor([answer]), torch.zeros(made.ids.shape), made)
    assert (float(loss) < 0.01) == small


def test_what_was_learned_from_other_data_is_kept_elsewhere(tmp_path: Path) -> None:
    first, again = (checkpoint(tmp_path, "quotes", {"a": "1", "b": "2"}) for _ in range(2))
    assert first == again
    assert checkpoint(tmp_path, "quotes", {"a": "1", "b": "3"}) != first
    assert checkpoint(tmp_path, "inference", {"a": "1", "b": "2"}) != first


def test_evidence_that_is_not_shown_costs() -> None:
    made = batch(FAVOR)
    sure = torch.tensor([[9.0, 0.0, 0.0, 0.0]])
    shown = torch.from_numpy(np.where(made.evidence.numpy() > 0, 9.0, -9.0).astype(np.float32))
    assert float(pair_loss(sure, shown, made)) < 0.01 < float(pair_loss(sure, -shown, made))
