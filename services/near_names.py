"""Whose name is nearest to one that nobody goes by: mistyped, transliterated, or with other given names.

A wrong speaker is worse than none. So nobody is asked for here whom a name finds as it stands, no short word is ever
read as another one, all who are equally near are named, and every answer says how the name was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Speaker, SpeakerAlias, SpeakerNameSpelling
from models.name_words import LONGEST_EXACT_WORD, most_edits, sound_of, spelling_numbers, surname_of
from services.name_vocabulary import PARTICLES, SUFFIXES
from services.names import is_description
from services.typed_names import NO_NAMES, near_keys

_EDIT = 2
_OTHER_SOUND_SPELLING = 1
"""Another transliteration is nearer than another letter."""
_MOST_EDITS = 2
_MOST_CANDIDATES = 5_000
"""Names that are compared at most. Of more not all could be looked at, so that none could be called the nearest."""
_MOST_WORDS = 12
_FURTHEST = _MOST_EDITS * _EDIT
_FURTHER = _FURTHEST + 1


@dataclass(frozen=True, slots=True)
class NearReading:
    """A name that nobody goes by, and the speakers with the nearest name, by number: at least one.

    Several are equally near, so that it cannot be told which of them is meant.
    """

    name: str
    speakers: tuple[Speaker, ...]


def read_near_name(session: Session, name: str) -> NearReading | None:
    """Read a name that `services.speakers.find_speakers` finds nobody by; None when nobody's is near."""
    for key in near_keys(name):
        speakers = () if is_description(key) else _nearest(session, key)
        if speakers:
            return NearReading(name, speakers)
    return None


def _nearest(session: Session, key: str) -> tuple[Speaker, ...]:
    words = key.split()
    surname = surname_of(key)
    if len(words) > _MOST_WORDS or (len(words) == 1 and len(surname) <= LONGEST_EXACT_WORD):
        return ()
    spelled = select(SpeakerNameSpelling.alias_id).where(
        SpeakerNameSpelling.spelling.in_(spelling_numbers(surname))
    )
    candidates = session.execute(
        select(SpeakerAlias.speaker_id, SpeakerAlias.name_key, Speaker.kind)
        .join(Speaker, Speaker.id == SpeakerAlias.speaker_id)
        .where(SpeakerAlias.id.in_(spelled))
        .limit(_MOST_CANDIDATES + 1)
    ).all()
    if len(candidates) > _MOST_CANDIDATES:
        return ()
    distances: dict[int, int] = {}
    for speaker_id, name_key, kind in candidates:
        distance = name_distance(key, name_key, is_person=kind == "person")
        if distance is not None:
            distances[speaker_id] = min(distance, distances.get(speaker_id, distance))
    least = min(distances.values(), default=0)
    nearest = [speaker_id for speaker_id, distance in distances.items() if distance == least]
    return tuple(session.scalars(select(Speaker).where(Speaker.id.in_(nearest)).order_by(Speaker.id)))


def name_distance(asked: str, known: str, *, is_person: bool) -> int | None:
    """How far the folded name that is asked for is from a known one, in half letters; None for another name.

    A person may be asked for by the surname alone, and the one name may have initials or further given names that the
    other leaves out. The names of others must have as many words. In a whole name two letters may differ.

    >>> [name_distance("mara veldn", known, is_person=True) for known in ("mara o velden", "otto velden")]
    [2, None]
    """
    if not is_person:
        return _words_distance(asked.split(), known.split())
    given, surname, suffixes = _parts(asked)
    known_given, known_surname, known_suffixes = _parts(known)
    distance = word_distance(surname, known_surname)
    if distance is None or suffixes != known_suffixes:
        return None
    if PARTICLES.issuperset(given):
        return distance if set(given) <= set(known_given) else None
    # A bare surname may be anybody's of the family.
    if PARTICLES.issuperset(known_given):
        return None
    if not NO_NAMES.isdisjoint(set(given) - set(known_given)):
        return None
    return _within(distance + _given_distance(given, known_given))


def _parts(key: str) -> tuple[list[str], str, set[str]]:
    words = [word for word in key.split() if word not in SUFFIXES]
    return words[:-1], words[-1] if words else "", {word for word in key.split() if word in SUFFIXES}


def _words_distance(words: Sequence[str], others: Sequence[str]) -> int | None:
    if len(words) != len(others):
        return None
    each = [word_distance(word, other) for word, other in zip(words, others, strict=True)]
    return _within(sum(_FURTHER if distance is None else distance for distance in each))


def _within(distance: int) -> int | None:
    return distance if distance <= _FURTHEST else None


def _given_distance(given: list[str], known: list[str]) -> int:
    """The least distance at which the shorter list of given names is found in the longer one, in order."""
    if "".join(given) == "".join(known) or _are_initials(given, known) or _are_initials(known, given):
        return 0
    shorter, longer = sorted((given, known), key=len)
    # The least distance of the first names of the shorter list from those of the longer one seen so far.
    least = [0] + [_FURTHER] * len(shorter)
    for name in longer:
        for place in range(len(shorter), 0, -1):
            least[place] = min(
                least[place], least[place - 1] + _given_name_distance(shorter[place - 1], name)
            )
    return least[-1]


def _are_initials(initials: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a folded "J. D." stands for as many given names."""
    return len(initials) == 1 and len(names) > 1 and initials[0] == "".join(name[0] for name in names)


def _given_name_distance(name: str, other: str) -> int:
    if min(len(name), len(other)) == 1 and name[0] == other[0]:
        return 0
    distance = word_distance(name, other)
    return _FURTHER if distance is None else distance


def word_distance(word: str, other: str) -> int | None:
    """How far two folded words are apart, in half letters; None when that is too far for words of their length.

    A letter that is changed, left out, added or swapped with the next is one, and another transliteration half of one.
    Hardly anybody mistypes the first letter, so it counts twice.

    >>> word_distance("velden", "vedlen"), word_distance("zelenskiy", "zelenskyy"), word_distance("anna", "anne")
    (2, 1, None)
    """
    if word == other:
        return 0
    most = most_edits(word, other)
    if not most:
        return None
    sound, other_sound = sound_of(word), sound_of(other)
    if sound == other_sound:
        return _OTHER_SOUND_SPELLING
    edits = _letters_apart(word, other, most)
    if word[0] != other[0] and sound[0] != other_sound[0]:
        edits += 1
    return edits * _EDIT if edits <= most else None


def _letters_apart(word: str, other: str, most: int) -> int:
    """The optimal string alignment distance, or some number above `most`."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(word, 1):
        before, last, row = row, before, [place]
        for column, other_letter in enumerate(other, 1):
            cost = min(row[-1] + 1, before[column] + 1, before[column - 1] + (letter != other_letter))
            if place > 1 < column and letter == other[column - 2] and word[place - 2] == other_letter:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
