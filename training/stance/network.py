"""The stance network: an encoder over a pair, an answer for the pair, and for each piece whether it shows the side."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from attribution.stance.pair_pieces import QUOTE
from training.tagging.encoder import Encoder


class StanceNetwork(nn.Module):
    """An encoder with its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.shape.hidden
        self.pool = nn.Linear(2 * hidden, hidden)
        self.answer = nn.Linear(hidden, 4)
        self.evidence = nn.Linear(hidden, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, parts: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (batch, 4) of the labels and (batch, length) of evidence; arguments (batch, length), `mask` true at real pieces.

        The answer is read from the first piece and the mean of the quote's.
        """
        hidden = self.encoder(ids, parts, mask)
        quoted = ((parts == QUOTE) & mask).to(hidden.dtype)[..., None]
        mean = (hidden * quoted).sum(1) / quoted.sum(1).clamp(min=1)
        pooled = torch.tanh(self.pool(self.dropout(torch.cat([hidden[:, 0], mean], -1))))
        answer: Tensor = self.answer(self.dropout(pooled))
        evidence: Tensor = self.evidence(hidden).squeeze(-1)
        return answer, evidence
