"""Fits a tagger network: the loop shared by the teacher and the student."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.descent import Descent, half_precision
from training.tagging.batches import Batch, epoch_batches
from training.tagging.examples import UNTAGGED, TaggedArticle
from training.tagging.network import TaggerNetwork


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast."""

    epochs: int
    batch_pieces: int
    encoder_rate: float
    head_rate: float
    seed: int
    smoothing: float = 0.05
    soft_share: float = 1.0
    """Weight of an article's soft tags against its hard ones, where it has them."""
    warm_up: float = 0.1

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def batch_loss(logits: Tensor, batch: Batch, schedule: Schedule) -> Tensor:
    """The mean loss over the words of a batch whose tags are known."""
    tags = logits.float()
    hard = functional.cross_entropy(
        tags.flatten(0, 1),
        batch.tags.flatten(),
        ignore_index=UNTAGGED,
        reduction="none",
        label_smoothing=schedule.smoothing,
    ).view(batch.tags.shape)
    soft = -(batch.soft * functional.log_softmax(tags, -1)).sum(-1)
    known = batch.tags != UNTAGGED
    share = schedule.soft_share * batch.soft_rows.float()
    weights = known.float() * (1 - share) + share
    total = hard * known * (1 - share) + soft * share
    return total.sum() / weights.sum().clamp(min=1)


def fit(
    network: TaggerNetwork,
    articles: Sequence[TaggedArticle],
    held_out: Sequence[TaggedArticle],
    schedule: Schedule,
    folder: Path,
) -> None:
    """Train the network in place; after every epoch its weights and the losses on `held_out` go to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(schedule.seed)
    order = random.Random(schedule.seed)  # noqa: S311
    per_epoch = len(epoch_batches(articles, schedule.batch_pieces, random.Random(0)))  # noqa: S311
    steps = schedule.epochs * per_epoch
    descent = Descent(network, schedule.encoder_rate, schedule.head_rate, steps, schedule.warm_up)
    began = time.monotonic()
    done = 0
    for epoch in range(1, schedule.epochs + 1):
        network.train()
        running = 0.0
        for batch in epoch_batches(articles, schedule.batch_pieces, order):
            with half_precision():
                logits = network(batch.ids, batch.features, batch.mask)
            loss = batch_loss(logits, batch, schedule)
            descent.step(loss)
            done += 1
            value = loss.item()
            running = value if not running else 0.97 * running + 0.03 * value
            if done % 50 == 0:
                print(f"step {done}/{steps} loss {running:.4f} {time.monotonic() - began:.0f}s", flush=True)
        entry = {"epoch": epoch, "seconds": round(time.monotonic() - began)} | check(
            network, held_out, schedule
        )
        print(json.dumps(entry), flush=True)
        with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
        torch.save(network.state_dict(), folder / "network.pt")


def check(
    network: TaggerNetwork,
    articles: Sequence[TaggedArticle],
    schedule: Schedule,
) -> dict[str, float]:
    """The mean loss on articles, the share of words tagged right, and the F1 of words of content."""
    network.eval()
    right = known = hits = found = wanted = 0
    loss = 0.0
    batches = epoch_batches(articles, schedule.batch_pieces, random.Random(0))  # noqa: S311
    with torch.no_grad():
        for batch in batches:
            with half_precision():
                logits = network(batch.ids, batch.features, batch.mask)
            loss += batch_loss(logits, batch, schedule).item()
            answer = logits.argmax(-1)
            rows = batch.tags != UNTAGGED
            right += int((answer[rows] == batch.tags[rows]).sum())
            known += int(rows.sum())
            ours = ((answer == 1) | (answer == 2)) & rows
            gold = ((batch.tags == 1) | (batch.tags == 2)) & rows
            hits, found, wanted = (
                hits + int((ours & gold).sum()),
                found + int(ours.sum()),
                wanted + int(gold.sum()),
            )
    return {
        "loss": round(loss / len(batches), 4),
        "tags_right": round(right / known, 4),
        "content_f1": round(2 * hits / (found + wanted), 4),
    }
