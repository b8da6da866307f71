"""Names made comparable: two spellings of one name have the same key."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from attribution.lexicon.function_words import ARTICLES, LEADING_NAME_PARTICLES, NAME_SUFFIXES
from attribution.lexicon.organization_nouns import DEMONYMS
from attribution.lexicon.person_nouns import (
    ABBREVIATED_TITLES,
    HONORIFICS,
    OFFICES,
    PORTFOLIOS,
    TITLE_MODIFIERS,
)

# Letters that Unicode does not take apart into a plain letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = re.compile("['’ʼ‘`´]")
# The marks that accent Latin, Greek and Cyrillic letters. Other scripts write vowels as marks.
_ACCENTS = re.compile("[\u0300-\u036f]")
_HYPHENS = re.compile("[-‐‑]")
_LONGEST_KEY = 300

# What newspapers put before a name; within articles the extraction has already taken it off.
_TITLE_WORDS = frozenset(
    word.rstrip(".")
    for word in (
        *HONORIFICS,
        *ABBREVIATED_TITLES,
        *OFFICES,
        *PORTFOLIOS,
        *TITLE_MODIFIERS,
        *(demonym.lower() for demonym in DEMONYMS),
        *ARTICLES,
        "of",
        "for",
    )
)

# Beside a surname they do not make a full name.
_NAMELESS_WORDS = frozenset(
    word.rstrip(".") for word in (*HONORIFICS, *ABBREVIATED_TITLES, *LEADING_NAME_PARTICLES, *NAME_SUFFIXES)
)
_ONE_PER_COUNTRY = frozenset(
    ["government", "parliament", "ministry", "military", "army", "navy", "presidency", "treasury", "embassy"]
)


def fold_name(name: str) -> str:
    """The key of a name: without case, accents, punctuation and spacing, at most 300 characters.

    Initials stand together, so "J. D. Vance", "J.D. Vance" and "JD Vance" are one. A name of nothing but signs
    keeps them.

    >>> fold_name("  José  O’Neill-Ruiz ")
    'jose oneill ruiz'
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name)).casefold().translate(_WHOLE_LETTERS)
    plain = _APOSTROPHES.sub("", plain)
    # Marks are kept for the scripts that write vowels with them.
    words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in plain).split()
    joined = (
        "".join(run) if single else " ".join(run)
        for single, run in groupby(words, lambda word: len(word) == 1)
    )
    key = unicodedata.normalize("NFC", " ".join(joined)) or " ".join(name.casefold().split())
    return key[:_LONGEST_KEY].strip()


def drop_titles(key: str) -> str:
    """A folded name without the titles before it; a name of nothing but titles stays whole.

    >>> drop_titles("french president macron")
    'macron'
    """
    words = key.split()
    first = 0
    while first < len(words) - 1 and words[first] in _TITLE_WORDS:
        first += 1
    return " ".join(words[first:])


def is_full_name(name: str) -> bool:
    """Whether a name has at least two words besides an initial, particles, titles and suffixes.

    Fewer do not tell people apart: many share a surname, or a surname and an initial.

    >>> [is_full_name(name) for name in ("Mara Velden", "M. Velden", "van der Velden", "Velden-Ruiz", "Dr. Velden")]
    [True, False, False, False, False]
    """
    # A double surname is still a surname.
    words = fold_name(_HYPHENS.sub("", name)).split()
    return sum(len(word) > 1 and word not in _NAMELESS_WORDS for word in words) >= 2


def is_proper_name(name: str) -> bool:
    """Whether an article's words for a speaker are a name, so that they mean the same in another article.

    "the mayor" or "its spokeswoman" are somebody else in each. An institution that a country has one of is named
    by the country ("Torland's finance ministry").

    >>> is_proper_name("Mara Velden"), is_proper_name("Kestrian diplomat"), is_proper_name("Kestrian army")
    (True, False, True)
    """
    words = name.split()
    if not words or not any(_may_be_named(word) for word in words):
        return False
    return _may_be_named(words[-1]) or words[-1] in _ONE_PER_COUNTRY


def _may_be_named(word: str) -> bool:
    # Scripts without capitals cannot tell, so their words pass.
    letters = [character for character in word if character.isalpha()]
    return not letters or any(not letter.islower() for letter in letters)


def tidy_name(name: str) -> str:
    """A name as it is shown: single spaces, nothing unprintable."""
    return "".join(c for c in " ".join(name.split()) if c.isprintable())
