"""What a quote says, so that the same words with other marks are the same, and where clauses of it may be left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.quote_words import is_telling
from services.grouping.framing import FRAMING_WORDS
from services.verification.words import NEGATIONS, Word, has_number, read_checked, read_words

LEAST_TELLING = 4
"""A quote with fewer different telling words is often said again about something else."""
LEAST_TELLING_SHORT = 2
"""What has even fewer ("Unacceptable") is in no group."""
_MOST_WORDS = 400
"""Of a longer quote nothing is taken for left out: it is one with equal words only."""
_MOST_CHARACTERS = 5_000

# Between clauses stands something other than space, an apostrophe or a hyphen within a word.
_CLAUSE_END = re.compile(r"[^\w\s'’‘ʼ`´＇‐‑-]|\s[‐‑-]+\s|\n")
_LETTER = re.compile(r"[^\W\d_]")

_UNHEARD = frozenset(("an", "the", "that", "and"))
_QUANTITIES = frozenset(("few", "little"))
"""Before these "a" counts, as it does as a name: "a few" is not "few"."""
_AUXILIARIES = "do does did is are was were would could should has have had must need ought might"
_NEGATED = {f"{verb}nt": (verb, "not") for verb in _AUXILIARIES.split()} | {
    "wont": ("will", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "shant": ("shall", "not"),
}
_ENDINGS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}
_SHORTENED_IS = "it's that's he's she's there's here's what's who's where's how's"
_IS = frozenset(_SHORTENED_IS.split())
# Written in capitals these are names, and as words something else.
_ACRONYMS = frozenset(("US", "WHO", "IT"))

_TURNING = """
if unless until till except only instead before after against without almost nearly mostly rarely seldom more less fewer
most least all every any some both half may might maybe perhaps possibly allegedly supposedly false falsely wrong wrongly
lie lies lying untrue myth impossible unlikely deny denies denied denying refuse refuses refused refusing reject rejects
rejected rejecting doubt doubts doubted fail fails failed stop stops stopped percent $ € £ ¥
"""
_TURNING_WORDS = NEGATIONS | FRAMING_WORDS | frozenset(_TURNING.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared."""

    key: str
    is_kept: bool
    """Whether it may not be left out: a number, a negation, a name, or a word that turns what is said."""
    is_turning: bool
    """Whether it is so whatever its case and place: a number, a negation or a word that turns what is said."""
    is_bracketed: bool

    @property
    def is_telling(self) -> bool:
        """Whether it tells one quote from others; an editor's word in brackets does not."""
        return is_telling(self.key) and not self.is_bracketed


@dataclass(frozen=True)
class Wording:
    """What one speaker says in a quote of one type; `clauses` is the same with the places where clauses end."""

    speaker_id: int
    type: str
    clauses: tuple[tuple[Token, ...], ...]
    may_vary: bool
    """Whether it may be one with a wording that has clauses more or less."""
    said: tuple[str, ...] = ()
    """Of a short quote all words, those too that are not compared in longer ones."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words in order."""
        return tuple(token for clause in self.clauses for token in clause)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The different telling words."""
        return frozenset(token.key for token in self.tokens if token.is_telling)

    @cached_property
    def bracketed(self) -> int:
        """How many words are an editor's, in square brackets."""
        return sum(token.is_bracketed for token in self.tokens)

    @cached_property
    def number(self) -> int:
        """The same for the same words of the same speaker in a quote of the same type (63 bits)."""
        return _number("words", self.speaker_id, self.type, [token.key for token in self.tokens], self.said)

    @cached_property
    def shape(self) -> int:
        """The same where clauses, brackets and what may not be left out are the same too (63 bits)."""
        return _number(
            "shape",
            self.number,
            [[(token.is_kept, token.is_bracketed) for token in clause] for clause in self.clauses],
        )

    def keys(self) -> list[int]:
        """By what wordings that differ in clauses are found: the first is the rarest word, as far as its length tells.

        Of two wordings of which one has at least two thirds of the other's telling words and no others, the first key
        of the shorter is among the keys of the longer: of the words in any order that both follow, the shorter's first
        can have no more before it in the longer than are left out.
        """
        if not self.may_vary:
            return []
        turning = [token.key for token in self.tokens if token.is_turning]
        ordered = sorted(self.telling, key=lambda word: (-len(word), word))
        return [
            _number("key", self.speaker_id, self.type, turning, word)
            for word in ordered[: len(ordered) // 3 + 1]
        ]


def read_wording(speaker_id: int | None, kind: str, text: str) -> Wording | None:
    """What a quote of a type (`direct`, `mixed`, `indirect`) says; None when it can be one with no other."""
    if speaker_id is None:
        return None
    is_long = len(text) > _MOST_CHARACTERS
    words = read_words(text) if is_long else read_checked(text)
    wording = Wording(speaker_id, kind, _clauses(text, words), may_vary=False)
    telling = len(wording.telling)
    if telling < (LEAST_TELLING_SHORT if kind == "direct" else LEAST_TELLING):
        return None
    if telling < LEAST_TELLING:
        return replace(wording, said=tuple(word.key for word in words))
    # A journalist's words that differ may be another journalist's about something else.
    return replace(wording, may_vary=kind == "direct" and not is_long and len(words) <= _MOST_WORDS)


def _clauses(text: str, words: Sequence[Word]) -> tuple[tuple[Token, ...], ...]:
    clauses: list[list[Token]] = [[]]
    before: Word | None = None
    begins = True
    is_shouted = text.isupper()
    for place, word in enumerate(words):
        if before is not None and _ends_clause(text, before, word):
            clauses.append([])
            begins = True
        following = words[place + 1].key if place + 1 < len(words) else ""
        written = text[word.start : word.end].strip("[]")
        if written in _ACRONYMS and not is_shouted:
            clauses[-1].append(Token(written, True, False, word.bracketed))
        else:
            clauses[-1] += _tokens(written, before, word, following, begins)
        before, begins = word, False
    return tuple(tuple(clause) for clause in clauses if clause)


def _ends_clause(text: str, before: Word, word: Word) -> bool:
    return before.bracketed != word.bracketed or _CLAUSE_END.search(text, before.end, word.start) is not None


def _tokens(written: str, before: Word | None, word: Word, following: str, begins: bool) -> Iterator[Token]:
    first = _LETTER.search(written)
    is_capital = first is not None and first[0].isupper()
    if word.key == "a" and not (following in _QUANTITIES or (is_capital and not begins)):
        return
    if before is not None and (before.key, word.key) == ("per", "cent"):
        return
    keys: Sequence[str] = _spell_out("percent" if (word.key, following) == ("per", "cent") else word.key)
    is_name = is_capital and keys[0].split("'")[0] != "i" and (not begins or is_telling(keys[0]))
    for key in keys:
        if key in _UNHEARD:
            continue
        turns = key in _TURNING_WORDS or has_number([word])
        yield Token(key, turns or is_name, turns, word.bracketed)


def _spell_out(key: str) -> tuple[str, ...]:
    if key in _NEGATED:
        return _NEGATED[key]
    if key == "let's":
        return ("let", "us")
    if key in _IS:
        return (key[:-2], "is")
    for ending, spelled in _ENDINGS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return (key[: -len(ending)], spelled)
    return (key,)


def _number(*parts: object) -> int:
    digest = hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
