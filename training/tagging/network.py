"""The tagger's network: an encoder and a tag for each word.

The three parts of attributions never overlap in the annotation, so one tag a word says which part it is in.
"""

from __future__ import annotations

from torch import Tensor, nn

from attribution.tagging.network import TAGS
from training.tagging.encoder import Encoder


class TaggerNetwork(nn.Module):
    """An encoder with its head."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.tags = nn.Linear(encoder.shape.hidden, len(TAGS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch, length, 7) of `TAGS`; the arguments are the encoder's."""
        logits: Tensor = self.tags(self.dropout(self.encoder(ids, features, mask)))
        return logits
