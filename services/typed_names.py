"""The names that people type, as the keys under which somebody may be known, the likeliest first.

They type what an article would: titles and offices before the name and after it, a possessive, a surname first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attribution.lexicon import word_set
from attribution.lexicon.first_names import FIRST_NAMES
from attribution.lexicon.function_words import NAME_PARTICLES
from attribution.lexicon.organization_nouns import PLACES
from attribution.lexicon.person_nouns import OFFICES, PERSON_NOUNS, POST_NOMINALS, SEATS
from services.name_vocabulary import OFFICE_GIVEN_NAMES, OFFICE_SURNAMES, REGNAL_TITLES, SUFFIXES, TITLE_WORDS
from services.names import POSSESSIVE, drop_titles, fold_name, is_description

_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
# What stands between them is somebody's around the holder: "aide to President Velden".
_LINKS = frozenset(["of", "for", "to", "and", "or", "with", "from", "in", "on", "at", "by"])
_JOINT = re.compile(r"[,&/;+|]|\b(?:vs|versus|plus)\b", re.IGNORECASE)
"""What may stand between two people's names."""
_WHOSE = word_set("his her their your our")
_STYLES = _WHOSE | word_set(
    "right most excellency honour honor honourable honorable holiness highness majesty grace eminence rt mp mep msp td "
    "mla ex"
)
_SURNAMES_TOO = OFFICE_SURNAMES | word_set("marshal chancellor speaker head coach")
_NOUNS = (OFFICES | PERSON_NOUNS) - _SURNAMES_TOO
_AFTER_NAMES = frozenset(word.lower() for word in POST_NOMINALS | SEATS)
_JOINED_TO_THE_NEXT = frozenset(["o", "d", "mc", "mac"])
_PLACES = frozenset(fold_name(place) for place in PLACES)
_GIVEN_NAMES_TOO = (
    OFFICE_GIVEN_NAMES
    | REGNAL_TITLES
    | word_set(
        "a ally baron deacon del dutch emir german grace honor honour imam irish junior m major royal senior st sultan sunni "
        "tory"
    )
)
"""Titles that may be a given name or the beginning of a surname where no other title follows: "Emir Velden"."""
_SURE_TITLES = (TITLE_WORDS | _STYLES | _AFTER_NAMES | _PLACES) - FIRST_NAMES - _GIVEN_NAMES_TOO
_ONLY_GIVEN_NAMES = FIRST_NAMES - TITLE_WORDS - _PLACES
NO_NAMES = _LINKS | OFFICES | PERSON_NOUNS
"""Words that make somebody else of a name they stand before: "wife of Otto Velden"."""
_MOST_WORDS = 12
"""Nobody's name and offices have more; what has is looked for as it stands."""


def typed_keys(name: str) -> list[str]:
    """The keys of a name as it was typed, each once: as it stands, then with ever less of what is no name.

    Of what may be a given name nothing is taken off, for what is left would be somebody else's ("Emir Velden").

    >>> typed_keys("President Velden’s"), typed_keys("Mara Velden, the mayor")
    (['president veldens', 'veldens', 'president velden', 'velden'], ['mara velden the mayor', 'mara velden'])
    """
    return _sure_keys(_without_additions(name), name)


def near_keys(name: str) -> list[str]:
    """The keys of `typed_keys`, then those under which somebody else may be known too; none of several names.

    >>> typed_keys("Emir Velden"), near_keys("Emir Velden"), near_keys("Mara Velden & Otto Brune")
    (['emir velden'], ['emir velden', 'velden'], [])
    """
    parts = [(part, added) for part, added in _without_additions(name) if not _JOINT.search(part)]
    near = (
        key
        for key, dropped in _shortened(parts)
        if key and (len(_telling(key)) > 1 or not any(_is_given_name(word) for word in dropped))
    )
    return list(dict.fromkeys([*_sure_keys(parts, name), *near]))


def _sure_keys(parts: Iterable[tuple[str, list[str]]], name: str) -> list[str]:
    found = (key for key, dropped in _shortened(parts) if key and _is_no_name(dropped, key, name))
    return list(dict.fromkeys(found))


def _is_given_name(word: str) -> bool:
    return len(word) == 1 or word in _ONLY_GIVEN_NAMES


def _is_no_name(dropped: Sequence[str], key: str, name: str) -> bool:
    """Whether the words that were taken off a name, to leave this key, are surely none of its own."""
    owners = {fold_name(word) for word in name.split() if POSSESSIVE.search(word)}
    titled = False
    for word in reversed(dropped):
        is_title = word in _SURE_TITLES or (word in _STYLES and not _WHOSE.isdisjoint(dropped))
        # "German Chancellor Velden", "Torland's minister Velden".
        is_beside_title = titled and (word in owners or word in _GIVEN_NAMES_TOO - FIRST_NAMES)
        if not is_title and not is_beside_title:
            return len(_telling(key)) > 1 and _is_told_apart(dropped, key)
        titled = titled or is_title
    return True


def _is_told_apart(dropped: Sequence[str], key: str) -> bool:
    """Whether two words or more are a name of their own, and not a double surname without its given name."""
    given = FIRST_NAMES.intersection(dropped) - OFFICE_GIVEN_NAMES
    return not given or (key.split()[0] in FIRST_NAMES and not given.issuperset(dropped))


def _telling(key: str) -> list[str]:
    """The words of a key beside what only belongs to a surname."""
    beside = NAME_PARTICLES | SUFFIXES | _JOINED_TO_THE_NEXT | _AFTER_NAMES
    return [word for word in key.split() if len(word) > 1 and word not in beside]


def _shortened(parts: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Each key, with the words that were taken off it: first those that stood after it."""
    for part, added in parts:
        whole = fold_name(part)
        yield whole, added
        is_one = not _JOINT.search(part) and len(whole.split()) <= _MOST_WORDS
        ways = _shorter(whole) if is_one else ()
        for key, dropped in (_without_titles(whole.split(), []), *ways):
            yield key, [*added, *dropped]


def _without_additions(name: str) -> Iterator[tuple[str, list[str]]]:
    yield name, []
    bracketed = _IN_BRACKETS.search(name)
    added = [] if bracketed is None else _office_of(bracketed[1])
    plain = _IN_BRACKETS.sub("", name).strip(" ,")
    before, comma, after = (part.strip() for part in plain.partition(","))
    if comma and "," not in after:
        # As in a card index: "Velden, Mara", and "Singer, Peter".
        card = f"{after} {before}" if len(before.split()) == 1 else None
        if _is_addition(after):
            if card is not None:
                yield card, added
            plain, added = before, [*added, *_office_of(after)]
        elif card is not None:
            plain = card
        elif _is_addition(before):
            plain, added = after, [*added, *_office_of(before)]
    yield plain, added
    if POSSESSIVE.search(plain):
        yield POSSESSIVE.sub("", plain), added


def _office_of(words: str) -> list[str]:
    """The folded words but for what is said of the office: "foreign minister" of "foreign minister of Torland"."""
    folded = fold_name(words).split()
    return folded[: next((place for place, word in enumerate(folded) if word in _LINKS), None)]


def _is_addition(words: str) -> bool:
    """Whether what stands beside a comma says who somebody is, and is nobody's name."""
    office = _office_of(words)
    return bool(office) and (
        office[-1] in _NOUNS or _AFTER_NAMES.issuperset(fold_name(words).split()) or is_description(words)
    )


def _shorter(key: str) -> Iterator[tuple[str, list[str]]]:
    words = key.split()
    dropped: list[str] = []
    while len(words) > 1 and words[0] in _STYLES:
        dropped = [*dropped, words[0]]
        words = words[1:]
        yield _without_titles(words, dropped)
    yield _without_titles(list(_join_prefixes(words)), dropped)
    while len(words) > 1 and words[-1] in _AFTER_NAMES:
        dropped = [words[-1], *dropped]
        words = words[:-1]
        yield _without_titles(words, dropped)
    if _LINKS.isdisjoint(words):
        # The last noun is the one beside the name: "Torland opposition leader Mara Velden".
        office = max((place for place, word in enumerate(words) if word in _NOUNS), default=-1)
        yield " ".join(words[office + 1 :]), [*dropped, *words[: office + 1]]


def _without_titles(words: Sequence[str], dropped: Sequence[str]) -> tuple[str, list[str]]:
    key = drop_titles(" ".join(words))
    return key, [*dropped, *words[: len(words) - len(key.split())]]


def _join_prefixes(words: list[str]) -> Iterator[str]:
    """The words, with "Mc", "O" and the like as a part of the next one."""
    prefix = ""
    for word in words:
        if word in _JOINED_TO_THE_NEXT:
            prefix += word
        else:
            yield prefix + word
            prefix = ""
    if prefix:
        yield prefix
