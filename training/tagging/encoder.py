"""The transformer encoders that are fine-tuned: MiniLM (BERT, Devlin et al. 2019) and MPNet (Song et al. 2020).

One implementation reads the weights of both, with two changes: a table of feature embeddings takes the place of the
token types, and attention runs through PyTorch's fused kernel. Its outputs agree with those of the `transformers`
library to 3e-6 on both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from attribution.tagging.pieces import FEATURES, tokenizer

_BUCKETS = 32
_FARTHEST = 128
_MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """What an encoder is made of."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    positions: int
    first_position: int
    relative: bool
    """Whether attention is biased by relative positions (MPNet)."""


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by a layer norm."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.dropout = dropout

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = hidden.shape
        split = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, width))
        hidden = self.norm1(hidden + functional.dropout(attended, self.dropout, self.training))
        fed = self.down(functional.gelu(self.up(hidden)))
        return self.norm2(hidden + functional.dropout(fed, self.dropout, self.training))


class Encoder(nn.Module):
    """Word pieces and their features in, one vector a piece out."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(FEATURES, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.relative = nn.Embedding(_BUCKETS, shape.heads) if shape.relative else None
        self.dropout = dropout

    def set_dropout(self, chance: float) -> None:
        """Drop this share of the values in training; 0 is a tenth faster."""
        self.dropout = chance
        for layer in self.layers:
            layer.dropout = chance

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """`ids` and `features` (batch, length), `mask` (batch, length) true at real pieces; answers (batch, length, hidden)."""
        length = ids.shape[1]
        places = torch.arange(length) + self.shape.first_position
        hidden = self.words(ids) + self.positions(places)[None] + self.features(features)
        hidden = functional.dropout(self.norm(hidden), self.dropout, self.training)
        bias = torch.zeros(ids.shape[0], 1, 1, length).masked_fill(~mask[:, None, None, :], _MASKED)
        if self.relative is not None:
            # Left as pre-trained: the fused kernel has no gradient for its bias.
            bias = bias + self.relative(relative_buckets(length)).detach().permute(2, 0, 1)[None]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden


def relative_buckets(length: int) -> Tensor:
    """Buckets of relative positions after T5 (Raffel et al. 2020): half for each side, exact up to 8, then logarithmic."""
    places = torch.arange(length)
    distance = places[:, None] - places[None, :]
    half = _BUCKETS // 2
    exact = half // 2
    side = (distance < 0).long() * half
    distance = distance.abs()
    scaled = torch.log(distance.float().clamp(min=1) / exact) / math.log(_FARTHEST / exact)
    far = exact + (scaled * (half - exact)).long()
    return side + torch.where(distance < exact, distance, far.clamp(max=half - 1))


_MPNET_FRAME = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}


def load_mpnet(folder: Path) -> Encoder:
    """The encoder with the weights of all-mpnet-base-v2, its words in the order of the tagger's vocabulary."""
    weights = load_file(folder / "model.safetensors")
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    rows = {word: number for number, word in enumerate(lines)}
    own = sorted(tokenizer().get_vocab().items(), key=lambda one: one[1])
    words = weights["embeddings.word_embeddings.weight"]
    weights["embeddings.word_embeddings.weight"] = words[
        torch.tensor([rows[_MPNET_FRAME.get(word, word)] for word, _ in own])
    ]
    shape = Shape(len(own), 768, 12, 12, 3072, 1e-5, 514, 2, True)
    encoder = Encoder(shape)
    state = _embeddings(weights, torch.zeros(FEATURES, shape.hidden))
    state["relative.weight"] = weights["encoder.relative_attention_bias.weight"]
    names = ("attention.attn.{}", "attention.attn.o", "attention.LayerNorm")
    for number in range(shape.layers):
        state |= _layer(weights, number, number, names, ("q", "k", "v"))
    encoder.load_state_dict(state)
    return encoder


def load_minilm(folder: Path, kept: Sequence[int], positions: int = 512) -> Encoder:
    """The encoder with the weights of all-MiniLM-L6-v2, of its six layers those in `kept`."""
    weights = load_file(folder / "model.safetensors")
    shape = Shape(30522, 384, len(kept), 12, 1536, 1e-12, positions, 0, False)
    encoder = Encoder(shape)
    types = weights["embeddings.token_type_embeddings.weight"][0]
    state = _embeddings(weights, types[None].repeat(FEATURES, 1))
    state["positions.weight"] = state["positions.weight"][:positions]
    names = ("attention.self.{}", "attention.output.dense", "attention.output.LayerNorm")
    for number, source in enumerate(kept):
        state |= _layer(weights, source, number, names, ("query", "key", "value"))
    encoder.load_state_dict(state)
    return encoder


def _embeddings(weights: dict[str, Tensor], features: Tensor) -> dict[str, Tensor]:
    return {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "features.weight": features,
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }


def _layer(
    weights: dict[str, Tensor],
    source: int,
    number: int,
    names: tuple[str, str, str],
    parts: tuple[str, str, str],
) -> dict[str, Tensor]:
    old, new = f"encoder.layer.{source}.", f"layers.{number}."
    renamed = {
        "out": names[1],
        "norm1": names[2],
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    state: dict[str, Tensor] = {}
    for end in (".weight", ".bias"):
        state[new + "qkv" + end] = torch.cat([weights[old + names[0].format(part) + end] for part in parts])
        for ours, theirs in renamed.items():
            state[new + ours + end] = weights[old + theirs + end]
    return state
