"""Fits the joiner: `python -m training.tagging.joiner`.

Learns which source each cue has from the parts as people marked them, and which cue each content has from these and from the
parts as the tagger finds them, mistakes included, on the training articles that are not held out; prints the share right of the
parts found on those that are. The tagger was fitted on the same articles and makes fewer mistakes there than elsewhere, and it finds parts with the biases that
`training.tagging.calibrate` left, so that comes before. Writes `attribution/weights/tagger/joining.json`. A few minutes on one core; deterministic.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from attribution.tagging.joining import JOINER
from training.gold import corpora_folder, read_gold
from training.tagging.choices import (
    FEWEST_SEEN,
    Choice,
    FoundArticle,
    MarkedArticle,
    cue_choices,
    habits_of,
    miss_cues,
    source_choices,
)
from training.tagging.corpus import held_out_ids

_HIDDEN = 24
_EPOCHS = 14
_SEED = 3


def fit_scorer(choices: Sequence[Choice], held_out: Sequence[Choice]) -> dict[str, object]:
    """A scorer as `joining.json` holds it; prints the share of right choices."""
    seen: defaultdict[str, int] = defaultdict(int)
    for rows, _ in choices:
        for signs in rows:
            for name in signs:
                seen[name] += 1
    names = sorted(name for name, count in seen.items() if count >= FEWEST_SEEN)
    columns = {name: number for number, name in enumerate(names)}
    torch.manual_seed(0)
    first, second = nn.Linear(len(names), _HIDDEN), nn.Linear(_HIDDEN, 1, bias=False)
    optimizer = torch.optim.Adam([*first.parameters(), *second.parameters()], 3e-3, weight_decay=1e-4)
    table, mask, right = _tables(choices, columns)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(choices)).split(256):
            scores = second(torch.relu(first(table[batch]))).squeeze(-1).masked_fill(mask[batch], -1e9)
            loss = nn.functional.cross_entropy(scores, right[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    table, mask, right = _tables(held_out, columns)
    with torch.no_grad():
        scores = second(torch.relu(first(table))).squeeze(-1).masked_fill(mask, -1e9)
    print(
        f"{len(choices)} choices, {len(names)} signs: right {(scores.argmax(1) == right).float().mean():.4f} of {len(held_out)}"
    )
    rounded = [
        np.round(one.detach().numpy(), 4).tolist()
        for one in (first.weight.T, first.bias, second.weight.squeeze(0))
    ]
    return {"signs": names, "hidden": rounded[0], "hidden_bias": rounded[1], "output": rounded[2]}


def _tables(
    choices: Sequence[Choice], columns: dict[str, int]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    most = max(len(rows) for rows, _ in choices)
    table = np.zeros((len(choices), most, len(columns)), np.float32)
    mask = np.ones((len(choices), most), np.bool_)
    for number, (rows, _) in enumerate(choices):
        mask[number, : len(rows)] = False
        for place, signs in enumerate(rows):
            for name, value in signs.items():
                if name in columns:
                    table[number, place, columns[name]] = value
    right = torch.tensor([right for _, right in choices])
    return torch.from_numpy(table), torch.from_numpy(mask), right


def main() -> None:
    corpora = corpora_folder()
    held_out = held_out_ids(corpora)
    articles = list(read_gold(corpora / "quotes" / "polnear.train.jsonl"))
    marked = [MarkedArticle(article) for article in articles if article.id not in held_out]
    found = [FoundArticle(article) for article in articles if article.id not in held_out]
    checked = [FoundArticle(article) for article in articles if article.id in held_out]
    habits = habits_of(marked)
    stored: dict[str, object] = {"habits": habits}
    chance = random.Random(_SEED)  # noqa: S311
    with_missed = [
        one for article in marked for one in cue_choices(article, habits, miss_cues(article, chance))
    ]
    stored["to_cue"] = fit_scorer(
        [*with_missed, *(one for article in found for one in cue_choices(article, habits))],
        [one for article in checked for one in cue_choices(article, habits)],
    )
    stored["to_source"] = fit_scorer(
        [one for article in marked for one in source_choices(article, habits)],
        [one for article in checked for one in source_choices(article, habits)],
    )
    JOINER.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
