"""Pairs that nobody labelled, for a teacher to label: real quotes toward propositions that they may be about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from attribution.extraction import join_segments
from attribution.stance import Target, may_name
from attribution.text.document import read_document
from training.gold import read_gold
from training.stance.pairs import Pair, is_kept_out, read_real, read_written

_MOST_TARGETS = 2
"""Targets that one quote is tried on."""
_RANDOM_SHARE = 0.04
"""How often a target is taken that nothing in the quote names."""


def propose_pairs(corpora: Path, count: int, seed: int) -> list[Pair]:
    """As many pairs, without labels, of the training articles' quotes; an article kept out of training gives none."""
    order = random.Random(seed)  # noqa: S311
    pairs = list(_pairs(corpora, order))
    order.shuffle(pairs)
    return pairs[:count]


def _pairs(corpora: Path, order: random.Random) -> Iterator[Pair]:
    targets = sorted({pair.target for pair in (*read_written("train"), *read_real(corpora, "train"))})
    for article in read_gold(corpora / "quotes" / "polnear.train.jsonl"):
        if is_kept_out(article.id):
            continue
        document = read_document(article.text)
        for found in article.attributions:
            begin, end = document.sentences_around((*found.content, *found.cue, *found.source))
            text, context = join_segments(article.text, list(found.content)), article.text[begin:end]
            tried = order.sample(targets, 120)
            named = [target for target in tried if may_name(text, Target(target))]
            chosen = named[:_MOST_TARGETS] or (tried[:1] if order.random() < _RANDOM_SHARE else [])
            for target in chosen:
                yield Pair(text, context, target, ())
