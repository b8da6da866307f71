"""Words of a quote and the hand-made lexicon of stance, matched by stem or exact form."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from nltk.stem.snowball import SnowballStemmer

_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?:['’]|[.,](?=\d))[^\W_]+)*|['’]ll\b|[.,;:!?…—–()\[\]]|\.\.\.|['\"“”‘’]"
)
_LONGEST_STEMMED: Final = 30
_TITLES: Final = frozenset(
    ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "prof", "st", "lt", "col", "jr", "sr"]
)
_STEMMER: Final = SnowballStemmer("english")

# Matched by stem, so that "easing" and "eases" need no entry; the other classes hold adjectives and nouns
# whose stems collide ("important" and "imports"), so they are matched as written.
_STEMMED_CLASSES: Final = frozenset(
    {
        "promoting_actions",
        "curbing_actions",
        "supporting_attitudes",
        "opposing_attitudes",
        "raising_effects",
        "lowering_effects",
        "hurting_effects",
        "protecting_effects",
    }
)
# Stems that would otherwise take a frequent, unrelated word for an action.
_NEVER_STEMMED: Final = frozenset(
    {
        *(
            "important",
            "importance",
            "lefts",
            "fewest",
            "sender",
            "backs",
            "cutter",
            "likely",
            "criminal",
            "criminals",
            "private",
            "privately",
            "severe",
            "freedom",
            "freedoms",
        ),
        *("supporters", "supporter", "opponents", "opponent", "critics", "critic", "legally", "openly"),
        *("leaves", "founded", "backing", "closely", "shared", "shares", "servicemen", "helpful"),
        *("meaning", "means", "costs", "expenses", "servants", "services", "service", "limits", "leaders"),
        *("leader", "leading", "producers", "workers", "users", "user", "user's", "used", "generally"),
    }
)
_SENTENCE_ENDS: Final = frozenset(".!?…")
_QUOTATION_MARKS: Final = frozenset("'\"“”‘’")
_BREAKS: Final = frozenset(",;:—–()[]….!?...")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark at `text[start:end]`; `lower` is folded to small letters and straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str
    stem: str
    starts_sentence: bool

    @property
    def is_break(self) -> bool:
        """True for the marks that part clauses; quotation marks do not."""
        return self.lower in _BREAKS

    @property
    def is_mark(self) -> bool:
        """True for any punctuation, quotation marks included."""
        return self.lower in _BREAKS or self.lower in _QUOTATION_MARKS

    @property
    def ends_sentence(self) -> bool:
        """True for a full stop, an ellipsis, or a question or exclamation mark."""
        return self.lower in _SENTENCE_ENDS

    @property
    def is_capitalised(self) -> bool:
        """True for a name-like word: its first character is a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """English Snowball stem of a lower-case word, without a possessive ending."""
    word = word.removesuffix("'s").rstrip("'")
    if len(word) > _LONGEST_STEMMED:
        return word
    return str(_STEMMER.stem(word))


def fold(text: str) -> str:
    """Small letters and straight apostrophes; the length may change, so offsets must not come from it."""
    return text.lower().replace("’", "'")


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words and marks of `text[start:end]`, in order, offsets into `text`."""
    words: list[Word] = []
    fresh = True
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        surface = match.group()
        if surface == "." and words and words[-1].end == match.start() and _is_abbreviated(words[-1]):
            continue
        lower = fold(surface)
        words.append(Word(match.start(), match.end(), surface, lower, stem(lower), fresh))
        if surface in _SENTENCE_ENDS:
            fresh = True
        elif lower not in _QUOTATION_MARKS:
            fresh = False
    return words


def _is_abbreviated(word: Word) -> bool:
    """The stop after "Mr" or an initial belongs to the word and ends no sentence."""
    return word.lower in _TITLES or (len(word.text) == 1 and word.text.isupper() and word.text != "I")


@dataclass(frozen=True, slots=True)
class Item:
    """A lexicon entry found at `words[first:last]`, with every class the entry belongs to."""

    first: int
    last: int
    classes: frozenset[str]

    def is_a(self, *classes: str) -> bool:
        """True if the entry belongs to one of these classes of the lexicon."""
        return not self.classes.isdisjoint(classes)


class Lexicon:
    """Phrases of one to five words, each with its classes, found longest first."""

    def __init__(self, classes: dict[str, Any]) -> None:
        self._exact: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
        self._stemmed: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
        exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        stemmed: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, phrases in classes.items():
            for phrase in phrases:
                parts = [word.lower for word in words_of(phrase)]
                if name in _STEMMED_CLASSES:
                    stemmed[tuple(stem(part) for part in parts)].add(name)
                else:
                    exact[tuple(parts)].add(name)
        for phrases_of, by_first in ((exact, self._exact), (stemmed, self._stemmed)):
            for key, names in phrases_of.items():
                by_first.setdefault(key[0], {})[key] = frozenset(names)

    def find(self, words: list[Word]) -> list[Item | None]:
        """For each word the entry that covers it, or None; entries do not overlap."""
        found: list[Item | None] = [None] * len(words)
        index = 0
        while index < len(words):
            item = self._at(words, index)
            if item is None:
                index += 1
                continue
            for covered in range(item.first, item.last):
                found[covered] = item
            index = item.last
        return found

    def classes_of(self, word: str) -> frozenset[str]:
        """Classes of a single word."""
        found = self.find(words_of(word))
        return found[0].classes if found and found[0] is not None else frozenset()

    def _at(self, words: list[Word], index: int) -> Item | None:
        word = words[index]
        length = 0
        classes: frozenset[str] = frozenset()
        for key, names in self._exact.get(word.lower, {}).items():
            if (
                len(key) > length
                and all(
                    part == other.lower
                    for part, other in zip(key, words[index : index + len(key)], strict=False)
                )
                and index + len(key) <= len(words)
            ):
                length, classes = len(key), names
        if word.lower in _NEVER_STEMMED:
            return Item(index, index + length, classes) if length else None
        for key, names in self._stemmed.get(word.stem, {}).items():
            if (
                len(key) >= length
                and index + len(key) <= len(words)
                and all(
                    part == other.stem
                    for part, other in zip(key, words[index : index + len(key)], strict=False)
                )
            ):
                classes = classes | names if len(key) == length else names
                length = len(key)
        return Item(index, index + length, classes) if length else None


_NOT_PHRASES: Final = frozenset(
    {"telling_verbs", "deeds", "synonyms", "name_aliases", "generic_heads", "function_words", "word_lists"}
)


@dataclass(frozen=True, slots=True)
class StanceData:
    """The lexicon and the word lists that are not phrases of it."""

    lexicon: Lexicon
    deeds: tuple[frozenset[str], ...]
    synonyms: tuple[frozenset[str], ...]
    telling_verbs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Objects, and verbs said of hardly anything else: what is "deployed" to a country is troops."""
    name_aliases: dict[str, tuple[str, ...]]
    places: tuple[tuple[str, ...], ...]
    regions: dict[str, frozenset[str]]
    generic_heads: frozenset[str]
    function_words: frozenset[str]


@lru_cache(maxsize=1)
def _raw_lexicon() -> dict[str, Any]:
    text = (files("attribution.stance") / "data" / "lexicon.json").read_text(encoding="utf-8")
    raw: dict[str, Any] = json.loads(text)
    return raw


def word_list(name: str) -> frozenset[str]:
    """A list of function words that the readers of propositions and clauses need; KeyError for another name."""
    return frozenset(_raw_lexicon()["word_lists"][name])


@lru_cache(maxsize=1)
def stance_data() -> StanceData:
    """The data files of this package, read once."""
    raw = _raw_lexicon()
    names = json.loads(
        (files("attribution.stance") / "data" / "place_names.json").read_text(encoding="utf-8")
    )
    return StanceData(
        lexicon=Lexicon({name: phrases for name, phrases in raw.items() if name not in _NOT_PHRASES}),
        deeds=tuple(frozenset(group) for group in raw["deeds"]),
        synonyms=tuple(frozenset(group) for group in raw["synonyms"]),
        telling_verbs=tuple(
            (frozenset(group["objects"]), frozenset(stem(verb) for verb in group["verbs"]))
            for group in raw["telling_verbs"]
        ),
        name_aliases={name: tuple(aliases) for name, aliases in raw["name_aliases"].items()},
        places=tuple(tuple(fold(name) for name in group) for group in names["places"]),
        regions={region: frozenset(fold(c) for c in members) for region, members in names["regions"].items()},
        generic_heads=frozenset(raw["generic_heads"]),
        function_words=frozenset(raw["function_words"]),
    )


@lru_cache(maxsize=4096)
def place_names_of(name: str) -> frozenset[str]:
    """Every name of the place called `name` in small letters ("russia", "russian", "moscow"), or nothing."""
    for group in stance_data().places:
        if name in group:
            return frozenset(group)
    return frozenset()


def regions_of(places: frozenset[str]) -> list[str]:
    """Names of the regions that the place belongs to ("europe", "western")."""
    return [region for region, members in stance_data().regions.items() if not members.isdisjoint(places)]
