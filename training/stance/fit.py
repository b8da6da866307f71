"""Fits the stance network: `python -m training.stance.fit --work FOLDER`.

First on inference pairs and public stance sets, for the direction of an argument, then on quotes toward propositions: those of our own and the
labelled real ones. Leaves the weights after each stage in the folder; a stage whose weights,
learned from the same data, are there is not fitted again. The last ones go into the package; `training.stance.calibrate` has to follow.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.descent import Descent, half_precision
from training.gold import corpora_folder
from training.stance.batches import Batch, ReadPair, epoch_batches, read_pairs
from training.stance.export import write_weights
from training.stance.network import StanceNetwork
from training.stance.pairs import (
    Pair,
    data_hashes,
    read_inference,
    read_public,
    read_real,
    read_written,
    turn_about,
)
from training.tagging.bases import mpnet_folder
from training.tagging.encoder import load_mpnet

SEED = 5
_BATCH_PIECES = 1024
_EVIDENCE_SHARE = 0.3
"""Weight of the evidence's loss beside the answer's."""

_INFERENCE = {
    "lingnli": 0.09,
    "sanli": 0.04,
    "mnli_dev": 0.05,
    "negnli": 0.5,
    "cad_nli": 0.15,
    "explagraphs": 1.0,
    "claimdiff": 0.2,
    "political_negation": 1.0,
    "commitmentbank": 1.0,
    "commitmentbank_items": 1.0,
    "sem_anto_neg": 0.1,
    "verb_veridicality": 0.2,
    "flute": 0.1,
}
_PUBLIC = {
    "perspectrum": 0.7,
    "ibmcs": 1.0,
    "argkp": 0.4,
    "gwsd": 0.3,
    "semeval16": 0.4,
    "newsmtsc": 0.12,
    "vast": 0.02,
}
_KEPT_PUBLIC = {"semeval16": 0.2, "newsmtsc": 0.04, "vast": 0.012, "perspectrum": 0.1}
"""Shares of the sets that are learned from: training time is short."""
_REAL = {"neutral": 0.7, "unrelated": 0.35}
"""Shares of the labelled real quotes, where not all are learned from."""
_INVERTED_SHARE = 0.12
"""How often a pair is learned with its target and label turned about instead."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How long and how fast."""

    name: str
    epochs: float
    encoder_rate: float
    head_rate: float
    dropout: float
    warm_up: float = 0.1


STAGES = (Stage("inference", 1, 4e-5, 2e-4, 0.0), Stage("quotes", 1.15, 4e-5, 2e-4, 0.1))


def pair_loss(answer: Tensor, evidence: Tensor, batch: Batch) -> Tensor:
    """Minus the log of the chance of all labels that count as right, and the mean loss of the evidence that is known."""
    chances = functional.log_softmax(answer.float(), -1).masked_fill(~batch.labels, -1e9)
    loss = -chances.logsumexp(-1).mean()
    if batch.with_evidence.any():
        shown = functional.binary_cross_entropy_with_logits(
            evidence.float()[batch.with_evidence], batch.evidence[batch.with_evidence]
        )
        loss = loss + _EVIDENCE_SHARE * shown
    return loss


def fit_stage(network: StanceNetwork, pairs: Sequence[ReadPair], stage: Stage) -> None:
    """Train the network in place on some pairs."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)  # noqa: S311
    steps = round(stage.epochs * len(epoch_batches(pairs, _BATCH_PIECES, random.Random(0))))  # noqa: S311
    descent = Descent(network, stage.encoder_rate, stage.head_rate, steps, stage.warm_up)
    began = time.monotonic()
    running = 0.0
    network.train()
    network.encoder.set_dropout(stage.dropout)
    epochs = (epoch_batches(pairs, _BATCH_PIECES, order) for _ in range(math.ceil(stage.epochs)))
    for done, batch in enumerate(islice(chain.from_iterable(epochs), steps), 1):
        with half_precision():
            answer, evidence = network(batch.ids, batch.parts, batch.mask)
        loss = pair_loss(answer, evidence, batch)
        descent.step(loss)
        running = loss.item() if not running else 0.97 * running + 0.03 * loss.item()
        if done % 50 == 0:
            print(
                f"{stage.name} {done}/{steps} loss {running:.4f} {time.monotonic() - began:.0f}s",
                flush=True,
            )


def check(network: StanceNetwork, pairs: Sequence[ReadPair]) -> dict[str, float]:
    """The share of answers right, and of the pairs with a side those whose side has the higher chance of the two."""
    network.eval()
    right = sides = right_sides = 0
    for batch in epoch_batches(pairs, 2 * _BATCH_PIECES, random.Random(0)):  # noqa: S311
        with torch.no_grad(), half_precision():
            answer, _ = network(batch.ids, batch.parts, batch.mask)
        right += int(batch.labels.gather(1, answer.argmax(-1, keepdim=True)).sum())
        one_side = batch.labels[:, 0] ^ batch.labels[:, 1]
        sides += int(one_side.sum())
        right_sides += int(((answer[:, 0] > answer[:, 1]) == batch.labels[:, 0])[one_side].sum())
    return {"right": round(right / len(pairs), 4), "sides_right": round(right_sides / max(sides, 1), 4)}


def first_pairs(corpora: Path) -> list[Pair]:
    """Pairs of the first stage."""
    chance = random.Random(SEED)  # noqa: S311
    inference = (
        pair
        for name, pair in read_inference(corpora / "nli" / "train.jsonl.gz")
        if chance.random() < _INFERENCE.get(name, 0.0)
    )
    return [_turned(pair, chance) for pair in (*inference, *_public(corpora, _PUBLIC, chance))]


def second_pairs(corpora: Path) -> list[Pair]:
    """Pairs of the second stage."""
    chance = random.Random(SEED)  # noqa: S311
    real = (pair for pair in read_real(corpora, "train") if chance.random() < _REAL.get(pair.labels[0], 1.0))
    quotes = (*read_written("train"), *real)
    return [_turned(pair, chance) for pair in (*quotes, *_public(corpora, _KEPT_PUBLIC, chance))]


def checked_pairs(corpora: Path) -> dict[str, list[ReadPair]]:
    """Sets that nothing is learned from, by name."""
    return {
        "written": read_pairs(read_written("dev")),
        "real": read_pairs(read_real(corpora, "dev")),
        "news-quotes": read_pairs(read_public(corpora / "stance" / "news-quotes.dev.jsonl", "dev")),
    }


def _turned(pair: Pair, chance: random.Random) -> Pair:
    return (turn_about(pair) or pair) if chance.random() < _INVERTED_SHARE else pair


def _public(corpora: Path, shares: dict[str, float], chance: random.Random) -> Iterable[Pair]:
    for name, share in shares.items():
        for pair in read_public(corpora / "stance" / f"{name}.jsonl", "train"):
            if chance.random() < share:
                # The sets without "unrelated" call it neutral.
                yield pair if pair.labels != ("neutral",) else replace(pair, labels=("neutral", "unrelated"))


def checkpoint(work: Path, name: str, hashes: Mapping[str, str]) -> Path:
    """Where something learned from files with these hashes is kept; other data make another file."""
    digest = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()
    return work / f"{name}-{digest[:8]}.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(os.cpu_count() or 1)
    torch.manual_seed(SEED)
    corpora = corpora_folder()
    checked = checked_pairs(corpora)
    hashes = data_hashes(corpora)
    print(json.dumps({"data": hashes}), flush=True)
    network = StanceNetwork(load_mpnet(mpnet_folder(arguments.work)))
    for stage, pairs in zip(STAGES, (first_pairs, second_pairs), strict=True):
        kept = checkpoint(arguments.work, stage.name, hashes)
        if kept.exists():
            network.load_state_dict(torch.load(kept, weights_only=True))
            continue
        read = read_pairs(pairs(corpora))
        print(
            f"{stage.name}: {len(read)} pairs, {sum(len(one.pieces.ids) for one in read)} pieces", flush=True
        )
        fit_stage(network, read, stage)
        torch.save(network.state_dict(), kept)
        print(json.dumps({name: check(network, pairs) for name, pairs in checked.items()}), flush=True)
    write_weights(network, hashes)


if __name__ == "__main__":
    main()
