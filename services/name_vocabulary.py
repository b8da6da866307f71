"""Words that stand in or beside the names of people and institutions, and what they tell."""

from __future__ import annotations

from attribution.lexicon.function_words import ARTICLES, LEADING_NAME_PARTICLES, NAME_SUFFIXES
from attribution.lexicon.ministry_nouns import OFFICE_PORTFOLIOS, PORTFOLIOS
from attribution.lexicon.organization_nouns import (
    DEMONYMS,
    NAME_ENDING_ORGANIZATION_WORDS,
    ORGANIZATION_WORDS,
    PLACES,
)
from attribution.lexicon.person_nouns import (
    ABBREVIATED_TITLES,
    HONORIFICS,
    OFFICES,
    PERSON_NOUNS,
    RANKS,
    TITLE_MODIFIERS,
)

# What newspapers put before a name; within articles the extraction has already taken it off.
HONORIFIC_WORDS = frozenset(word.rstrip(".") for word in HONORIFICS)
OFFICE_WORDS = frozenset(word.rstrip(".") for word in (*OFFICES, *ABBREVIATED_TITLES))
LINKING_WORDS = frozenset(["of", "for", *ARTICLES])
TITLE_WORDS = frozenset(
    (
        *HONORIFIC_WORDS,
        *OFFICE_WORDS,
        *PORTFOLIOS,
        *(word.rstrip(".") for word in TITLE_MODIFIERS),
        *(demonym.lower() for demonym in DEMONYMS),
        *LINKING_WORDS,
    )
)
# Offices that are common surnames too: "Mr. King", "Jordan Bishop".
OFFICE_SURNAMES = frozenset(
    ["king", "pope", "bishop", "lord", "duke", "major", "dean", "baron", "prince", "judge", "justice", "page"]
)
# Before a given name they name one person in the world ("Pope Francis").
REGNAL_TITLES = frozenset(["king", "queen", "prince", "princess", "pope", "emperor", "patriarch"])
DESCRIBING_WORDS = TITLE_WORDS | PERSON_NOUNS | {place.replace(".", "") for place in PLACES}
# Without those that are rather an adjective ("conservative", "veteran").
OFFICE_NOUNS = (OFFICE_WORDS | (PERSON_NOUNS - TITLE_MODIFIERS - DEMONYMS)) - OFFICE_SURNAMES
INSTITUTIONS = NAME_ENDING_ORGANIZATION_WORDS | {"court", "office"}
# What tells an institution from the others of its country, but not its country.
BRANCH_WORDS = (PORTFOLIOS | OFFICE_PORTFOLIOS | LINKING_WORDS) - {"house", "press", "staff"} | frozenset(
    [
        "supreme",
        "high",
        "central",
        "city",
        "county",
        "town",
        "national",
        "federal",
        "district",
        "municipal",
        "regional",
        "constitutional",
        "coast",
    ]
)

# Beside a surname they do not make a full name.
SUFFIXES = frozenset(word.rstrip(".") for word in NAME_SUFFIXES)
PARTICLES = frozenset(LEADING_NAME_PARTICLES)
# Offices that are first names too.
OFFICE_GIVEN_NAMES = frozenset(["dean", "duke"])
NOT_THE_HOLDER = RANKS | frozenset(
    ["former", "ex", "acting", "interim", "late", "then", "onetime", "designate"]
)
ANY_OFFICE = frozenset(
    ["leader", "head", "chief", "politician", "statesman", "official", "candidate", "incumbent", "ally"]
)
# Newspapers and bodies that a single word does name are left out.
INSTITUTION_NOUNS = ORGANIZATION_WORDS - frozenset(
    [
        "guardian",
        "observer",
        "tribune",
        "times",
        "gazette",
        "herald",
        "globe",
        "chronicle",
        "lords",
        "commons",
    ]
)
ONE_PER_COUNTRY = frozenset(
    ["government", "parliament", "ministry", "military", "army", "navy", "presidency", "treasury", "embassy"]
)
