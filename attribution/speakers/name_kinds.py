"""Whether a capitalised name is a person's, an organization's or a group's."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.extraction import SpeakerKind
from attribution.lexicon.first_names import FIRST_NAMES
from attribution.lexicon.organization_nouns import (
    KNOWN_ORGANIZATIONS,
    NAME_ENDING_ORGANIZATION_WORDS,
    ORGANIZATION_WORDS,
    PLACE_PHRASES,
    PLACES,
    PLURAL_PROPER_GROUPS,
    PUBLISHED_THINGS,
    TEAM_WORDS,
)
from attribution.lexicon.person_nouns import GROUP_NOUNS, PERSON_NOUNS
from attribution.speakers.names import is_first_name

_TEAMS_ON_THEIR_OWN = ("rovers", "wanderers", "albion", "hotspur")
_NEVER_IN_NAMES = ("national", "international")
"""Adjectives that no person has within the name: "Velden National Links"."""
_PLACE_ENDINGS = ("state", "province", "district", "region", "territory", "prefecture", "oblast")
PARTISANS = ("republican", "democrat", "conservative", "liberal")


def is_common_noun(word: str, has_determiner: bool) -> bool:
    """Whether a lone capitalised word is a common noun at a sentence's start: Voters, Unions, Survey."""
    plural_organization = word.endswith("s") and word.removesuffix("s") in ORGANIZATION_WORDS
    thing = word in PUBLISHED_THINGS or (plural_organization and word not in ORGANIZATION_WORDS)
    return (
        word in GROUP_NOUNS
        or (thing and word not in KNOWN_ORGANIZATIONS)
        or (has_determiner and word in PERSON_NOUNS)
    )


def kind_of_name(words: Sequence[str], definite: bool) -> SpeakerKind:
    """Person or organization, for the words of a capitalised name without a title. `definite`: after "the"."""
    lowers = [word.casefold() for word in words]
    joined = " ".join(lowers)
    last = lowers[-1]
    if last.rpartition("-")[2] in PLURAL_PROPER_GROUPS:
        return "group"
    if (
        last in TEAM_WORDS
        and (len(words) == 2 or last in _TEAMS_ON_THEIR_OWN)
        and not is_first_name(words[0])
    ):
        return "organization"
    if joined in PLACE_PHRASES or (len(words) == 1 and (last in PLACES or last in KNOWN_ORGANIZATIONS)):
        return "organization"
    if (
        len(words) > 1
        and is_first_name(words[0])
        and last not in NAME_ENDING_ORGANIZATION_WORDS
        and not definite
    ):
        return "person"
    if len(words) > 1 and last in _PLACE_ENDINGS:
        return "organization"
    if any(word in ("of", "for", "&", "'s") for word in lowers) or any(
        word in NAME_ENDING_ORGANIZATION_WORDS for word in lowers
    ):
        return "organization"
    if (len(words) > 1 or definite) and (last in ORGANIZATION_WORDS or lowers[0] in KNOWN_ORGANIZATIONS):
        return "organization"
    if len(words) == 1 and is_acronym(words[0]):
        return "organization"
    if any(word in PLACES or word in _NEVER_IN_NAMES for word in lowers[:-1]) or last in PUBLISHED_THINGS:
        return "organization"
    if definite and words[0].casefold() not in FIRST_NAMES:
        return "organization"
    return "person"


def is_family(word: str) -> bool:
    """Whether the word after "the" looks like a family or a team ("the Veldens")."""
    lower = word.casefold()
    return (
        lower.endswith("s")
        and not word.isupper()
        and lower not in ORGANIZATION_WORDS | KNOWN_ORGANIZATIONS | PLACES
    )


def is_acronym(word: str) -> bool:
    """Whether a word is written like FBI, U.N. or AFL-CIO; capitals of six and more letters are shouted names."""
    letters = [c for c in word if c.isalpha()]
    if any(c.islower() for c in letters) or len(letters) < 2:
        return False
    return len(letters) <= 5 or "-" in word or "&" in word
