"""Which single marks are apostrophes: part of a word, never a quotation mark."""

from __future__ import annotations

import re

_LETTER = r"[^\W_]"

_WORD_INTERNAL = re.compile(rf"(?<={_LETTER})[’‘ʼ′`´＇'](?={_LETTER})")
"""Between two letters or digits: don’t, O‘Brien, 1990’s. Accents and primes stand in for it in sloppy typing."""

_DECADE = r"\d0s\b"
_CLIPPED = r"(?:[Tt]is|[Tt]was|[Tt]were|[Tt]will|em|til|till|cause|cos|bout|round|nother|neath|cept)\b"

_CLIPPED_WORD = re.compile(
    rf"(?<!{_LETTER})[’‘ʼ＇'](?={_DECADE}|{_CLIPPED})|(?<!{_LETTER})[’ʼ](?=\d\d\b(?![,.]\d))"
)
"""Letters or digits left out at a word's start: ’tis, ’em, ’90s, ’16. A straight or an opening mark before two
digits may open a quotation (‘16 people left’), so only a decade makes those an apostrophe."""

_LONE_LETTER = re.compile(rf"(?<!{_LETTER})[’‘ʼ＇'][nN][’‘ʼ＇'](?!{_LETTER})")
"""Both marks of rock ’n’ roll."""

_FEET_AND_INCHES = re.compile(r"(?<![\d.,])\d{1,2}\s?(['’′])\s?\d{1,2}(?:½|¼|¾|[.-]\d+)?\s?(\"|”|″|''|’’)")


def apostrophe_offsets(text: str, start: int, end: int) -> set[int]:
    """Offsets in `text[start:end]` of the marks that belong to a clipped word, such as ’90s or ’n’."""
    offsets = {match.start() for match in _CLIPPED_WORD.finditer(text, start, end)}
    for match in _LONE_LETTER.finditer(text, start, end):
        offsets.update((match.start(), match.end() - 1))
    return offsets


def measure_offsets(text: str, start: int, end: int) -> set[int]:
    """Offsets in `text[start:end]` of marks that mean feet and inches together, as in 6'2"."""
    offsets: set[int] = set()
    for match in _FEET_AND_INCHES.finditer(text, start, end):
        for group in (1, 2):
            offsets.update(range(*match.span(group)))
    return offsets


def fold_apostrophes(text: str) -> str:
    """The same text, equally long, with every apostrophe that can be told for sure made a straight one."""
    text = _WORD_INTERNAL.sub("'", text)
    text = _LONE_LETTER.sub(lambda match: f"'{match.group()[1]}'", text)
    return _CLIPPED_WORD.sub("'", text)
