"""Articles cut into windows and padded into batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from attribution.tagging.network import TAGS
from attribution.tagging.pieces import pack_windows, tokenizer
from training.descent import group_padded
from training.tagging.examples import UNTAGGED, Array, TaggedArticle

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
    identifiers: Mapping[str, int] | None,
) -> list[Batch]:
    """One pass over the articles, each cut into windows of another size than in other passes, in random order.

    `identifiers`: a vocabulary other than the tagger's own to look the pieces up in.
    """
    windows: list[Window] = []
    for article in articles:
        longest = random_state.choice((96, 128, 160, 192, 224, LONGEST, LONGEST))
        windows += [(article, start, end) for start, end in pack_windows(article.pieces, longest)]
    windows.sort(key=lambda window: window[2] - window[1] + random_state.random() * 24)
    batches = [make_batch(group, identifiers) for group in group_windows(windows, batch_pieces)]
    random_state.shuffle(batches)
    return batches


def group_windows(windows: Iterable[Window], batch_pieces: int) -> Iterator[list[Window]]:
    """Runs of windows that fit into `batch_pieces` pieces once padded."""
    return group_padded(windows, lambda window: window[2] - window[1] + 2, batch_pieces)


def make_batch(windows: Sequence[Window], identifiers: Mapping[str, int] | None = None) -> Batch:
    """The windows padded to one length, framed by the start and end pieces."""
    length = max(end - start for _, start, end in windows) + 2
    shape = (len(windows), length)
    table, first, last, padding = _identifier_table(identifiers)
    ids = np.full(shape, padding, np.int64)
    features = np.zeros(shape, np.int64)
    mask = np.zeros(shape, np.bool_)
    tags = np.full(shape, UNTAGGED, np.int64)
    soft = np.zeros((*shape, len(TAGS)), np.float32)
    soft_rows = np.zeros(shape, np.bool_)
    for row, (article, start, end) in enumerate(windows):
        size = end - start
        ids[row, 0], ids[row, size + 1] = first, last
        ids[row, 1 : size + 1] = table[article.pieces.ids[start:end]]
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


def _identifier_table(identifiers: Mapping[str, int] | None) -> tuple[Array, int, int, int]:
    """Identifiers in the encoder's vocabulary by those of the tagger's, and those of start, end and padding."""
    own = tokenizer().get_vocab()
    if identifiers is None:
        return np.arange(len(own)), own["[CLS]"], own["[SEP]"], own["[PAD]"]
    table = np.full(len(own), identifiers["<unk>"], np.int64)
    for word, number in own.items():
        table[number] = identifiers.get(word, identifiers["<unk>"])
    return table, identifiers["<s>"], identifiers["</s>"], identifiers["<pad>"]


def read_vocabulary(path: Path) -> dict[str, int]:
    """Identifiers by piece, from a file with a piece a line."""
    return {word: number for number, word in enumerate(path.read_text(encoding="utf-8").splitlines())}
