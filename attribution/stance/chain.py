"""A passage to read, and the chain of signs collected from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from attribution.stance.voice import Voice
from attribution.stance.words import Item, Word, stance_data

Pattern = Literal["obligation", "attitude", "judgement", "intention", "effect", "imperative", "plan"]
"""What commits the speaker: should, oppose, is a mistake, we will, would cause war, lift them now, will be lifted."""

JUDGEMENTS: Final = ("positive_judgements", "negative_judgements")
REACH: Final = 16
"""Words looked at on each side of a mention: bounds the work per mention, so time stays linear."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are read as one, with the lexicon's items and where the quote's own words begin.

    `words[:quote_start]` are the words of the context that introduce the quote ("Velden opposed …").
    """

    words: Sequence[Word]
    items: Sequence[Item | None]
    quote_start: int = 0
    is_indirect: bool = False
    is_on_person: bool = False
    """True if the target is a choice of a person, of whom a fault or a merit is a judgement."""
    voice: Voice = field(default_factory=Voice)


@dataclass(frozen=True, slots=True)
class Signal:
    """An attitude to the object: `polarity` is +1 or -1, `words[first:last]` carried it."""

    polarity: int
    pattern: Pattern
    first: int
    last: int
    conceded: bool = False


@dataclass(slots=True)
class Chain:
    """Signs collected on one side of a mention."""

    sign: int = 1
    action: int = 0
    pattern: Pattern | None = None
    weak: bool = False
    refused: bool = False
    reported: bool = False
    conditional: bool = False
    conceded: bool = False
    excluding: bool = False
    left_open: bool = False
    clausal: bool = False
    idea: int = 0
    wish: bool = False
    modal: str = ""
    """The word that says how sure the deed is ("will", "could", "planned"), if no "should" does."""
    end: int = 0
    """Where the deed that completed a predicate ends, as an index of the passage's words."""
    links: list[int] = field(default_factory=list)

    def add(self, sign: int, item: Item) -> None:
        """Another operator, at the item's words."""
        self.sign *= sign
        self.links.extend((item.first, item.last - 1))


def action_sign(item: Item) -> int:
    """+1 if the verb promotes its object, -1 if it curbs it, 0 for any other word."""
    promoting = item.is_a("promoting_actions")
    curbing = item.is_a("curbing_actions", "lowering_effects", "hurting_effects")
    if promoting == curbing:
        return 0
    return 1 if promoting else -1


def weight(word: Word, item: Item | None) -> float:
    """How far a word that plays no part moves two links of a chain apart."""
    if item is not None and item.is_a("opinion"):
        return 0.0
    return 0.4 if word.lower in stance_data().function_words else 1.0
