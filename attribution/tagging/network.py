"""The trained network that says, of every word, which part of an attribution it is in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attribution.tagging.pieces import FOLDER, Pieces, pack_windows, tokenizer
from attribution.trained_files import loading, open_network, read_description

Floats = NDArray[np.float32]

TAGS = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
"""Outside, and the first or a further word of each part. The parts never overlap in the annotation."""

NETWORK = FOLDER / "network.onnx"
DESCRIPTION = FOLDER / "tagger.json"
"""What the network is and how its answers are read: window, biases, calibration and the hashes of the data."""

_NEEDED = ("window", "biases", "confidence", "both_right")


@dataclass(frozen=True, slots=True)
class _Loaded:
    session: Any
    description: dict[str, Any]
    frame: tuple[int, int]
    """The pieces that every window begins and ends with."""


@cache
def _load() -> _Loaded:
    with loading("the tagger's weights", FOLDER):
        description = read_description(DESCRIPTION, _NEEDED)
        vocabulary = tokenizer().get_vocab()
        return _Loaded(open_network(NETWORK), description, (vocabulary["[CLS]"], vocabulary["[SEP]"]))


def load_network() -> None:
    """Load the network now rather than with the first text. Raises `WeightsUnavailable`."""
    _load()


def description() -> dict[str, Any]:
    """What `training` wrote beside the weights. Raises `WeightsUnavailable`."""
    return _load().description


def read_windows(pieces: Pieces) -> Floats:
    """Logits (pieces, 7) of `TAGS`, read window by window, so that time is linear in the document's length.

    Raises `WeightsUnavailable`.
    """
    loaded = _load()
    first, last = loaded.frame
    logits = np.zeros((len(pieces.ids), len(TAGS)), np.float32)
    for start, end in pack_windows(pieces, int(loaded.description["window"])):
        ids = np.empty((1, end - start + 2), np.int32)
        features = np.zeros_like(ids)
        ids[0, 0], ids[0, -1] = first, last
        ids[0, 1:-1] = pieces.ids[start:end]
        features[0, 1:-1] = pieces.features[start:end]
        (output,) = loaded.session.run(None, {"ids": ids, "features": features})
        logits[start:end] = output[0, 1:-1]
    return logits
