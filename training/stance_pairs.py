"""The pairs of a quote and a proposition that stance engines are fitted to and measured against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import training
from attribution.extraction import Span, join_segments
from attribution.stance import PairLabel
from training.gold import read_gold

WRITTEN = Path(training.__file__).parent / "data" / "stance" / "written.jsonl"
"""Quotes and targets of our own; training/data/stance/README.md is their datasheet."""
REAL = WRITTEN.with_name("real.jsonl")
"""Labels for real quotes of PolNeAR's training articles, whose text is not here."""

Split = Literal["train", "dev"]
LABELS: tuple[PairLabel, ...] = get_args(PairLabel)


@dataclass(frozen=True, slots=True)
class Pair:
    """A text toward a proposition, with the label that people gave it."""

    text: str
    context: str
    """The sentences around the text, with it; empty where the set has none."""
    target: str
    labels: tuple[PairLabel, ...]
    """The answers that count as right, the first reader's first."""
    kind: str = ""
    """What is hard about it, in the sets that say so."""


def read_written(split: Split, path: Path = WRITTEN) -> Iterator[Pair]:
    """The pairs of our own; no proposition and no quote is in both splits."""
    for row in _rows(path):
        if row["split"] == split:
            yield Pair(row["text"], row["context"], row["target"], (row["label"],), row["kind"])


def read_real(corpora: Path, path: Path = REAL) -> Iterator[Pair]:
    """The labelled quotes of PolNeAR's training articles, with their text from the corpora folder."""
    texts = {article.id: article.text for article in read_gold(corpora / "quotes" / "polnear.train.jsonl")}
    for row in _rows(path):
        text = texts[row["article"]]
        content = [Span(start, end) for start, end in row["content"]]
        start, end = row["context"]
        yield Pair(join_segments(text, content), text[start:end], row["target"], (row["label"],))


def read_public(path: Path, split: Split) -> Iterator[Pair]:
    """The pairs of one of the corpora's stance sets. Where readers differed, each of their labels counts as right."""
    for row in _rows(path):
        if row["split"] == split:
            labels = dict.fromkeys((row["label"], *row.get("labels", ())))
            yield Pair(row["text"], row.get("context") or "", row["target"], tuple(labels))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
