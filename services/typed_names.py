"""The names that people type, as the keys under which somebody may be known, the likeliest first.

They type what an article would: titles and offices before the name and after it, a possessive, a surname first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribution.lexicon import word_set
from attribution.lexicon.person_nouns import OFFICES, PERSON_NOUNS, POST_NOMINALS, SEATS
from services.names import drop_titles, fold_name, is_description

_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
# What stands between them is somebody's around the holder: "aide to President Velden".
_LINKS = frozenset(["of", "for", "to", "and", "or", "with", "from", "in", "on", "at", "by"])
_STYLES = word_set(
    "his her their your our right most excellency honour honor honourable honorable holiness highness majesty grace "
    "eminence rt mp mep msp td mla ex"
)
_SURNAMES_TOO = word_set(
    "king pope bishop lord duke major dean baron prince judge justice page marshal chancellor speaker head coach"
)
_NOUNS = (OFFICES | PERSON_NOUNS) - _SURNAMES_TOO
_AFTER_NAMES = frozenset(word.lower() for word in POST_NOMINALS | SEATS)
_JOINED_TO_THE_NEXT = frozenset(["o", "d", "mc", "mac"])
NO_NAMES = _LINKS | OFFICES | PERSON_NOUNS
"""Words that make somebody else of a name they stand before: "wife of Otto Velden"."""
_MOST_WORDS = 12
"""Nobody's name and offices have more; what has is looked for as it stands."""


def typed_keys(name: str) -> list[str]:
    """The keys of a name as it was typed, each once: as it stands, then with ever less of what is no name.

    >>> typed_keys("President Velden’s"), typed_keys("Mara Velden, the mayor")
    (['president veldens', 'veldens', 'president velden', 'velden'], ['mara velden the mayor', 'mara velden'])
    """
    keys: dict[str, None] = {}
    for part in _without_additions(name):
        whole = fold_name(part)
        keys[whole] = None
        keys[drop_titles(whole)] = None
        # Two people may stand on the two sides of a comma.
        if "," not in part and len(whole.split()) <= _MOST_WORDS:
            keys.update(dict.fromkeys(_shorter(whole)))
    return [key for key in keys if key]


def _without_additions(name: str) -> Iterator[str]:
    yield name
    plain = _IN_BRACKETS.sub("", name).strip(" ,")
    before, comma, after = (part.strip() for part in plain.partition(","))
    if comma and "," not in after:
        if _is_addition(after):
            plain = before
        elif _is_addition(before):
            plain = after
        elif len(before.split()) == 1:
            # As in a card index: "Velden, Mara".
            plain = f"{after} {before}"
    yield plain
    if _POSSESSIVE.search(plain):
        yield _POSSESSIVE.sub("", plain)


def _is_addition(words: str) -> bool:
    """Whether what stands beside a comma says who somebody is, and is nobody's name."""
    folded = fold_name(words).split()
    office = folded[: next((place for place, word in enumerate(folded) if word in _LINKS), None)]
    return bool(office) and (office[-1] in _NOUNS or _AFTER_NAMES.issuperset(folded) or is_description(words))


def _shorter(key: str) -> Iterator[str]:
    words = key.split()
    while len(words) > 1 and words[0] in _STYLES:
        words = words[1:]
        yield drop_titles(" ".join(words))
    yield drop_titles(" ".join(_join_prefixes(words)))
    while len(words) > 1 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
        yield drop_titles(" ".join(words))
    if _LINKS.isdisjoint(words):
        # The last noun is the one beside the name: "Torland opposition leader Mara Velden".
        office = max((place for place, word in enumerate(words) if word in _NOUNS), default=-1)
        yield " ".join(words[office + 1 :])


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
