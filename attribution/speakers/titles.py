"""Titles and offices as they stand before a name."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon import word_set
from attribution.lexicon.function_words import NAME_SUFFIXES
from attribution.lexicon.ministry_nouns import MINISTRIES, PORTFOLIOS
from attribution.lexicon.organization_nouns import DEMONYMS, ORGANIZATION_WORDS
from attribution.lexicon.person_nouns import (
    ABBREVIATED_TITLES,
    CAPITAL_TITLES,
    FEMALE_NOUNS,
    HONORIFICS,
    HONORIFICS_FEMALE,
    HONORIFICS_MALE,
    MALE_NOUNS,
    OFFICES,
    POST_NOMINALS,
    SEATS,
    TITLE_MODIFIERS,
)
from attribution.speakers.names import Gender, is_capitalised, is_first_name, split_words

# These are surnames or first names too ("Ada King", "Dean Roth"), so on their own, or after a first name,
# they are no title.
_NAMES_LIKE_TITLES = word_set(
    "king bishop dean major judge baron prince pope marshall marshal duke lord sergeant general price priest "
    "queen father coach author chance sheikh sultan father baroness captain artist banker farmer father "
    "miller principal fellow justice chief clerk constable provost warden ruler brother sister doctor reporter "
    "deacon bowler pitcher vicar corporal imam referee abbot"
)

_ORIGINS = DEMONYMS | word_set(
    "libertarian socialist briton frenchman dutchman swede dane finn turk spaniard pole scot"
)
"""Parties and peoples with which news introduces a name."""


def split_title(words: Sequence[str]) -> int:
    """How many words at the start of a capitalised run are a title: 4 for U.S. Secretary of State Mara Velden.

    Returns 0 when there is none, and the number of words when all of them are a title.
    """
    end = 0
    for index, word in enumerate(words):
        lower = word.casefold()
        rest = words[index + 1 :]
        named = [w for w in rest if w.casefold() not in NAME_SUFFIXES]
        if word in CAPITAL_TITLES and named and (index == end or _is_seat(words[end:index], word, named)):
            end = index + 1
            continue
        if lower == "sri" and index > 0 and words[index - 1] == "Tan" and named:
            end = index + 1
            continue
        if lower in NAME_SUFFIXES or word in POST_NOMINALS:
            continue
        if index > end and is_first_name(words[index - 1]) and lower in _NAMES_LIKE_TITLES:
            continue
        if is_title_word(lower) and not (lower in _NAMES_LIKE_TITLES and not named and index > 0):
            end = index + 1
            if len(rest) >= 2 and rest[0] == "of":
                end += _portfolio_length(rest)
        elif lower in _ORIGINS and not is_first_name(word) and _is_person(named):
            # "Democrat Ana Roth", "American Ana Roth"
            end = index + 1
        elif index > end + 6:
            break
    return end


def _is_person(words: Sequence[str]) -> bool:
    return len(words) > 1 and is_first_name(words[0]) and words[-1].casefold() not in ORGANIZATION_WORDS


def _is_seat(before: Sequence[str], word: str, named: Sequence[str]) -> bool:
    """Whether MP and the like stand between a party, country or ministry and a name: "Labour MP Ana Roth"."""
    seated = word in SEATS or all(one.casefold() in MINISTRIES for one in before)
    return seated and len(named) > 1 and not is_first_name(before[0])


def is_title_word(word: str) -> bool:
    """Whether a word in lower case is a title or office that can stand before a name."""
    if word in OFFICES or word in HONORIFICS or word in ABBREVIATED_TITLES:
        return True
    bare = word.removeprefix("ex-").removeprefix("then-").removeprefix("vice-").removeprefix("co-")
    return (bare != word and bare in OFFICES) or word.rpartition("-")[2] in OFFICES


def _portfolio_length(rest: Sequence[str]) -> int:
    length = 1
    while length < len(rest) and (
        rest[length].casefold() in PORTFOLIOS
        or rest[length].casefold() in ("the", "national", "central", "and")
    ):
        length += 1
    return length if length > 1 else 0


def gender_of_title(title: str) -> Gender | None:
    """The gender a title or description tells: Mrs., spokeswoman, actress, chairman; None if it tells none.

    Of "Mr Velden's wife" only what follows the 's counts: the rest is about the one she is married to.
    """
    words = [token.text.casefold() for token in split_words(title)]
    end = next((index for index, word in enumerate(words) if word in (",", "of", "for", "who")), len(words))
    owner = max((index for index in range(end) if words[index] == "'s"), default=-1)
    for word in words[owner + 1 : end]:
        bare = word.rpartition("-")[2]
        if word in HONORIFICS_FEMALE or word in FEMALE_NOUNS or bare in FEMALE_NOUNS:
            return "female"
        if word in HONORIFICS_MALE or word in MALE_NOUNS or bare in MALE_NOUNS:
            return "male"
    return None


def is_title_modifier(word: str) -> bool:
    """Whether a word may stand before the office in a title: former, deputy, Ukrainian, Democratic."""
    lower = word.casefold()
    return lower in TITLE_MODIFIERS or lower in DEMONYMS or is_capitalised(word) or "-" in word
