"""Titles that go on after "of", "for" or "on" before the name: "Chair of the Harbour Committee Petra Lund"."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon import word_set
from attribution.lexicon.function_words import NAME_PARTICLES, PREPOSITIONS
from attribution.lexicon.ministry_nouns import PORTFOLIOS
from attribution.lexicon.organization_nouns import ORGANIZATION_WORDS
from attribution.speakers.names import is_capitalised, is_first_name
from attribution.speakers.titles import is_title_word

TITLE_LINKS = ("of", "for", "on")
_INSIDE = word_set("the and & of for on 's '")
"""Words in lower case that the complement of a title may have."""

_UNFINISHED = PREPOSITIONS | {"the"}
_IN_NAMES = NAME_PARTICLES | {"."}

_OFFICES_WITH_OF = word_set("member mother father")
"""Offices only with what follows: Member of Parliament, Mother of the House."""

_PLACE_BEGINNINGS = word_set("north south east west new upper lower great san saint st st. port fort lake")
_LONGEST_COMPLEMENT = 12


def takes_complement(word: str) -> bool:
    """Whether "of", "for" or "on" after this word in lower case goes on with its title."""
    return is_title_word(word) or word in _OFFICES_WITH_OF


def title_with_complement(words: Sequence[str]) -> int | None:
    """How many words at the start are a title with its complement.

    4 for "Mother of the House Petra Lund", the number of all words when no name follows ("MP for Broxley"), and
    None when they begin with no such title. `words` have no determiner.
    """
    link = next((index for index, word in enumerate(words) if word in TITLE_LINKS), 0)
    if not link or not takes_complement(words[link - 1].casefold()):
        return None
    complement = words[link + 1 : link + 1 + _LONGEST_COMPLEMENT]
    plain = _plain_length(complement)
    if plain:
        return link + 1 + plain
    allowed = _INSIDE | NAME_PARTICLES
    if not complement or not all(is_capitalised(word) or word in allowed for word in complement):
        return None
    start = _name_start(complement)
    return len(words) if start is None else link + 1 + start


def _plain_length(complement: Sequence[str]) -> int:
    """How many words in lower case stand before a person's full name that ends the words: 2 for "public health Ana Roth"."""
    length = next((index for index, word in enumerate(complement) if is_capitalised(word)), len(complement))
    name = complement[length:]
    # "head of the Ana Roth Foundation" is no Ana Roth.
    named = len(name) > 1 and is_first_name(name[0]) and not _is_end(name[-1])
    plain = all(word.isalpha() for word in complement[:length])
    plain = plain and not (length and complement[length - 1] in _UNFINISHED)
    return (
        length if named and plain and all(is_capitalised(word) or word in _IN_NAMES for word in name) else 0
    )


def _name_start(complement: Sequence[str]) -> int | None:
    """Index at which a name begins in the words after "of"; None when they name nobody."""
    last = len(complement) - 1
    for index in range(last - 1, 0, -1):
        if complement[index] in _INSIDE:
            break
        if is_first_name(complement[index]):
            while index > 1 and is_first_name(complement[index - 1]):
                index -= 1
            # "Spokesman for Mayor Ivo Marsh": the name has its own title, so it is not the spokesman's.
            return None if is_title_word(complement[index - 1].casefold()) else index
    ends = [index for index, word in enumerate(complement) if _is_end(word) or word in _INSIDE]
    if ends and ends[-1] < last and _is_end(complement[ends[-1]]):
        return ends[-1] + 1
    # "Aide on Ports Rana Velden": of three words the last two are the name, though the first name is unknown.
    placed = complement[0].casefold() in _PLACE_BEGINNINGS or complement[1:2] == ["St"]
    titled = is_title_word(complement[0].casefold())
    return 1 if last == 2 and not (ends or placed or titled) else None


def _is_end(word: str) -> bool:
    return word.casefold() in ORGANIZATION_WORDS or word.casefold() in PORTFOLIOS
