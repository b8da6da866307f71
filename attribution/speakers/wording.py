"""How a speaker without a name of its own is called: "officials", "Office of Mara Velden", "Velden campaign"."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon import word_set
from attribution.lexicon.function_words import ARTICLES, DEMONSTRATIVES, DETERMINERS, PREPOSITIONS
from attribution.lexicon.organization_nouns import (
    DEMONYMS,
    ORGANIZATION_WORDS,
    PLURAL_PROPER_GROUPS,
    PUBLISHED_THINGS,
)
from attribution.lexicon.person_nouns import GROUP_NOUNS, PERSON_NOUNS, TITLE_MODIFIERS
from attribution.speakers.mentions import Mention
from attribution.speakers.names import fold, is_capitalised, parse_person_name, split_words
from attribution.speakers.phrase_parts import join_words

_LOWERED = PREPOSITIONS | PERSON_NOUNS | GROUP_NOUNS | ORGANIZATION_WORDS | PUBLISHED_THINGS | TITLE_MODIFIERS
_PROPER = DEMONYMS | PLURAL_PROPER_GROUPS
_CAMPAIGN_MODIFIERS = word_set(
    "presidential election re-election reelection primary general senate gubernatorial"
)

NAMED_AFTER_HOLDER = ("campaign", "administration")
"""Organizations that go by their holder's surname: the Velden campaign, the Velden administration."""


def words_of(mention: Mention) -> str:
    """The mention's own words as a name: no article, no capital that only begins the sentence."""
    tokens = split_words(" ".join((mention.title or mention.text).split()))
    while len(tokens) > 1 and tokens[0].text.casefold() in ARTICLES | DEMONSTRATIVES:
        tokens = tokens[1:]
    if not tokens:
        return mention.text
    name = join_words(tokens)
    first = tokens[0].text
    begins_only = len(first) > 1 and first[0].isupper() and first[1:].islower()
    # "Military Times poll" keeps its capital: the word after it shows that it belongs to a name.
    common = fold(first) in _LOWERED and not (len(tokens) > 1 and is_capitalised(tokens[1].text))
    begins_only = begins_only and tokens[0].start == 0 and fold(first) not in _PROPER
    if begins_only and (common or fold(first) in DETERMINERS):
        name = first.casefold() + name[len(first) :]
    return name


def office_of(head: str, holder: str) -> str:
    """The name of what `holder` holds: "Office of Mara Velden", "Velden campaign"."""
    if head in NAMED_AFTER_HOLDER:
        return belonging_to(holder, head)
    return f"{head[:1].upper()}{head[1:]} of {holder}"


def belonging_to(holder: str, words: str) -> str:
    """The name of what belongs to `holder`: "Velden campaign", "Mara Velden's lawyers"."""
    *modifiers, head = words.casefold().split() or [""]
    name = parse_person_name(holder)
    if head in NAMED_AFTER_HOLDER and name is not None and _CAMPAIGN_MODIFIERS.issuperset(modifiers):
        return f"{name.surname} {head}"
    return f"{holder}'s {words}"


def holder_end(words: Sequence[str], head: str) -> tuple[int, int] | None:
    """Where the holder's words end and those of the thing held begin: after 's, or before "campaign"."""
    for index in range(1, len(words) - 1):
        if words[index] == "'s" or (words[index] == "'" and words[index - 1].endswith("s")):
            return index, index + 1
    if head in NAMED_AFTER_HOLDER and len(words) > 1 and words[-1] == head:
        return len(words) - 1, len(words) - 1
    return None
