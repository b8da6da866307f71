"""What every fit does alike: arithmetic, padded batches, and steps at learning rates that rise and then fall in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import torch
from torch import Tensor, nn

Row = TypeVar("Row")


def half_precision() -> torch.autocast:
    """Arithmetic in bfloat16 where the processor has it: twice as fast there, and thirty times as slow elsewhere."""
    has_it = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    return torch.autocast("cpu", torch.bfloat16, enabled=has_it)


def group_padded(rows: Iterable[Row], length: Callable[[Row], int], batch_pieces: int) -> Iterator[list[Row]]:
    """Runs of rows that fit into `batch_pieces` pieces once padded to the longest of them."""
    group: list[Row] = []
    longest = 0
    for row in rows:
        if group and max(longest, length(row)) * (len(group) + 1) > batch_pieces:
            yield group
            group, longest = [], 0
        group.append(row)
        longest = max(longest, length(row))
    if group:
        yield group


class Descent:
    """AdamW on a network for a known number of steps, with one rate for its `encoder` and one for what was added to that."""

    def __init__(
        self, network: nn.Module, encoder_rate: float, head_rate: float, steps: int, warm_up: float
    ) -> None:
        self._network = network
        heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
        groups = [
            {"params": list(network.encoder.parameters()), "lr": encoder_rate},
            {"params": heads, "lr": head_rate},
        ]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        warm = warm_up * steps
        self._scheduler = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
        )

    def step(self, loss: Tensor) -> None:
        """Go down the slope of a loss, by at most one in the norm of all weights."""
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimizer.step()
        self._scheduler.step()
