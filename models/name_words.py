"""The words of speakers' names made findable by people who spell them another way.

Here and not in a service, because rows of `speaker_name_spellings` are written whenever a name is
(models.name_spelling).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

LONGEST_EXACT_WORD = 4
"""Words of up to so many letters are too many people's, one letter apart, to be read as anything else."""

_LONGEST_ONE_EDIT_WORD = 7
# Two spellings that are at most two edits apart have beginnings that are at most two edits apart, so the index need
# not grow with the length of a word.
_INDEXED_LETTERS = 7
_LARGEST = 2**31 - 1
_AFTER_SURNAMES = frozenset(["jr", "sr", "ii", "iii", "iv"])

# One sound written by several rules of transliteration, or without the marks of a keyboard that has none.
_SOUNDS = (
    (re.compile("tsch|tch"), "ch"),
    (re.compile("sch"), "sh"),
    (re.compile("kh"), "h"),
    (re.compile("gh"), "g"),
    (re.compile("ph"), "f"),
    (re.compile("dj|dzh"), "j"),
    (re.compile("off$"), "ov"),
    (re.compile("x"), "ks"),
    (re.compile("w"), "v"),
    (re.compile("ou|oo|ue"), "u"),
    (re.compile("ae"), "a"),
    (re.compile("oe"), "o"),
    (re.compile("ck|q|c(?!h)"), "k"),
    (re.compile("ij|iy|yi|yj|y"), "i"),
)
_DOUBLED = re.compile(r"(.)\1+")


def surname_of(name_key: str) -> str:
    """The last word of a folded name that is no "Jr." or the like; the whole of a name of nothing else.

    >>> [surname_of(key) for key in ("mara velden", "otto vale jr", "jr", "")]
    ['velden', 'vale', 'jr', '']
    """
    words = name_key.split()
    return next((word for word in reversed(words) if word not in _AFTER_SURNAMES), words[-1] if words else "")


def most_edits(word: str, other: str) -> int:
    """How many letters may differ between two words for the one to be read as the other.

    >>> most_edits("vale", "valek"), most_edits("veldn", "velden"), most_edits("veldenrat", "veldenrath")
    (0, 1, 2)
    """
    shorter = min(len(word), len(other))
    if shorter <= LONGEST_EXACT_WORD:
        return 0
    return 1 if shorter <= _LONGEST_ONE_EDIT_WORD else 2


@lru_cache(maxsize=10_000)
def sound_of(word: str) -> str:
    """What the transliterations of one word have in common.

    >>> sound_of("zelenskyy") == sound_of("zelenskiy") == sound_of("selensky"), sound_of("mueller")
    (False, 'muler')
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return _DOUBLED.sub(r"\1", word)


def word_number(word: str) -> int:
    """The number (31 bits) by which a name that ends in exactly this word is found."""
    return zlib.crc32(word.encode()) & _LARGEST


def spelling_numbers(word: str) -> frozenset[int]:
    """Numbers (31 bits), of which two words that may be spellings of one name have one in common.

    They stand for the word with up to as many letters left out as may differ, and for its sound. Words that are
    further apart may share one too. The same word always has the same numbers.
    """
    return frozenset([word_number(word), *map(word_number, _spellings(word))])


def _spellings(word: str) -> Iterator[str]:
    if len(word) <= LONGEST_EXACT_WORD:
        return
    beginning = word[:_INDEXED_LETTERS]
    for left_out in range(most_edits(word, word) + 1):
        for kept in combinations(beginning, len(beginning) - left_out):
            # Told from whole words, whose number finds exactly them.
            yield f"{''.join(kept)}…"
    yield f"{sound_of(word)}~"
