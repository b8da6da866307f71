"""The words that mentions are read from."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """A word or punctuation mark with its offsets in the text; `text` has plain apostrophes."""

    start: int
    end: int
    text: str
