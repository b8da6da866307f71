"""What the stance network learns, stage by stage: how long, how fast, and from which shares of which sets.

First from inference pairs and public stance sets, for the direction of an argument, then from quotes toward propositions: those of our own and
the labelled real ones. Then both once more, with pairs that were not among the first.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.stance.pairs import Pair, read_inference, read_public, read_real, read_written, turn_about

_REAL = {"neutral": 0.7, "unrelated": 0.35}
"""Shares of the labelled real quotes, where not all are learned from."""
_INVERTED_SHARE = 0.12
"""How often a pair is learned with its target and label turned about instead."""

Slice = tuple[float, float]
"""A part of a set whose pairs each drew a number in [0, 1): from, and up to but without."""

_BESIDE_QUOTES: Mapping[str, Slice] = {
    "semeval16": (0, 0.5),
    "newsmtsc": (0, 0.04),
    "vast": (0, 0.04),
    "perspectrum": (0, 0.1),
}
"""What is learned from beside quotes in later stages."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How long, how fast, and what from: training time is short, so most sets are learned from in part."""

    name: str
    epochs: float
    encoder_rate: float
    head_rate: float
    dropout: float
    seed: int
    """Of the numbers that pairs draw: stages with one seed and slices apart have no pair in common."""
    inference: Mapping[str, Slice] = field(default_factory=dict)
    public: Mapping[str, Slice] = field(default_factory=dict)
    quotes: bool = False
    """Whether quotes toward propositions, written and real ones, are learned from."""
    warm_up: float = 0.1
    ends_after: float = 1.0
    """The share of the steps after which to stop, the rate being as high as it is then."""


STAGES = (
    Stage(
        "inference",
        epochs=1,
        encoder_rate=4e-5,
        head_rate=2e-4,
        dropout=0.0,
        seed=5,
        inference={
            "lingnli": (0, 0.09),
            "sanli": (0, 0.04),
            "mnli_dev": (0, 0.05),
            "negnli": (0, 0.5),
            "cad_nli": (0, 0.15),
            "explagraphs": (0, 1),
            "claimdiff": (0, 0.2),
            "political_negation": (0, 1),
            "commitmentbank": (0, 1),
            "commitmentbank_items": (0, 1),
            "sem_anto_neg": (0, 0.1),
            "verb_veridicality": (0, 0.2),
            "flute": (0, 0.1),
        },
        public={
            "perspectrum": (0, 0.7),
            "ibmcs": (0, 1),
            "argkp": (0, 0.4),
            "gwsd": (0, 0.3),
            "semeval16": (0, 0.4),
            "newsmtsc": (0, 0.12),
            "vast": (0, 0.02),
        },
    ),
    Stage(
        "quotes",
        epochs=1.15,
        encoder_rate=4e-5,
        head_rate=2e-4,
        dropout=0.1,
        seed=5,
        quotes=True,
        public={
            "semeval16": (0, 0.2),
            "newsmtsc": (0, 0.04),
            "vast": (0, 0.012),
            "perspectrum": (0, 0.1),
        },
    ),
    Stage(
        "more-inference",
        epochs=1,
        ends_after=0.35,
        encoder_rate=4e-5,
        head_rate=1e-4,
        dropout=0.0,
        seed=5,
        inference={
            "lingnli": (0.09, 0.35),
            "mnli_dev": (0.05, 0.3),
            "mnli_train_part": (0, 0.3),
            "sanli": (0.04, 0.12),
            "wanli_part": (0, 0.2),
            "negnli": (0.5, 1),
            "cad_nli": (0.15, 0.25),
            "conjnli": (0, 0.1),
            "claimdiff": (0.2, 0.7),
            "climate_fever": (0, 0.08),
            "flute": (0.1, 0.3),
            "megaveridicality": (0, 0.1),
            "factuality_recast": (0, 0.05),
            "verb_veridicality": (0.2, 0.5),
            "function_words": (0, 0.3),
            "ambient": (0, 0.3),
        },
        public={
            "perspectrum": (0.7, 1),
            "argkp": (0.4, 0.7),
            "gwsd": (0.3, 0.6),
            "semeval16": (0.4, 1),
            "newsmtsc": (0.12, 0.24),
            "vast": (0.02, 0.14),
        },
    ),
    Stage(
        "more-quotes",
        epochs=1.6,
        ends_after=0.93,
        encoder_rate=3.5e-5,
        head_rate=1e-4,
        dropout=0.1,
        seed=6,
        quotes=True,
        public=_BESIDE_QUOTES,
    ),
    Stage(
        "third-inference",
        epochs=1,
        encoder_rate=4e-5,
        head_rate=1e-4,
        dropout=0.0,
        seed=5,
        inference={
            "lingnli": (0.35, 0.45),
            "mnli_dev": (0.3, 0.45),
            "mnli_train_part": (0.3, 0.6),
            "sanli": (0.12, 0.16),
            "wanli_part": (0.2, 0.4),
            "cad_nli": (0.25, 0.5),
            "conjnli": (0.1, 0.2),
            "rte": (0, 0.3),
            "flute": (0.3, 0.4),
            "sem_anto_neg": (0.1, 0.4),
            "breaking_nli": (0, 0.4),
            "scone": (0, 0.4),
            "taxinli": (0, 0.3),
            "glue_diagnostic": (0, 1),
            "nli_variation": (0, 1),
            "nan_nli": (0, 1),
            "claimdiff": (0.7, 1),
            "foolmetwice": (0, 0.2),
        },
        public={
            "perspectrum": (0, 0.5),
            "argkp": (0.7, 1),
            "gwsd": (0.6, 1),
            "newsmtsc": (0.24, 0.34),
            "vast": (0.14, 0.2),
        },
    ),
    Stage(
        "third-quotes",
        epochs=2,
        encoder_rate=3.5e-5,
        head_rate=1e-4,
        dropout=0.1,
        seed=7,
        quotes=True,
        public=_BESIDE_QUOTES,
    ),
)


def stage_pairs(stage: Stage, corpora: Path) -> list[Pair]:
    """The pairs of a stage, some of them turned about."""
    chance = random.Random(stage.seed)  # noqa: S311
    # One after another: each pair draws its number in this order.
    pairs = [*_inference(stage, corpora, chance)] if stage.inference else []
    if stage.quotes:
        pairs += read_written("train")
        pairs += (
            pair for pair in read_real(corpora, "train") if chance.random() < _REAL.get(pair.labels[0], 1.0)
        )
    pairs += _public(stage, corpora, chance)
    return [_turned(pair, chance) for pair in pairs]


def _inference(stage: Stage, corpora: Path, chance: random.Random) -> Iterator[Pair]:
    for name, pair in read_inference(corpora / "nli" / "train.jsonl.gz"):
        if _is_in(stage.inference.get(name, (0, 0)), chance):
            yield pair


def _public(stage: Stage, corpora: Path, chance: random.Random) -> Iterator[Pair]:
    for name, part in stage.public.items():
        for pair in read_public(corpora / "stance" / f"{name}.jsonl", "train"):
            if _is_in(part, chance):
                # The sets without "unrelated" call it neutral.
                yield pair if pair.labels != ("neutral",) else replace(pair, labels=("neutral", "unrelated"))


def _is_in(part: Slice, chance: random.Random) -> bool:
    start, end = part
    return start <= chance.random() < end


def _turned(pair: Pair, chance: random.Random) -> Pair:
    return (turn_about(pair) or pair) if chance.random() < _INVERTED_SHARE else pair
