"""Opposites of the words that give a proposition its direction, in the same form: "kept" and "ended", "ban" and "allow".

From pairs made by hand (data/opposites.json), the likeliest first, and for other words from WordNet (data/wordnet.json).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

Form = Literal["base", "participle", "gerund"]

_FORMS: Final[tuple[Form, ...]] = ("base", "participle", "gerund")
_VOWELS: Final = "aeiou"


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word or phrase that turns a proposition round in the place of another one.

    `is_from` marks one that takes "from" where the other takes "to": "supply to", but "withhold from".
    """

    text: str
    is_from: bool = False


def opposites_of(phrase: str) -> tuple[Opposite, ...]:
    """Opposites of a verb, adjective or noun in small letters, as it is inflected, the best first; often none."""
    found: dict[str, Opposite] = {}
    for base, form in _opposites().bases.get(phrase, ()):
        for other in _opposites().pairs.get(base, ()):
            text = _inflect(other.text, form)
            if text != phrase:
                found.setdefault(text, Opposite(text, other.is_from))
    return tuple(found.values())


def synonyms_of(name: str) -> tuple[str, ...]:
    """Other names of a thing, by its whole name in small letters ("capital punishment"), from WordNet; often none."""
    return _opposites().synonyms.get(name, ())


@dataclass(frozen=True, slots=True)
class _Opposites:
    pairs: dict[str, tuple[Opposite, ...]]
    """By base form."""
    bases: dict[str, tuple[tuple[str, Form], ...]]
    """For each inflected form the base forms that it may have."""
    synonyms: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _opposites() -> _Opposites:
    raw, wordnet = _data(), _read("wordnet.json")
    pairs: dict[str, list[Opposite]] = {}
    for key, is_moving in (("moving_pairs", True), ("pairs", False)):
        for promoting, curbing in raw[key]:
            pairs.setdefault(promoting, []).append(Opposite(curbing, is_moving))
            # "Withhold X from Y" turns into "send X to Y", which only the first of such pairs would.
            if not is_moving:
                pairs.setdefault(curbing, []).append(Opposite(promoting))
    for word, others in wordnet["antonyms"].items():
        # Of a word that we have, WordNet adds opposites in other senses: promises are kept or broken.
        pairs.setdefault(word, [Opposite(other) for other in others])
    bases: dict[str, list[tuple[str, Form]]] = {}
    for word in pairs:
        for form in _FORMS:
            bases.setdefault(_inflect(word, form), []).append((word, form))
    return _Opposites(
        {word: tuple(others) for word, others in pairs.items()},
        {text: tuple(readings) for text, readings in bases.items()},
        {name: tuple(others) for name, others in wordnet["synonyms"].items()},
    )


def _inflect(phrase: str, form: Form) -> str:
    """The form of a verb that leads its phrase: "scale back" has "scaled back" and "scaling back"."""
    verb, space, rest = phrase.partition(" ")
    if form == "participle":
        verb = _data()["past_participles"].get(verb) or f"{_stem_before(verb, 'e')}ed"
    elif form == "gerund":
        verb = f"{_stem_before(verb, 'i')}ing"
    return f"{verb}{space}{rest}"


def _stem_before(verb: str, vowel: str) -> str:
    """What an ending that starts with the vowel is put behind: "scrapp", "rais", "ratifi" before "-ed"."""
    if verb in _data()["doubled"]:
        return verb + verb[-1]
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1]
    if vowel == "e" and verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}i"
    return verb


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return _read("opposites.json")


def _read(name: str) -> dict[str, Any]:
    text = (files("attribution.stance") / "data" / name).read_text(encoding="utf-8")
    raw: dict[str, Any] = json.loads(text)
    return raw
