"""Fits the stance network: `python -m training.stance.fit --work FOLDER`.

In the stages of `training.stance.stages`. Leaves the weights after each in the folder; a stage whose weights, learned from the same data, are
there is not fitted again. The last ones go into the package; `training.stance.calibrate` has to follow.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import time
from collections.abc import Mapping, Sequence
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
from training.stance.pairs import data_hashes, read_public, read_real, read_written
from training.stance.stages import STAGES, Stage, stage_pairs
from training.tagging.bases import mpnet_folder
from training.tagging.encoder import load_mpnet

SEED = 5
_BATCH_PIECES = 1024
_EVIDENCE_SHARE = 0.3
"""Weight of the evidence's loss beside the answer's."""


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
    taken = round(stage.ends_after * steps)
    for done, batch in enumerate(islice(chain.from_iterable(epochs), taken), 1):
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


def checked_pairs(corpora: Path) -> dict[str, list[ReadPair]]:
    """Sets that nothing is learned from, by name."""
    return {
        "written": read_pairs(read_written("dev")),
        "real": read_pairs(read_real(corpora, "dev")),
        "news-quotes": read_pairs(read_public(corpora / "stance" / "news-quotes.dev.jsonl", "dev")),
    }


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
    for stage in STAGES:
        kept = checkpoint(arguments.work, stage.name, hashes)
        if kept.exists():
            network.load_state_dict(torch.load(kept, weights_only=True))
            continue
        read = read_pairs(stage_pairs(stage, corpora))
        print(
            f"{stage.name}: {len(read)} pairs, {sum(len(one.pieces.ids) for one in read)} pieces", flush=True
        )
        fit_stage(network, read, stage)
        torch.save(network.state_dict(), kept)
        print(json.dumps({name: check(network, pairs) for name, pairs in checked.items()}), flush=True)
    write_weights(network, hashes)


if __name__ == "__main__":
    main()
