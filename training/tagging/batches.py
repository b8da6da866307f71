"""Articles cut into windows and padded into batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attribution.tagging.network import TAGS
from attribution.tagging.pieces import pack_windows, tokenizer
from training.descent import group_padded
from training.tagging.examples import UNTAGGED, TaggedArticle

LONGEST = 254
"""Pieces of a window, without the two that frame it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of nearly equal length, padded; all (batch, length), `soft` (batch, length, 7)."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    soft: Tensor
    soft_rows: Tensor
    """Whether a piece's soft tags count (batch, length)."""


Window = tuple[TaggedArticle, int, int]


def epoch_batches(
    articles: Sequence[TaggedArticle],
    batch_pieces: int,
    random_state: random.Random,
) -> list[Batch]:
    """One pass over the articles, each cut into windows of another size than in other passes, in random order."""
    windows: list[Window] = []
    for article in articles:
        longest = random_state.choice((96, 128, 160, 192, 224, LONGEST, LONGEST))
        windows += [(article, start, end) for start, end in pack_windows(article.pieces, longest)]
    windows.sort(key=lambda window: window[2] - window[1] + random_state.random() * 24)
    batches = [make_batch(group) for group in group_windows(windows, batch_pieces)]
    random_state.shuffle(batches)
    return batches


def group_windows(windows: Iterable[Window], batch_pieces: int) -> Iterator[list[Window]]:
    """Runs of windows that fit into `batch_pieces` pieces once padded."""
    return group_padded(windows, lambda window: window[2] - window[1] + 2, batch_pieces)


def make_batch(windows: Sequence[Window]) -> Batch:
    """The windows padded to one length, framed by the start and end pieces."""
    length = max(end - start for _, start, end in windows) + 2
    shape = (len(windows), length)
    vocabulary = tokenizer().get_vocab()
    first, last, padding = (vocabulary[piece] for piece in ("[CLS]", "[SEP]", "[PAD]"))
    ids = np.full(shape, padding, np.int64)
    features = np.zeros(shape, np.int64)
    mask = np.zeros(shape, np.bool_)
    tags = np.full(shape, UNTAGGED, np.int64)
    soft = np.zeros((*shape, len(TAGS)), np.float32)
    soft_rows = np.zeros(shape, np.bool_)
    for row, (article, start, end) in enumerate(windows):
        size = end - start
        ids[row, 0], ids[row, size + 1] = first, last
        ids[row, 1 : size + 1] = article.pieces.ids[start:end]
        features[row, 1 : size + 1] = article.pieces.features[start:end]
        mask[row, : size + 2] = True
        tags[row, 1 : size + 1] = article.tags[start:end]
        if article.soft is not None:
            soft[row, 1 : size + 1] = article.soft[start:end]
            soft_rows[row, 1 : size + 1] = article.pieces.heads[start:end]
    return Batch(
        ids=torch.from_numpy(ids),
        features=torch.from_numpy(features),
        mask=torch.from_numpy(mask),
        tags=torch.from_numpy(tags),
        soft=torch.from_numpy(soft),
        soft_rows=torch.from_numpy(soft_rows),
    )
