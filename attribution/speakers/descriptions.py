"""Whom a description means: "the senator", "the Vermont senator", "the company"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from attribution.lexicon import word_set
from attribution.lexicon.organization_nouns import (
    GENERIC_ORGANIZATIONS,
    ORGANIZATION_WORDS,
    PLACE_PHRASES,
    PLACES,
)
from attribution.lexicon.person_nouns import (
    FALLBACK_NOUNS,
    OFFICE_PORTFOLIOS,
    OFFICES,
    PLAYER_NOUNS,
    RANKS,
    STAFF_OFFICES,
)
from attribution.speakers.entities import Entity, Link, description_words
from attribution.speakers.entity_table import EntityTable
from attribution.speakers.mentions import Mention
from attribution.speakers.names import is_capitalised, is_title_word, split_words
from attribution.speakers.phrase_parts import complement_start
from attribution.speakers.salience import Discourse, Occurrence, Place

_HOLDERS_LOOKED_AT = 30
"""Office holders compared for one description: more than an article names, and a bound on the work."""

_LEAD = 2.0
"""How many times the salience of the next the one in focus needs to be taken up by what it plays."""

_FITS, _NEAREST_FITS, _IN_FOCUS = 0.8, 0.65, 0.5


def find_described(mention: Mention, table: EntityTable, discourse: Discourse, paragraph: int) -> Link:
    """The entity a definite nominal means, or candidates, or neither when the article introduces nobody like it."""
    words = [token.text for token in split_words(mention.title or "")]
    if not words or words[0].casefold() not in ("the", "this", "that"):
        return Link(None, 0.0)
    if mention.kind == "organization":
        return _find_organization(mention, words, table, discourse, paragraph)
    if mention.kind != "person" or mention.plural:
        return Link(None, 0.0)
    recent = discourse.recent()
    again = _introduced(mention, words, recent)
    if again is not None:
        return Link(again, _FITS)
    found = _find_holder(mention, words, table, discourse, paragraph)
    if found.entity is not None or found.candidates:
        return found
    return _find_in_focus(mention, words, discourse, paragraph)


def find_holder_of(mention: Mention, owner: Entity, table: EntityTable) -> Link:
    """The one person whom the article gives this office of a place or organization: "Torland's foreign minister"."""
    head = next(iter(description_words(mention.head)), "")
    of_owner = list(description_words(owner.name))
    holders = [
        one
        for one in table.office_holders(head)[:_HOLDERS_LOOKED_AT]
        if _fits(one, of_owner, mention) and one is not owner
    ]
    return Link(holders[0], _FITS) if len(holders) == 1 else Link(None, 0.0)


def _introduced(mention: Mention, words: Sequence[str], recent: Sequence[Occurrence]) -> Entity | None:
    """An unnamed person brought in by the same noun: "a Torland official … the official"."""
    if len(words) != 2:
        return None
    for occurrence in recent:
        entity = occurrence.entity
        if not occurrence.nominal or entity.kind != "person" or _head(entity.name) != mention.head:
            continue
        ends = entity.name.casefold().endswith(mention.head)
        # "a senator from Lindau" may be anybody, but "the source" is the one close to the mayor.
        if ends or f"{mention.head} for " in entity.name or not is_title_word(mention.head):
            return entity
    return None


def _head(name: str) -> str:
    """The head noun of an unnamed person's words: "source" of "source close to the minister"."""
    tokens = split_words(name)
    head = tokens[: complement_start(tokens)] or tokens
    return head[-1].text.casefold() if head else ""


def _find_holder(
    mention: Mention, words: Sequence[str], table: EntityTable, discourse: Discourse, paragraph: int
) -> Link:
    """The person whose title or apposition has this office."""
    wanted = _telling_words(words[1:])
    head = next(iter(description_words(mention.head)), "")
    holders = [one for one in table.office_holders(head)[:_HOLDERS_LOOKED_AT] if _fits(one, wanted, mention)]
    if not holders:
        return Link(None, 0.0)
    if len(holders) == 1:
        return Link(holders[0], _FITS)
    latest = next((occurrence for occurrence in discourse.recent() if occurrence.entity in holders), None)
    if latest is not None and paragraph - latest.paragraph <= 1:
        return Link(latest.entity, _NEAREST_FITS)
    speaker = discourse.last_speaker()
    if speaker in holders:
        return Link(speaker, _NEAREST_FITS)
    ranked = sorted(holders, key=lambda one: (-one.full_mentions, one.order))
    return Link(None, 0.0, tuple(ranked[:5]))


def _fits(entity: Entity, wanted: Sequence[str], mention: Mention) -> bool:
    if mention.gender and entity.gender and mention.gender != entity.gender:
        return False
    return all(word in entity.words for word in wanted) and _same_office(entity, mention)


def _same_office(entity: Entity, mention: Mention) -> bool:
    """Whether rank and portfolio agree: the finance minister is neither the foreign nor the prime minister."""
    words = list(description_words(mention.title or ""))
    head = next(iter(description_words(mention.head)), "")
    before = set(words[: words.index(head)]) if head in words else set()
    portfolios = before & OFFICE_PORTFOLIOS
    if not portfolios <= entity.words and entity.words & OFFICE_PORTFOLIOS:
        return False
    ranks = [found for title in _first(entity.titles, entity.descriptions) for found in _ranks(title, head)]
    rank = before & RANKS
    return (not ranks and not rank) or any(found == rank for found in ranks)


def _first(*texts: Iterable[str]) -> Iterator[str]:
    return islice(chain.from_iterable(texts), _HOLDERS_LOOKED_AT)


def _ranks(title: str, head: str) -> Iterator[set[str]]:
    """The ranks with which a title has an office: "deputy" for the deputy mayor, none for the mayor."""
    words = list(description_words(title))
    for index, word in enumerate(words):
        if word == head:
            yield set(words[max(0, index - 3) : index]) & RANKS


def _telling_words(words: Sequence[str]) -> list[str]:
    """Those of a description that tell one office holder from another: places, parties, names."""
    telling = (word for word in words if is_capitalised(word) and not is_title_word(word.casefold()))
    return [folded for word in telling for folded in description_words(word)]


def _find_in_focus(mention: Mention, words: Sequence[str], discourse: Discourse, paragraph: int) -> Link:
    """The person in focus, for a noun with which news style varies a name ("the businessman", "the candidate")."""
    telling = [word for word in _telling_words(words[1:]) if word not in _PARTIES]
    if mention.head not in FALLBACK_NOUNS | PLAYER_NOUNS or "of" in words or telling:
        return Link(None, 0.0)
    place = Place(mention.sentence, paragraph, mention.gender, frozenset(("person",)))
    ranked = discourse.rank(place)
    excluded = _excluded_offices(mention.head)
    fitting = [
        (entity, score)
        for entity, score in zip(ranked.entities, ranked.scores, strict=True)
        if score >= 0.25
        and entity.aliases
        and not entity.offices & excluded
        and not entity.words & excluded
        and _may_be_varied(entity, mention)
    ]
    if mention.head in PLAYER_NOUNS:
        # What has no gender and no first name may be a place or a team.
        fitting = [
            (entity, score)
            for entity, score in fitting
            if entity.gender or entity.titles or " " in entity.name
        ]
    if not fitting:
        return Link(None, 0.0)
    if mention.head in PLAYER_NOUNS and len(fitting) > 1 and fitting[0][1] < _LEAD * fitting[1][1]:
        # A match report names many players: between two of them the noun alone decides nothing.
        return Link(None, 0.0)
    return Link(fitting[0][0], _IN_FOCUS)


def _may_be_varied(entity: Entity, mention: Mention) -> bool:
    """Whether the description, if it is of an office, may be of one that the entity holds."""
    if mention.head in entity.offices:
        return _same_office(entity, mention)
    # "the council leader" tells one leader from others, so it is nobody known to hold another office.
    before = {token.text.casefold() for token in split_words(mention.title or "")} - {mention.head}
    told_apart = before & _TELLING
    return not told_apart or not entity.offices - _HONORARY


def _excluded_offices(head: str) -> frozenset[str]:
    """Words of a title or description that speak against being taken up by this noun."""
    if head in _ELECTED:
        return _ELECTED
    if head in _PARTISANS:
        return _PARTISANS[head]
    if head == "coach":
        return PLAYER_NOUNS | {"referee", "umpire"}
    if head in PLAYER_NOUNS:
        return _NO_PLAYERS - {head}
    return STAFF_OFFICES if head in _CANDIDATES else frozenset()


_TELLING = ORGANIZATION_WORDS | OFFICE_PORTFOLIOS | RANKS | (OFFICES - FALLBACK_NOUNS) | {"'s"}
"""Words before an office that make it another than the bare noun's."""
_HONORARY = word_set(
    "mr mrs ms miss dr sir doctor professor candidate nominee front-runner frontrunner contender"
)
_CANDIDATES = word_set("candidate nominee contender hopeful front-runner frontrunner")
_NO_PLAYERS = (OFFICES | PLAYER_NOUNS) - word_set("player footballer captain skipper star veteran fellow")
"""Offices whose holders are no "striker": coaches, referees, mayors, and players of another position."""
_PARTISANS = {"republican": word_set("democrat democratic"), "democrat": word_set("republican gop")}
_PARTIES = word_set("republican democratic gop conservative liberal")
_ELECTED = word_set("senator governor congressman congresswoman president mayor representative chancellor")
"""Offices seldom held together: a governor is not taken up as "the senator"."""


def _find_organization(
    mention: Mention, words: Sequence[str], table: EntityTable, discourse: Discourse, paragraph: int
) -> Link:
    head = mention.head
    if head not in ORGANIZATION_WORDS or len(words) > 3:
        return Link(None, 0.0)
    ending = [one for one in table.organizations_ending(head)[:_HOLDERS_LOOKED_AT] if _ends(one, words[1:])]
    for occurrence in discourse.recent():
        one = occurrence.entity
        if one in ending or (one.kind == "organization" and " " in one.name and _ends(one, words[1:])):
            return Link(one, _FITS)
    if head not in GENERIC_ORGANIZATIONS or len(words) > 2:
        return Link(None, 0.0)
    ranked = discourse.rank(Place(mention.sentence, paragraph, None, frozenset(("organization",))))
    for entity, score in zip(ranked.entities, ranked.scores, strict=True):
        name = entity.name.casefold()
        if score > 0.25 and entity.aliases and name not in PLACES and name not in PLACE_PHRASES:
            return Link(entity, _IN_FOCUS)
    return Link(None, 0.0)


def _ends(entity: Entity, words: Sequence[str]) -> bool:
    return f" {entity.name}".casefold().endswith(" " + " ".join(words).casefold())
