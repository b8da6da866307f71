"""Which sentences are headings, whose capitals tell nothing about names."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon.function_words import PREPOSITIONS, SENTENCE_STARTERS
from attribution.speakers.tokens import Token

_SMALL_WORDS = SENTENCE_STARTERS | PREPOSITIONS
"""Words that headlines in title case leave in lower case."""
_LONGEST_SMALL_WORD = 3
"""Letters of a word, but of a preposition, that a headline ending with a full stop leaves in lower case."""


def is_heading(tokens: Sequence[Token]) -> bool:
    """Whether all words but small ones are capitalised, so that capitals tell nothing about names."""
    letters = [token.text for token in tokens if token.text.isalpha()]
    if letters and all(word.isupper() for word in letters) and sum(map(len, letters)) > 5:
        return True
    words = [word for word in letters if word not in _SMALL_WORDS]
    capitals = sum(word[0].isupper() for word in words)
    # "Minister Mara Velden met Mayor Ana Roth." and "Just look at Mayor Ana B. Roth.": a full stop allows no
    # word that isn't capitalised.
    stopped = tokens[-1].text == "."
    share = 1.0 if stopped else 0.9
    if stopped and any(
        len(word) > _LONGEST_SMALL_WORD and word not in PREPOSITIONS for word in letters if word.islower()
    ):
        return False
    return len(words) >= 4 and (capitals == len(words) or capitals > share * len(words))
