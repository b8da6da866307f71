"""People's names: their words, titles in front of them, and when two of them may be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Literal, TypeVar

from attribution.lexicon.first_names import FEMALE_NAMES, FIRST_NAMES, MALE_NAMES, NEUTRAL_NAMES, NICKNAMES
from attribution.lexicon.function_words import (
    CAPITALISED_PARTICLES,
    LEADING_NAME_PARTICLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    SURNAME_PARTICLES,
)
from attribution.lexicon.person_nouns import (
    ABBREVIATED_TITLES,
    HONORIFICS,
    POST_NOMINALS,
)
from attribution.speakers.tokens import Token

Gender = Literal["female", "male"]

_ABBREVIATIONS = "|".join(
    sorted(
        {
            re.escape(word)
            for word in (*ABBREVIATED_TITLES, *HONORIFICS, *NAME_SUFFIXES)
            if word.endswith(".")
        },
        key=lambda word: (-len(word), word),
    )
)
_WORD = re.compile(
    rf"(?:{_ABBREVIATIONS})(?!\w)"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]\.(?=\s*[^\W\d_])"
    r"|['’]s\b"
    r"|[^\W_]+(?:(?:[-‐‑&]|['’](?!s\b))[^\W_]+)*!?(?=\W|_|$)"
    r"|[^\W_]"
    r"|[^\w\s]|_",
    re.IGNORECASE,
)
Read = TypeVar("Read")
LONGEST_WORD = 60
"""A longer string of letters is no part of a name."""

_ARABIC_ARTICLE = re.compile(r"(?:al|el|ash|ibn|bin|d|l)[-'’‑](?=[^\W\d_])", re.IGNORECASE)


def split_words(text: str, offset: int = 0) -> list[Token]:
    """Cut text into words as names need them: initials, "U.S.", "O'Brien" and "al-Assad" stay whole, the
    possessive 's stands alone. `offset` is added to every token's start and end."""
    return [
        Token(offset + found.start(), offset + found.end(), found.group().replace("’", "'"))
        for found in _WORD.finditer(text)
    ]


def is_capitalised(word: str) -> bool:
    """Whether the word looks like part of a name: Macron, O'Brien, al-Assad, d'Estaing, U.S., iPhone not."""
    return 0 < len(word) <= LONGEST_WORD and _has_capital(word)


# The same few thousand words come again and again. What is cached is short, so that no text can fill the memory.
@lru_cache(maxsize=8192)
def _has_capital(word: str) -> bool:
    if word[0].isupper() or word[0].istitle():
        return True
    article = _ARABIC_ARTICLE.match(word)
    return article is not None and word[article.end()].isupper()


def _cached_when_short(read: Callable[[str], Read]) -> Callable[[str], Read]:
    """A function of a text that remembers its answers to short texts, so that no text can fill the memory."""
    cached = lru_cache(maxsize=8192)(read)

    @wraps(read)
    def answer(text: str) -> Read:
        return cached(text) if len(text) <= LONGEST_WORD else read(text)

    return answer


_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)(?!s\b)")


@_cached_when_short
def fold(text: str) -> str:
    """A key under which spellings that differ in case, accents, full stops and spaces, or in an apostrophe within a word, are one."""
    plain = text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_INNER_APOSTROPHE.sub("", plain.casefold().replace(".", "")).split())


def is_initial(word: str) -> bool:
    """Whether the word is an initial or a run of them: "J.", "J", "J.B."."""
    return word.isupper() and (len(word) == 1 or (word.endswith(".") and word.count(".") * 2 == len(word)))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts. A name of one word has only a surname, whatever that word really is."""

    given: tuple[str, ...]
    """First and middle names and initials."""
    surname: str
    """Last word with any particles before it: "Velden", "von der Leyen", "al-Assad"."""
    suffix: str | None = None
    """Jr., Sr., II, III, IV."""

    @property
    def full(self) -> str:
        """All parts in order, one space between them."""
        return " ".join([*self.given, self.surname, *([self.suffix] if self.suffix else [])])

    @property
    def gender(self) -> Gender | None:
        """What the first name usually tells; None for initials, unknown and shared names."""
        for word in self.given:
            if not is_initial(word):
                return gender_of_first_name(word)
        return None


def gender_of_first_name(word: str) -> Gender | None:
    """The gender a first name usually tells, or None."""
    name = fold(word)
    for candidate in (name, word.casefold(), name.split("-")[0], NICKNAMES.get(name, "")):
        if candidate in NEUTRAL_NAMES:
            return None
        if candidate in FEMALE_NAMES:
            return None if candidate in MALE_NAMES else "female"
        if candidate in MALE_NAMES:
            return "male"
    return None


def is_first_name(word: str) -> bool:
    """Whether the word is a common first name, of any gender."""
    return (
        word.casefold() in FIRST_NAMES or fold(word) in FIRST_NAMES or fold(word).split("-")[0] in FIRST_NAMES
    )


@_cached_when_short
def parse_person_name(text: str) -> PersonName | None:
    """The parts of a name without titles; None if it has no word. Commas before a suffix are ignored.

    Letters after the name (QC, OBE) are no part of it.
    """
    words = [token.text for token in split_words(text) if token.text not in ",'\"" and token.text != "'s"]
    words = [word for word in words if any(character.isalnum() for character in word)]
    while len(words) > 1 and words[-1] in POST_NOMINALS:
        words.pop()
    suffix = None
    if len(words) > 1 and words[-1].casefold() in NAME_SUFFIXES:
        suffix = words.pop()
    if not words:
        return None
    start = len(words) - 1
    for index in range(1, len(words) - 1):
        if _is_particle(words[index]):
            start = index
            break
    if words[0] in LEADING_NAME_PARTICLES or (len(words) > 1 and _opens_surname(words)):
        start = 0
    return PersonName(tuple(words[:start]), " ".join(words[start:]), suffix)


def _is_particle(word: str) -> bool:
    return word in NAME_PARTICLES or (word[0].isupper() and word.casefold() in CAPITALISED_PARTICLES)


def _opens_surname(words: Sequence[str]) -> bool:
    """Whether a name is only a surname whose particle has a capital: "Von Aue", "Van den Berg" (not "Van Roth")."""
    if not _is_particle(words[0]):
        return False
    return words[0].casefold() in SURNAME_PARTICLES or (len(words) > 2 and _is_particle(words[1]))


def person_key(name: PersonName) -> tuple[str, str, str] | None:
    """A key that is equal for two full names of one person ("Bill J. Marsh", "William Marsh"); None for a name
    of one word. Middle names and initials don't count; Jr. and Sr. do, as they tell father and son apart."""
    if not name.given:
        return None
    first = fold(name.given[0])
    return NICKNAMES.get(first, first), fold(name.surname), fold(name.suffix or "")


def in_mixed_case(name: str) -> str:
    """A name written in capitals throughout as it is usually written: "ANA O'ROURKE" is Ana O'Rourke."""
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)
