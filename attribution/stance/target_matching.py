"""Where a text speaks of a target's object, and a gate that tells most texts apart without reading them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from attribution.stance.proposition import Proposition
from attribution.stance.words import Word, place_names_of, stance_data, stem, word_list, words_of

_PLACING: Final = word_list("placing")
_ORIGIN: Final = frozenset({"from", "of"})
_POINTING: Final = word_list("pointing")
_TITLES: Final = word_list("titles")
_BE: Final = word_list("be")
_PRONOUNS: Final = frozenset({"they", "these", "those", "it"})
_NEAR: Final = 6
"""Words between a generic head ("laws") and the word that says which ("gun")."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The object at `words[first:last]`."""

    first: int
    last: int
    is_deed: bool = False
    """True if the words name an act ("prosecute"), so that an obligation to it is an attitude to it."""


def _synonyms_of(word: str) -> frozenset[str]:
    groups = [group for group in stance_data().synonyms if word in group]
    return frozenset({word}.union(*groups))


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.lower for word in words_of(text) if not word.is_mark)


class TargetMatcher:
    """Finds a target's object in words. Immutable after construction."""

    def __init__(self, proposition: Proposition, terms: Sequence[str]) -> None:
        self._is_person = proposition.is_person
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._heads: set[str] = set()
        self._term_starts: set[str] = set()
        self._telling: set[str] = set()
        self._qualifiers: set[str] = set()
        self._places: set[str] = set()
        self._families: set[str] = set()
        self._first_names: set[str] = set()
        self._generic = False
        self._is_deed = proposition.deed is not None
        self._surname: str | None = None
        self._read_qualifiers(proposition.qualifiers)
        if not self._places:
            self._qualifiers |= {word.stem for word in proposition.qualifiers}
        for term in terms:
            self._add_term(term)
        self._read_head(proposition)
        self._gate = self._compile_gate()

    def first_hint(self, text: str) -> int | None:
        """Where the object may first be named, or None if the text cannot contain it: one regular expression."""
        match = self._gate.search(text) if self._gate is not None else None
        return None if match is None else match.start()

    def mentions(self, words: Sequence[Word], around: Iterable[Word] = ()) -> list[Mention]:
        """The object's mentions, left to right; `around` are words of the context, which may say which one."""
        # A whole term ("boots on the ground") says which object is meant as well as a place does.
        qualified = (
            not self._qualifiers
            or any(self._qualifies(word) for word in words)
            or any(self._is_term(words, index) for index in range(len(words)))
        )
        qualified_by_context = qualified or any(self._qualifies(word) for word in around)
        found: list[Mention] = []
        index = 0
        while index < len(words):
            mention = self._phrase_at(words, index)
            if mention is None and self._is_head(words, index, qualified, qualified_by_context):
                mention = Mention(index, index + 1, self._is_deed)
            if mention is None or self._is_of_another(words, mention):
                index += 1
                continue
            # "Mandatory retirement": its own modifier is no verb that acts on it.
            while mention.first and self._qualifies(words[mention.first - 1]):
                mention = Mention(mention.first - 1, mention.last, mention.is_deed)
            found.append(mention)
            index = mention.last
        if not found and qualified:
            found = [Mention(i, i + 1) for i in range(len(words)) if self._is_told_by_verb(words, i)]
        return found

    def _read_qualifiers(self, qualifiers: Sequence[Word]) -> None:
        regions = stance_data().regions
        index = 0
        while index < len(qualifiers):
            word = qualifiers[index].lower.removesuffix("'s")
            pair = f"{word} {qualifiers[index + 1].lower}" if index + 1 < len(qualifiers) else ""
            if pair and place_names_of(pair):
                self._add_place(pair)
                index += 2
                continue
            index += 1
            if word in regions:
                for country in regions[word]:
                    self._families |= {stem(name) for name in place_names_of(country)}
                self._families |= {stem(region) for region in regions}
            elif place_names_of(word):
                self._add_place(word)
            else:
                self._qualifiers |= {stem(name) for name in _synonyms_of(word) if " " not in name}

    def _add_place(self, name: str) -> None:
        group = {stem(part) for part in place_names_of(name)}
        self._places |= group
        self._qualifiers |= group

    def _add_term(self, term: str) -> None:
        parts = _folded(term)
        if not parts:
            return
        # A bare place is in half of all articles, so it may say which object is meant but never be the object.
        if place_names_of(" ".join(parts)):
            self._add_place(" ".join(parts))
        else:
            self._add_phrase(parts)
            self._term_starts.add(stem(parts[0]))

    def _add_phrase(self, parts: tuple[str, ...]) -> None:
        stems = tuple(stem(part) for part in parts)
        self._phrases.setdefault(stems[0], []).append(stems)

    def _read_head(self, proposition: Proposition) -> None:
        data = stance_data()
        if proposition.deed is not None:
            groups = [group for group in data.deeds if proposition.deed in group]
            for phrase in frozenset({proposition.deed}.union(*groups)):
                self._add_head(phrase)
            return
        head = tuple(word.lower.removesuffix("'s") for word in proposition.head)
        if not head:
            return
        name = " ".join(head)
        if len(head) > 1 or self._is_person:
            self._add_phrase(head)
            for alias in data.name_aliases.get(name, ()):
                self._add_phrase(_folded(alias))
            if len(head) > 2:
                self._add_phrase(("".join(part[0] for part in head),))
            if head[-1] not in data.generic_heads and len(head) <= 3:
                self._surname = stem(head[-1])
                self._first_names = set(head[:-1])
                self._add_phrase(head[-1:])
            return
        if place_names_of(name) and not self._qualifiers:
            for alias in place_names_of(name):
                self._add_phrase(_folded(alias))
            return
        self._generic = name in data.generic_heads
        for objects, verbs in data.telling_verbs:
            if name in objects:
                self._telling |= verbs
        for phrase in _synonyms_of(name):
            self._add_head(phrase)
        modifiers = [word.lower for word in proposition.qualifiers if word.text.islower()]
        if len(modifiers) > 1 and stem(modifiers[-1]) != stem(name):
            self._add_phrase(tuple(modifiers[:2]))

    def _add_head(self, phrase: str) -> None:
        parts = _folded(phrase)
        if len(parts) == 1:
            self._heads.add(stem(parts[0]))
        elif parts:
            self._add_phrase(parts)

    def _compile_gate(self) -> re.Pattern[str] | None:
        starts = {start for start in (*self._heads, *self._phrases, *self._telling) if start}
        if not starts:
            return None
        # Snowball turns a final y into i, so the last letter of a stem may not be in the text.
        shortened = {start[:-1] if start.endswith("i") and len(start) > 2 else start for start in starts}
        return re.compile(r"\b(?:" + "|".join(re.escape(s) for s in sorted(shortened)) + ")", re.IGNORECASE)

    def _qualifies(self, word: Word) -> bool:
        return word.stem in self._qualifiers

    def _is_term(self, words: Sequence[Word], index: int) -> bool:
        mention = self._phrase_at(words, index) if words[index].stem in self._term_starts else None
        return mention is not None and mention.last - index > 1

    def _phrase_at(self, words: Sequence[Word], index: int) -> Mention | None:
        longest = 0
        for stems in self._phrases.get(words[index].stem, ()):
            if len(stems) > longest and index + len(stems) <= len(words):
                slice_ = words[index : index + len(stems)]
                if all(part == word.stem for part, word in zip(stems, slice_, strict=True)):
                    longest = len(stems)
        return Mention(index, index + longest, self._is_deed) if longest else None

    def _is_head(self, words: Sequence[Word], index: int, qualified: bool, in_context: bool) -> bool:
        if words[index].stem not in self._heads:
            return False
        if not self._generic:
            return in_context
        if len({word.stem for word in words if self._qualifies(word)}) > 1:
            return True
        near = words[max(0, index - _NEAR) : index + _NEAR + 1]
        if not self._qualifiers or any(self._qualifies(w) and w is not words[index] for w in near):
            return True
        pointed = index > 0 and words[index - 1].lower in _POINTING
        return pointed and (qualified or in_context)

    def _is_told_by_verb(self, words: Sequence[Word], index: int) -> bool:
        """ "They would be deployed in strategic places": a pronoun whose verb says what it stands for."""
        if not self._telling or words[index].lower not in _PRONOUNS:
            return False
        passive = False
        for word in words[index + 1 : index + _NEAR]:
            if word.is_break:
                return False
            if passive and word.stem in self._telling:
                return True
            passive = passive or word.lower in _BE
        return False

    def _is_of_another(self, words: Sequence[Word], mention: Mention) -> bool:
        """ "Russian troops" are not European troops, "sanctions on Iran" are not those on Russia."""
        before = words[mention.first - 1] if mention.first else None
        after = words[mention.last] if mention.last < len(words) else None
        if self._surname is not None and mention.last - mention.first == 1:
            return self._is_other_bearer(words[mention.first], before, after)
        if before is not None and _is_place(before):
            own = before.stem in self._families or (before.stem in self._places and not self._families)
            if not own:
                return True
        if after is None or after.lower not in _PLACING:
            return False
        index = mention.last + 1
        if index < len(words) and words[index].lower == "the":
            index += 1
        if index >= len(words) or not _is_place(words[index]) or words[index].stem in self._places:
            return False
        return not (after.lower in _ORIGIN and words[index].stem in self._families)

    def _is_other_bearer(self, name: Word, before: Word | None, after: Word | None) -> bool:
        if name.stem != self._surname or not name.is_capitalised:
            return not name.is_capitalised and name.stem == self._surname and self._is_person
        if before is not None and before.is_capitalised and not before.starts_sentence:
            known = before.lower in _TITLES or before.lower in self._first_names
            if not known and before.lower not in stance_data().function_words:
                return True
        return (
            after is not None and after.is_capitalised and not name.lower.endswith("'s") and self._is_person
        )


def _is_place(word: Word) -> bool:
    return word.is_capitalised and bool(place_names_of(word.lower.removesuffix("'s")))
