"""Word lists written for OnRecord: what titles, people, groups, organizations and places are called."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text that spaces separate, as a set."""
    return frozenset(words.split())
