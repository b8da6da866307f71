"""Who is on the reader's mind at a place of an article: the antecedents of pronouns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from attribution.extraction import Span, SpeakerKind
from attribution.lexicon.organization_nouns import PLACES
from attribution.speakers.enclosure import is_within
from attribution.speakers.entities import Entity
from attribution.speakers.names import Gender

_WINDOW = 40
"""Occurrences looked back at: more than a page, and a bound on the work for one pronoun."""

_LONE = 0.45
"""Weight of a lone name of no gender for "he" and "she": it may be a place or a thing."""

_FADING = 0.62
"""What is left of an occurrence's weight after each sentence."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where an entity is named or meant."""

    entity: Entity
    start: int
    end: int
    sentence: int
    paragraph: int
    subject: bool = False
    """First person, group or organization of its sentence."""
    quoted: bool = False
    """Within quotation marks."""
    possessive: bool = False
    prepositional: bool = False
    """Right after a preposition: an object or a place."""
    nominal: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands and what may be its antecedent."""

    sentence: int
    paragraph: int
    gender: Gender | None
    kinds: frozenset[SpeakerKind]
    content: tuple[Span, ...] = ()
    """What the pronoun's person is reported to say, in text order."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Antecedents of one pronoun by falling score."""

    entities: tuple[Entity, ...]
    scores: tuple[float, ...]

    def confidence(self) -> float:
        """How safely the first is right, from its lead over the second; 0 without any."""
        if not self.scores:
            return 0.0
        second = self.scores[1] if len(self.scores) > 1 else 0.0
        return round(0.5 + 0.45 * (self.scores[0] - second) / (self.scores[0] + second), 3)


class Discourse:
    """The article as read so far: who occurred where, and who spoke last."""

    def __init__(self) -> None:
        self._occurrences: list[Occurrence] = []
        self._counts: dict[int, int] = {}
        self._speakers: dict[int, tuple[int, int]] = {}
        self._turns = 0
        self._last_speaker: Entity | None = None

    def add(self, occurrence: Occurrence) -> None:
        """Note an occurrence; they come in text order."""
        self._occurrences.append(occurrence)
        key = id(occurrence.entity)
        self._counts[key] = self._counts.get(key, 0) + 1

    def speak(self, entity: Entity, paragraph: int) -> None:
        """Note who made the latest attribution."""
        self._turns += 1
        self._last_speaker = entity
        self._speakers[id(entity)] = (paragraph, self._turns)

    def has_spoken(self, entity: Entity) -> bool:
        """Whether an attribution so far is this entity's."""
        return id(entity) in self._speakers

    def last_speaker(self) -> Entity | None:
        """Who made the latest attribution."""
        return self._last_speaker

    def recent(self) -> list[Occurrence]:
        """The latest occurrences, latest first."""
        return self._occurrences[: -_WINDOW - 1 : -1]

    def rank(
        self, place: Place, excluded: Collection[Entity] = (), preferred: Collection[Entity] = ()
    ) -> Ranked:
        """Possible antecedents of a pronoun, likeliest first.

        A salience model in the manner of Lappin and Leass (1994, "An Algorithm for Pronominal Anaphora
        Resolution"): subjects weigh more than other mentions, weight fades with every sentence, and (our
        addition, for news) the one who just spoke is likeliest to go on speaking.
        """
        scores: dict[int, float] = {}
        entities: dict[int, Entity] = {}
        for occurrence in self.recent():
            entity = occurrence.entity
            if entity in excluded or not _agrees(entity, place):
                continue
            if place.gender is not None and not (is_surely_human(entity) or self.has_spoken(entity)):
                continue
            key = id(entity)
            entities[key] = entity
            score = self._weight(occurrence, place)
            if is_within(occurrence.start, place.content):
                # "Velden would win, he said": whoever is spoken of is seldom the one who speaks.
                score *= 0.25
            # A name repeated is more on the mind, but ten old mentions must not outweigh the last sentence's
            # subject.
            best = scores.get(key, 0.0)
            scores[key] = max(best, score) + 0.15 * min(best, score)
        for key, entity in entities.items():
            scores[key] *= 1 + 0.07 * min(self._counts[key], 10)
            scores[key] += self._turn_bonus(key, place)
            if entity in preferred:
                scores[key] += 1.5
        ranked = sorted(scores.items(), key=lambda item: (-item[1], entities[item[0]].order))
        return Ranked(tuple(entities[key] for key, _ in ranked), tuple(score for _, score in ranked))

    def _turn_bonus(self, key: int, place: Place) -> float:
        spoken = self._speakers.get(key)
        if spoken is None:
            return 0.0
        paragraph, turn = spoken
        near = {0: 0.7, 1: 0.3}.get(place.paragraph - paragraph, 0.0)
        return float(near * 0.6 ** min(self._turns - turn, 5))

    def _weight(self, occurrence: Occurrence, place: Place) -> float:
        distance = place.sentence - occurrence.sentence
        weight: float = _FADING ** min(distance, 12)
        if occurrence.subject:
            weight *= 1.6
        if occurrence.quoted:
            # Who is named in a quotation is hardly the "he" who said it in the same sentence.
            weight *= 0.25 if distance else 0.1
        if occurrence.possessive:
            weight *= 0.75
        if occurrence.paragraph != place.paragraph:
            weight *= 0.8
        if occurrence.prepositional:
            weight *= 0.35 if occurrence.entity.kind == "organization" else 0.75
        if (
            occurrence.nominal
            and not self.has_spoken(occurrence.entity)
            and occurrence.entity.kind == "person"
        ):
            weight *= 0.5
        if place.gender is not None and occurrence.entity.gender is None:
            weight *= 0.7 if " " in occurrence.entity.name or occurrence.entity.titles else _LONE
        if occurrence.entity.name.casefold() in PLACES:
            weight *= 0.4
        if "group" in place.kinds and occurrence.entity.kind == "organization":
            weight *= 0.5
        return weight


def is_surely_human(entity: Entity) -> bool:
    """Whether anything but the capital says that a lone name is a person's: "Quorn" may be a town for all we know."""
    if not entity.aliases:
        # "the official": its own noun says so.
        return True
    return bool(entity.gender or entity.titles or entity.descriptions or " " in entity.name)


def _agrees(entity: Entity, place: Place) -> bool:
    if entity.kind not in place.kinds:
        return False
    return place.gender is None or entity.gender is None or entity.gender == place.gender
