"""When two wordings name one speaker, by the rule of the project's outside scorer."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-zÀ-ɏ][\w’'-]*")
_POSSESSIVE = re.compile(r"[’']s\b")

_TITLES = (
    "mr mrs ms miss dr sir dame lord lady rep sen gov president vice secretary senator representative "
    "congressman congresswoman governor mayor judge justice prof professor chairman chairwoman speaker "
    "leader rev pope king queen prince princess general gen col capt sgt lt prime minister"
)
_ATTRIBUTES = "former majority minority candidate nominee republican democratic democrat gop jr sr"
_PRONOUNS = (
    "he she they it we i you who him her them his hers their its us me himself herself themselves that "
    "which whom"
)
_NO_NAMES = frozenset(f"{_TITLES} {_ATTRIBUTES} {_PRONOUNS} the a an of and".split())
"""Capitalised words that name nobody. The outside scorer has just these: more or fewer change the figures."""


def name_words(wording: str) -> list[str]:
    """The capitalised words of a wording in lower case, without titles and pronouns."""
    words = _WORD.findall(_POSSESSIVE.sub("", wording))
    return [word.lower() for word in words if word[0].isupper() and word.lower() not in _NO_NAMES]


def name_the_same(one: str, other: str) -> bool:
    """Whether the last name of one wording stands anywhere in the other."""
    first, second = name_words(one), name_words(other)
    return bool(first and second) and (first[-1] in second or second[-1] in first)
