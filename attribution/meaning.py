"""What a text means, as a vector: texts that say the same in other words point the same way.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020, trained as Reimers and Gurevych 2019 do: the mean of the pieces, of
length one). What all quotes have in common, and all subjects, is taken away from their vectors: else a quote that says
little would be near to everything. The product of two vectors is their cosine.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attribution.tagging.pieces import Integers, tokenizer
from attribution.text.folding import fold
from attribution.trained_files import loading, open_network, read_description

Floats = NDArray[np.float32]

MEANING_ENGINE = "minilm-meaning"
MEANING_ENGINE_VERSION = "1"
"""Vectors of another engine or version say nothing beside these."""

DIMENSIONS = 384
LONGEST_TEXT = 256
"""Pieces that are read of a text, the two that frame it included; what comes after them is left out."""

FOLDER = Path(__file__).parent / "weights" / "meaning"
NETWORK = FOLDER / "network.onnx"
DESCRIPTION = FOLDER / "meaning.json"
"""The SHA-256 of the network and of the encoder that it was made from, and the means of vectors of quotes and of subjects."""
_NEEDED = ("network", "encoder", "quotes", "subjects")

LEAST_WORDS = 5
"""Words that a quote must have to mean anything by itself: "the decision" is near to each decision."""
_WORD = re.compile(r"\w+")
# Enough for the pieces that are read, so that no text costs more than another.
_LONGEST_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class _Loaded:
    session: Any
    quotes: Floats
    """(384,), the mean of vectors of quotes."""
    subjects: Floats


@cache
def _load() -> _Loaded:
    with loading("the weights of search by meaning", FOLDER):
        tokenizer()
        description = read_description(DESCRIPTION, _NEEDED)
        found = hashlib.sha256(NETWORK.read_bytes()).hexdigest()
        if found != description["network"]:
            # Another network's vectors would be compared with those in the database, and nobody would notice.
            raise ValueError(f"{NETWORK.name} has the SHA-256 {found}, not that in {DESCRIPTION.name}")
        quotes, subjects = (np.asarray(description[name], np.float32) for name in ("quotes", "subjects"))
        return _Loaded(open_network(NETWORK), quotes, subjects)


def load_meaning() -> None:
    """Load the network now rather than with the first text. Raises `WeightsUnavailable`."""
    _load()


def embed(text: str) -> Floats:
    """The encoder's vector (384,) of a text, of length one; only its first 254 word pieces count.

    Any string is accepted, also one without a word. Raises `WeightsUnavailable`.
    """
    return run_network(_load().session, text)


def embed_quote(text: str) -> Floats:
    """The vector (384,) to store of a quote: of length one, or of zeros where it has fewer than `LEAST_WORDS` words.

    Raises `WeightsUnavailable`.
    """
    if len(_WORD.findall(text)) < LEAST_WORDS:
        return np.zeros(DIMENSIONS, np.float32)
    return _without(embed(text), _load().quotes)


def embed_subject(text: str) -> Floats:
    """The vector (384,), of length one, with which those of quotes are to be compared. Raises `WeightsUnavailable`."""
    return _without(embed(text), _load().subjects)


def run_network(session: Any, text: str) -> Floats:
    """What a session of the network makes of a text (384,)."""
    (vector,) = session.run(None, {"ids": read_ids(text)[None]})
    return np.asarray(vector[0], np.float32)


def read_ids(text: str) -> Integers:
    """The numbers (pieces,) of a text's word pieces as the network reads them, framed, at most `LONGEST_TEXT`."""
    begin, end = (tokenizer().token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
    ids = tokenizer().encode(fold(text[:_LONGEST_CHARACTERS])).ids[: LONGEST_TEXT - 2]
    return np.asarray([begin, *ids, end], np.int32)


def is_known_word(word: str) -> bool:
    """Whether the network's vocabulary has a word whole: common words and names of the world's news are, rare names not."""
    return len(tokenizer().encode(fold(word[:_LONGEST_CHARACTERS])).ids) == 1


def _without(vector: Floats, mean: Floats) -> Floats:
    rest = vector - mean
    return np.asarray(rest / np.linalg.norm(rest), np.float32)
