"""Pairs as rows of pieces, padded into batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from attribution.stance.pair_pieces import PairPieces, read_pair
from attribution.tagging.pieces import tokenizer
from training.descent import group_padded
from training.stance.pairs import LABELS, Pair

_SPREAD = 8
"""Pieces by which rows of one batch may differ at random, so that no epoch has the batches of another."""


@dataclass(frozen=True, slots=True)
class ReadPair:
    """A pair in pieces, with what the network should say."""

    pieces: PairPieces
    labels: NDArray[np.bool_]
    """Which of `LABELS` count as right (4,)."""
    evidence: NDArray[np.bool_] | None
    """Whether each piece shows the side; None where nobody marked it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of nearly equal length, padded."""

    ids: Tensor
    parts: Tensor
    mask: Tensor
    labels: Tensor
    """(batch, 4)."""
    evidence: Tensor
    """(batch, length)."""
    with_evidence: Tensor
    """Whether `evidence` is known of a piece (batch, length)."""


def read_pairs(pairs: Iterable[Pair]) -> list[ReadPair]:
    """The pairs in pieces; those whose quote has none are left out."""
    read = [_read(pair) for pair in pairs]
    return [one for one in read if (one.pieces.starts >= 0).any()]


def _read(pair: Pair) -> ReadPair:
    pieces = read_pair(pair.text, pair.context, pair.target)
    labels = np.asarray([label in pair.labels for label in LABELS])
    if not pair.evidence:
        return ReadPair(pieces, labels, None)
    shown = np.zeros(len(pieces.ids), np.bool_)
    for start, end in pair.evidence:
        shown |= (pieces.starts >= start) & (pieces.starts < end)
    return ReadPair(pieces, labels, shown if shown.any() else None)


def epoch_batches(pairs: Sequence[ReadPair], batch_pieces: int, order: random.Random) -> list[Batch]:
    """One pass over the pairs in random order, batches of at most `batch_pieces` pieces once padded."""
    rows = sorted(pairs, key=lambda one: len(one.pieces.ids) + order.random() * _SPREAD)
    groups = group_padded(rows, lambda row: len(row.pieces.ids), batch_pieces)
    batches = [make_batch(group) for group in groups]
    order.shuffle(batches)
    return batches


def make_batch(rows: Sequence[ReadPair]) -> Batch:
    """The pairs padded to one length."""
    shape = (len(rows), max(len(row.pieces.ids) for row in rows))
    ids = np.full(shape, tokenizer().token_to_id("[PAD]"), np.int64)
    parts = np.zeros(shape, np.int64)
    mask = np.zeros(shape, np.bool_)
    evidence = np.zeros(shape, np.float32)
    with_evidence = np.zeros(shape, np.bool_)
    for number, row in enumerate(rows):
        length = len(row.pieces.ids)
        ids[number, :length] = row.pieces.ids
        parts[number, :length] = row.pieces.parts
        mask[number, :length] = True
        if row.evidence is not None:
            evidence[number, :length] = row.evidence
            with_evidence[number, :length] = row.pieces.starts >= 0
    return Batch(
        ids=torch.from_numpy(ids),
        parts=torch.from_numpy(parts),
        mask=torch.from_numpy(mask),
        labels=torch.from_numpy(np.stack([row.labels for row in rows])),
        evidence=torch.from_numpy(evidence),
        with_evidence=torch.from_numpy(with_evidence),
    )
