"""Whom a description means: "the senator", "the Vermont senator", "the company"."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon.organization_nouns import (
    GENERIC_ORGANIZATIONS,
    ORGANIZATION_WORDS,
    PLACE_PHRASES,
    PLACES,
)
from attribution.speakers.entities import Entity, Link, description_words
from attribution.speakers.entity_table import EntityTable
from attribution.speakers.focus import IN_FOCUS, LOOSE_NOUNS, find_in_focus, same_office, telling_words
from attribution.speakers.mentions import Mention
from attribution.speakers.names import split_words
from attribution.speakers.phrase_parts import complement_start
from attribution.speakers.salience import Discourse, Occurrence, Place
from attribution.speakers.titles import is_title_word

_HOLDERS_LOOKED_AT = 30
"""Office holders compared for one description: more than an article names, and a bound on the work."""

_FITS, _NEAREST_FITS = 0.75, 0.85
"""Confidence in the only one who fits, and in the one of several who was named or spoke last: the share right on
labelled training articles."""


def find_described(mention: Mention, table: EntityTable, discourse: Discourse, paragraph: int) -> Link:
    """The entity a definite nominal means, or candidates, or neither when the article introduces nobody like it."""
    words = [token.text for token in split_words(mention.title or "")]
    if [word.casefold() for word in words] == [mention.head] or mention.text.isupper():
        # "Candidate says", "PRIME MINISTER:": headlines and labels leave out the article.
        words = ["the", *words]
    if not words or words[0].casefold() not in ("the", "this", "that"):
        return Link(None, 0.0)
    if mention.kind == "organization":
        return _find_organization(mention, words, table, discourse, paragraph)
    if mention.kind != "person" or mention.plural:
        return Link(None, 0.0)
    recent = discourse.recent()
    again = _introduced(mention, words, recent)
    found = _find_holder(mention, words, table, discourse, paragraph)
    if again is not None:
        latest = next((one.entity for one in recent if one.entity in (again, found.entity)), again)
        return Link(latest, _FITS)
    if found.entity is None or (
        mention.head in LOOSE_NOUNS and not _is_near(found.entity, recent, paragraph)
    ):
        focus = find_in_focus(mention, words, discourse, paragraph)
        return focus if focus.entity is not None else found
    return found


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


def _is_near(entity: Entity, recent: Sequence[Occurrence], paragraph: int) -> bool:
    return any(one.entity is entity and paragraph - one.paragraph <= 1 for one in recent)


def _head(name: str) -> str:
    """The head noun of an unnamed person's words: "source" of "source close to the minister"."""
    tokens = split_words(name)
    head = tokens[: complement_start(tokens)] or tokens
    return head[-1].text.casefold() if head else ""


def _find_holder(
    mention: Mention, words: Sequence[str], table: EntityTable, discourse: Discourse, paragraph: int
) -> Link:
    """The person whose title or apposition has this office."""
    wanted = telling_words(words[1:])
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
    return all(word in entity.words for word in wanted) and same_office(entity, mention)


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
            return Link(entity, IN_FOCUS)
    return Link(None, 0.0)


def _ends(entity: Entity, words: Sequence[str]) -> bool:
    return f" {entity.name}".casefold().endswith(" " + " ".join(words).casefold())
