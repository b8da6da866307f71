"""Adjectives an article makes of places no list knows: "Kestrian" where it also says "Kestria"."""

from __future__ import annotations

import re

from attribution.speakers.names import is_first_name
from attribution.text.document import Document

_WORD = re.compile(r"\b[A-Z][^\W\d_]{3,30}\b")
_ENDINGS = ("n", "an", "ian", "ish", "ese", "ic")
_SHORTEST_PLACE = 4


def find_demonyms(document: Document) -> dict[str, str]:
    """Demonyms in lower case with the place each comes from, for places that no list needs to know."""
    words = {word.casefold() for word in _WORD.findall(document.folded)}
    found: dict[str, str] = {}
    for word in words:
        for ending in _ENDINGS:
            place = word.removesuffix(ending)
            made = place != word and len(place) >= _SHORTEST_PLACE and place in words
            # "Marian" and "Maria" are two persons.
            if made and not is_first_name(word) and not is_first_name(place):
                found[word] = place
    return found
