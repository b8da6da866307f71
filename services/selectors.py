"""Where words stand, said so that they are found again on a page that has changed."""

from __future__ import annotations

from dataclasses import dataclass

_SHORTEST_AROUND = 32
LONGEST_AROUND = 2048
"""Characters on each side; beyond, a text that repeats itself has to be told apart by position."""


@dataclass(frozen=True, slots=True)
class TextSelector:
    """A stretch of a text: `text[start:end] == exact`, with what stands right before and after it.

    `prefix` and `suffix` are as long as it takes for `prefix + exact + suffix` to occur once in the text, from 32 to
    2048 characters, and shorter only where the text begins or ends.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def select_text(text: str, start: int, end: int) -> TextSelector:
    """The selector of `text[start:end]`."""
    around = _SHORTEST_AROUND
    while around < LONGEST_AROUND and not _occurs_once(text, text[max(0, start - around) : end + around]):
        around *= 2
    return TextSelector(
        start, end, text[start:end], text[max(0, start - around) : start], text[end : end + around]
    )


def _occurs_once(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0
