"""The teacher's view of texts, for the student to learn from (Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from attribution.tagging.decoding import log_probabilities
from attribution.tagging.network import TAGS
from attribution.tagging.pieces import pack_windows
from training.descent import half_precision
from training.tagging.batches import Window, group_windows, make_batch
from training.tagging.examples import UNTAGGED, TaggedArticle
from training.tagging.network import TaggerNetwork

_STEPS = 255


def label_articles(
    network: TaggerNetwork,
    articles: Sequence[TaggedArticle],
    longest: int,
    batch_pieces: int = 4096,
) -> dict[str, NDArray[np.generic]]:
    """Arrays for `apply_labels`, by article id and name; windows of `longest` pieces."""
    network.eval()
    windows: list[Window] = [
        (article, start, end) for article in articles for start, end in pack_windows(article.pieces, longest)
    ]
    windows.sort(key=lambda window: window[2] - window[1])
    labels: dict[str, NDArray[np.generic]] = {}
    for article in articles:
        count = len(article.tags)
        labels[f"{article.id}/tags"] = np.zeros((count, len(TAGS)), np.float16)
    for group in group_windows(windows, batch_pieces):
        batch = make_batch(group)
        with torch.no_grad(), half_precision():
            logits = network(batch.ids, batch.features, batch.mask)
        chances = np.exp(log_probabilities(logits.float().numpy()))
        for row, (article, start, end) in enumerate(group):
            size = end - start
            labels[f"{article.id}/tags"][start:end] = chances[row, 1 : size + 1]
    return labels


def apply_labels(articles: Sequence[TaggedArticle], labels: Mapping[str, NDArray[np.generic]]) -> None:
    """Give articles the teacher's soft tags, and to those without annotation its likeliest tags too.

    Soft tags from several annotators are kept as half of the new ones.
    """
    for article in articles:
        soft = labels[f"{article.id}/tags"].astype(np.float32)
        article.soft = soft if article.soft is None else ((article.soft + soft) / 2).astype(np.float32)
        if (article.tags == UNTAGGED).all():
            article.tags = np.where(article.pieces.heads, soft.argmax(axis=1), UNTAGGED)


def save_labels(path: Path, labels: Mapping[str, NDArray[np.generic]]) -> None:
    """Write labels to a compressed file, chances in steps of 1/255: one array for all articles, in the order of their ids."""
    names = sorted(labels)
    lengths = [len(labels[name]) for name in names]
    rows = [np.round(np.asarray(labels[name], np.float32) * _STEPS).astype(np.uint8) for name in names]
    np.savez_compressed(path, names=np.array(names), lengths=np.array(lengths), chances=np.concatenate(rows))


def read_labels(path: Path) -> dict[str, NDArray[np.generic]]:
    """What `save_labels` wrote."""
    with np.load(path) as stored:
        ends = np.cumsum(stored["lengths"])
        parts = np.split(stored["chances"].astype(np.float32) / _STEPS, ends[:-1])
        return dict(zip(stored["names"].tolist(), parts, strict=True))
