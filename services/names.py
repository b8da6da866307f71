"""Names made comparable: two spellings of one name have the same key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from attribution.lexicon.function_words import ARTICLES
from attribution.lexicon.organization_nouns import DEMONYMS, ORGANIZATION_WORDS
from attribution.lexicon.person_nouns import PERSON_NOUNS
from services.name_vocabulary import (
    ANY_OFFICE,
    BRANCH_WORDS,
    DESCRIBING_WORDS,
    HONORIFIC_WORDS,
    INSTITUTION_NOUNS,
    INSTITUTIONS,
    LINKING_WORDS,
    NOT_THE_HOLDER,
    OFFICE_GIVEN_NAMES,
    OFFICE_NOUNS,
    OFFICE_WORDS,
    ONE_PER_COUNTRY,
    PARTICLES,
    REGNAL_TITLES,
    SUFFIXES,
    TITLE_WORDS,
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

POSSESSIVE = re.compile("(?<=.)['’]s$|(?<=s)['’]$", re.IGNORECASE)
"""The ending that makes a name an owner's."""


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
    """A folded name without the titles before it; what is nothing but titles stays whole but for "the".

    So does an office with its place ("foreign minister of Torland"), and an institution ("health ministry"): what
    follows the titles there is the name of something else.

    >>> [drop_titles(key) for key in ("french president macron", "health ministry", "minister of torland")]
    ['macron', 'health ministry', 'minister of torland']
    """
    words = key.split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    first = 0
    while first < len(words) - 1 and words[first] in TITLE_WORDS:
        first += 1
    titles, rest = words[:first], words[first:]
    if not {"of", "for"}.isdisjoint(titles):
        return " ".join(words)
    # "Senator Church" has a surname, "white house" and "national guard" have none.
    things = INSTITUTIONS if OFFICE_WORDS.intersection(titles) else ORGANIZATION_WORDS
    is_thing = len(rest) == 1 and rest[0] in things | OFFICE_NOUNS | DEMONYMS
    return " ".join(words if is_thing and not HONORIFIC_WORDS.intersection(titles) else rest)


def is_full_name(name: str) -> bool:
    """Whether a name has at least two words besides single initials, particles, titles and suffixes.

    Fewer do not tell people apart: many share a surname, or a surname and an initial. Initials that stand together
    are a word, for they are a first name to those who go by them ("J.D. Velden").

    >>> [is_full_name(name) for name in ("Mara Velden", "M. Velden", "van der Velden", "Velden-Ruiz", "Dr. Velden")]
    [True, False, False, False, False]
    """
    # A double surname is still a surname.
    words = fold_name(_HYPHENS.sub("", name)).split()
    if len(words) > 1 and words[0] in REGNAL_TITLES and words[1] not in SUFFIXES:
        return True
    while words and words[0] in HONORIFIC_WORDS | OFFICE_WORDS and words[0] not in OFFICE_GIVEN_NAMES:
        words = words[1:]
    return sum(len(word) > 1 and word not in PARTICLES | SUFFIXES for word in words) >= 2


def may_be_one(name: str, other: str) -> bool:
    """Whether two full names can be one person's or organization's: one says nothing that the other contradicts.

    The words of one, without titles and particles, are all in the other, an initial standing for any word that
    begins with it. "Jr." and the like must be in both.

    >>> may_be_one("Mara Velden", "Mara O. Velden"), may_be_one("Mara Odile Velden", "Mara Ilse Velden")
    (True, False)
    """
    words, suffixes = _telling_words(name)
    others, other_suffixes = _telling_words(other)
    shorter, longer = sorted((words, others), key=len)
    return suffixes == other_suffixes and bool(shorter) and _are_among(shorter, longer)


def _telling_words(name: str) -> tuple[list[str], set[str]]:
    words = drop_titles(fold_name(name)).split()
    suffixes = {word for word in words if word in SUFFIXES}
    return [word for word in words if word not in SUFFIXES | PARTICLES | LINKING_WORDS], suffixes


def _are_among(words: Iterable[str], others: Iterable[str]) -> bool:
    left = list(others)
    # Whole words first, so that an initial never takes the word another one needs.
    for word in sorted(words, key=len, reverse=True):
        match = word if word in left else next((one for one in left if _abbreviates(word, one)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _abbreviates(word: str, other: str) -> bool:
    return min(len(word), len(other)) == 1 and word[0] == other[0]


def is_description(name: str) -> bool:
    """Whether a name with capitals only says what somebody or something is, and so means another in each article.

    That is one of nothing but offices, titles, portfolios and countries, and an institution whose country is left to
    the article.

    >>> [is_description(name) for name in ("French President", "Supreme Court", "Governor of Ohio", "White House")]
    [True, True, True, False]
    """
    kept = [word for word in name.split() if not POSSESSIVE.search(word)]
    words = fold_name(" ".join(kept)).split()
    if not words or words[0] in ("of", "for"):
        return True
    office, _, _ = f" {' '.join(words)} ".partition(" of ")
    for part in (words, office.split()):
        if part and part[-1] in OFFICE_NOUNS and DESCRIBING_WORDS.issuperset(part):
            return True
    if len(kept) < len(name.split()):
        return False
    if words[:2] in (["ministry", "of"], ["department", "of"]):
        return BRANCH_WORDS.issuperset(words[1:])
    # "Labour Party" and "National Party" are names.
    is_named = words[-1] == "party" and len(words) > 1
    return not is_named and words[-1] in INSTITUTION_NOUNS and BRANCH_WORDS.issuperset(words[:-1])


def describes(description: str, words: str) -> bool:
    """Whether a speaker's description says that they hold the office that `words` ask for, and where.

    The office alone ("foreign minister") is many people's. A description of somebody around the holder ("aide to the
    foreign minister of Torland"), of a deputy or of a former one is not the holder's.

    >>> describes("foreign minister of Torland", "Torland's foreign minister")
    True
    """
    asked, said = words_of_office(words), _description_words(description)
    return bool(asked) and asked <= said and (said - asked).isdisjoint(OFFICE_NOUNS | NOT_THE_HOLDER)


def words_of_office(words: str) -> frozenset[str]:
    """The folded words that all stand in a description of whoever holds this office; none where `words` ask for no
    office, and for one without its place.

    >>> sorted(words_of_office("Torland's foreign minister")), sorted(words_of_office("foreign minister"))
    (['foreign', 'minister', 'torland'], [])
    """
    asked = _description_words(words)
    many = not asked & OFFICE_NOUNS or asked <= (TITLE_WORDS - DEMONYMS) | PERSON_NOUNS
    return frozenset() if many else asked


def is_telling_name(name: str, kind: str) -> bool:
    """Whether a name of somebody of this kind means the same in every article, standing alone.

    >>> is_telling_name("Mara Velden", "person"), is_telling_name("Velden", "person")
    (True, False)
    """
    if kind == "group":
        return True
    return (kind == "organization" or is_full_name(name)) and not is_description(name)


def offices_in(words: str) -> frozenset[str]:
    """The offices that a title or description names, but for those that anybody who leads may be called.

    >>> offices_in("former president and party leader")
    frozenset({'president'})
    """
    return _description_words(words) & OFFICE_NOUNS - ANY_OFFICE


def _description_words(words: str) -> frozenset[str]:
    plain = " ".join(POSSESSIVE.sub("", word) for word in words.split())
    return frozenset(fold_name(plain).split()) - LINKING_WORDS


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
    return _may_be_named(words[-1]) or words[-1] in ONE_PER_COUNTRY


def _may_be_named(word: str) -> bool:
    # Scripts without capitals cannot tell, so their words pass.
    letters = [character for character in word if character.isalpha()]
    return not letters or any(not letter.islower() for letter in letters)


def tidy_name(name: str) -> str:
    """A name as it is shown: single spaces, nothing unprintable."""
    return "".join(c for c in " ".join(name.split()) if c.isprintable())
