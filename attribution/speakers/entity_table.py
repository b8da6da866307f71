"""All entities of an article, found by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attribution.extraction import Span, SpeakerKind
from attribution.lexicon.ministry_nouns import BODY_MODIFIERS
from attribution.lexicon.organization_nouns import SHORTENED_ORGANIZATIONS
from attribution.speakers.demonyms import find_demonyms
from attribution.speakers.enclosure import is_within
from attribution.speakers.entities import (
    LIKELY,
    UNIQUE,
    Entity,
    Link,
    choose_bearer,
    description_words,
    is_fuller,
    surname_keys,
)
from attribution.speakers.gender import Votes, count_votes
from attribution.speakers.mentions import Mention
from attribution.speakers.names import PersonName, fold, parse_person_name, person_key, split_words
from attribution.speakers.titles import gender_of_title, is_title_word
from attribution.text.document import Document

_NO_PLACES = BODY_MODIFIERS | {"national", "federal"}
_LONGEST_BODY = 3
"""Words of a body's name without its place: "the Planning Appeals Commission"."""
# "(I-Vt.)", ", D-Ohio," and " of Vermont" after a name tell its state.
_STATE = re.compile(
    r"\s*(?:\((?:[A-Z]{1,3}-)?([A-Z][\w. ]{1,16})\)|,\s[A-Z]{1,3}-([A-Z][\w.]{1,12})|of\s([A-Z]\w+))"
)


# "Torland's foreign minister", "Torland's parliament": what has one is a place.
_RULED = re.compile(
    r"'s (?:[a-z]+ ){0,2}(?:minister|president|premier|chancellor|parliament|government|army|capital|economy)\b"
)


def _particle_surnames(named: Iterable[Mention]) -> Iterator[str]:
    """Surnames of two and more words: "Van Roth" is no first name and surname where "Ana van Roth" is named."""
    for mention in named:
        name = parse_person_name(mention.name or "") if mention.kind == "person" else None
        if name is not None and name.given and " " in name.surname:
            yield fold(name.surname)


class EntityTable:
    """All entities of one article. Every step looks up keys, so building takes time linear in the mentions."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        quoted: Sequence[Span],
        dateline: Span | None = None,
    ) -> None:
        self._document = document
        self._dateline = dateline
        self._places = frozenset(find_demonyms(document).values())
        self._votes = count_votes(document, mentions, quoted)
        self.entities: list[Entity] = []
        self._by_person: dict[tuple[str, str, str] | None, Entity] = {}
        self._by_surname: dict[str, list[Entity]] = {}
        self._by_given: dict[str, list[Entity]] = {}
        self._by_name: dict[tuple[str, str], Entity] = {}
        self._by_acronym: dict[str, Entity] = {}
        self._by_last_word: dict[str, list[Entity]] = {}
        self._by_last_words: dict[str, list[Entity]] = {}
        self._things: dict[Entity, tuple[int, int]] = {}
        self._by_office: dict[str, list[Entity]] = {}
        named = [mention for mention in mentions if mention.form == "named" and mention.name]
        self._surnames = frozenset(_particle_surnames(named))
        for mention in named:
            if mention.kind == "person":
                self._add_person(mention)
            elif not mention.plural:
                self._add_organization(mention)
        # Before bare names are linked: "Ms Velden" is told from "Mr Velden" by what is known of each.
        for entity in self.entities:
            self._tell_gender(entity)
        self._add_bare_names(named)
        for entity in self.entities:
            self._tell_gender(entity)

    def find(self, mention: Mention, near: Sequence[Entity] = ()) -> Link:
        """Whom a named mention means. `near`: persons fully named in its paragraph before it, latest last."""
        if not mention.name:
            return Link(None, 0.0)
        if mention.kind != "person":
            return self._find_organization(mention)
        name = parse_person_name(mention.name)
        if name is None:
            return Link(None, 0.0)
        key = person_key(name)
        if key is not None and key in self._by_person:
            return Link(self._by_person[key], UNIQUE)
        candidates = self._bearers(name)
        if not candidates:
            return Link(self._by_name.get(("person", fold(mention.name))), UNIQUE)
        return choose_bearer(candidates, mention, near)

    def named(self, name: str) -> Entity | None:
        """The entity with exactly this name, of any kind."""
        for kind in ("person", "organization", "group"):
            found = self._by_name.get((kind, fold(name)))
            if found is not None:
                return found
        return None

    def office_holders(self, office: str) -> Sequence[Entity]:
        """Persons whose title or description has this office noun, in order of first mention."""
        return self._by_office.get(office, ())

    def organizations_ending(self, word: str) -> Sequence[Entity]:
        """Organizations of more than one word whose last word is `word`, in order of first mention."""
        return self._by_last_word.get(word, ())

    def _new(self, kind: SpeakerKind, name: str) -> Entity:
        entity = Entity(kind, name, order=len(self.entities))
        self.entities.append(entity)
        return entity

    def _add_person(self, mention: Mention) -> None:
        name = parse_person_name(mention.name or "")
        key = person_key(name) if name is not None else None
        if name is None or key is None or fold(name.full) in self._surnames:
            return
        entity = self._by_person.get(key)
        if entity is None:
            entity = self._by_person[key] = self._new("person", mention.name or "")
            for surname in surname_keys(name):
                self._by_surname.setdefault(surname, []).append(entity)
            for given in name.given[:1]:
                self._by_given.setdefault(fold(given), []).append(entity)
        entity.full_mentions += 1
        self._learn(entity, mention)

    def _learn(self, entity: Entity, mention: Mention) -> None:
        name = mention.name or ""
        if is_fuller(name, entity.name):
            entity.name = name
        entity.aliases.setdefault(name)
        self._by_name.setdefault((entity.kind, fold(name)), entity)
        if entity.gender is None:
            entity.gender = mention.gender
        if mention.title:
            entity.titles.setdefault(mention.title)
            entity.gender = gender_of_title(mention.title) or entity.gender
        if mention.description:
            entity.descriptions.setdefault(mention.description)
        for text in (mention.title, mention.description):
            for word in description_words(text or ""):
                entity.words.add(word)
                if is_title_word(word) and word not in entity.offices:
                    entity.offices.add(word)
                    self._by_office.setdefault(word, []).append(entity)
        if mention.kind == "person":
            state = _STATE.match(self._document.folded, mention.span.end, mention.span.end + 40)
            if state is not None:
                found = next(group for group in state.groups() if group)
                entity.words.update(description_words(found))

    def _tell_gender(self, entity: Entity) -> None:
        """Fill in a gender that neither first name nor title tells."""
        if entity.kind != "person" or entity.gender is not None:
            return
        votes = Votes()
        for alias in entity.aliases:
            votes.add(self._votes.get(fold(alias), Votes()))
        name = parse_person_name(entity.name)
        surname = fold(name.surname) if name is not None else ""
        if surname not in entity.aliases and len(self._by_surname.get(surname, ())) == 1:
            votes.add(self._votes.get(surname, Votes()))
        entity.gender = votes.gender()

    def _add_bare_names(self, named: Sequence[Mention]) -> None:
        """Link names of one word to the full names, or make an entity of them.

        A bare name used again and again before anybody's full name with that surname comes is somebody
        the article never names in full (an article about "Velden" that also names the son "Ivo Velden").
        """
        early: dict[str, list[Mention]] = {}
        seen: set[str] = set()
        for mention in named:
            if mention.kind != "person":
                continue
            name = parse_person_name(mention.name or "")
            if name is None:
                continue
            key = person_key(name)
            if key is not None and key in self._by_person:
                seen.update(surname_keys(name))
            elif fold(name.surname) not in seen:
                early.setdefault(fold(name.surname), []).append(mention)
        for surname, mentions in early.items():
            bearers = self._by_surname.get(surname, [])
            body = [mention for mention in mentions if mention.sentence > 1]
            if len(body) >= 3 and bearers and all(bearer.full_mentions <= len(body) for bearer in bearers):
                entity = self._new("person", mentions[0].name or "")
                entity.full_mentions = len(body)
                entity.order = min(bearer.order for bearer in bearers) - 1
                self._by_surname[surname] = [entity, *bearers]
                for mention in mentions:
                    self._learn(entity, mention)
        for mention in named:
            if mention.kind == "person":
                self._add_bare_name(mention)
        for entity, (thing, total) in self._things.items():
            if thing * 2 >= total and not entity.titles:
                entity.kind = "organization"

    def _add_bare_name(self, mention: Mention) -> None:
        name = parse_person_name(mention.name or "")
        if name is None or person_key(name) in self._by_person:
            return
        bearers = self._bearers(name)
        if not bearers:
            entity = self._by_name.get(("person", fold(mention.name or "")))
            entity = entity or self._new("person", mention.name or "")
            self._learn(entity, mention)
            if not name.given:
                thing, total = self._things.get(entity, (0, 0))
                self._things[entity] = (thing + self._is_thing(mention), total + 1)
        elif len(bearers) == 1:
            self._learn(bearers[0], mention)
        else:
            chosen = choose_bearer(bearers, mention, ()).entity
            if chosen is not None and mention.title:
                self._learn(chosen, mention)

    def _is_thing(self, mention: Mention) -> int:
        """How much the words around a lone name speak against a person: "on Flickerly", "Quorn Steel, which"."""
        before = self._document.folded[max(0, mention.span.start - 12) : mention.span.start].split()
        after = self._document.folded[mention.span.end : mention.span.end + 7]
        if self._dateline is not None and is_within(mention.span.start, [self._dateline]):
            return 4
        if fold(mention.name or "") in self._places or _RULED.match(self._document.folded, mention.span.end):
            return 4
        if after in (", which", " which "):
            return 4
        return (
            1
            if before and before[-1].casefold() in ("on", "at", "via", "in", "into", "inside", "within")
            else 0
        )

    def _bearers(self, name: PersonName) -> Sequence[Entity]:
        """Persons whose surname, or else first name, is this name."""
        if name.given:
            return self._by_surname.get(fold(name.full), [])
        surname = fold(name.surname)
        bearers = self._by_surname.get(surname, []) or self._by_given.get(surname, [])
        if name.suffix is None:
            return bearers
        return [one for one in bearers if fold(one.name).endswith(f" {fold(name.suffix)}")]

    def _add_organization(self, mention: Mention) -> None:
        name = mention.name or ""
        key = (mention.kind, fold(name))
        entity = self._by_name.get(key)
        words = [word.text for word in split_words(name)]
        if entity is None:
            entity = self._by_acronym.get(fold(name))
        if entity is None:
            entity = self._new(mention.kind, name)
            if len(words) > 1:
                acronym = "".join(word[0] for word in words if word[0].isupper()).casefold()
                if len(acronym) > 2:
                    self._by_acronym.setdefault(acronym, entity)
                self._by_last_word.setdefault(words[-1].casefold(), []).append(entity)
            for length in range(2, min(len(words), _LONGEST_BODY + 1)):
                if fold(words[-length - 1]) not in _NO_PLACES:
                    self._by_last_words.setdefault(fold(" ".join(words[-length:])), []).append(entity)
        entity.full_mentions += 1
        self._learn(entity, mention)

    def _find_organization(self, mention: Mention) -> Link:
        name = mention.name or ""
        entity = self._by_name.get((mention.kind, fold(name)))
        if entity is not None:
            fuller = self._fuller_organizations(fold(name), entity)
            return Link(fuller[0], LIKELY) if len(fuller) == 1 else Link(entity, UNIQUE)
        return Link(self._by_acronym.get(fold(name)), UNIQUE)

    def _fuller_organizations(self, name: str, short: Entity) -> Sequence[Entity]:
        """Those that a name such as "the Times" or "the High Court" may be short for; of courts and councils named before."""
        *before, last = name.split()
        if not before:
            return self._by_last_word.get(last, []) if last in SHORTENED_ORGANIZATIONS else []
        fuller = self._by_last_words.get(name, []) if all(word in BODY_MODIFIERS for word in before) else []
        # More than one is as good as many: then nobody can tell which.
        return [one for one in fuller[:2] if one.order < short.order]
