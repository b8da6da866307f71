"""The words of a quotation that is to be checked, and of the quotes it is held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.quote_words import WORD, fold_word, is_telling

_ELLIPSIS = re.compile(
    r"\[\s*(?:…|\.(?:\s?\.){2,3})\s*\]|\(\s*(?:…|\.(?:\s?\.){2,3})\s*\)|…|\.(?:\s?\.){2,3}"
)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_SIC = re.compile(r"\[\s*sic[.!]?\s*\]", re.IGNORECASE)
_HYPHENS = frozenset("-‐‑")
_SENTENCE_END = re.compile(r"[.!?]")
_COMPOUNDS = frozenset([("per", "cent"), ("can", "not")])

_NEGATIONS = (
    "not no never none nobody nothing nowhere neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent "
    "wont wouldnt couldnt shouldnt hasnt havent hadnt mustnt neednt aint hardly barely scarcely"
)
NEGATIONS = frozenset(_NEGATIONS.split())
_NUMBER_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "half third quarter double twice"
)
_NUMBER_WORDS = frozenset(_NUMBER_NAMES.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `[start, end)` of its text; `key` is what makes two spellings of it the same."""

    key: str
    start: int
    end: int
    glued: bool = False
    """Whether only a hyphen stands between it and the word before."""
    bracketed: bool = False
    """Whether an editor put it in square brackets, wholly or in part."""
    ellipsis_after: bool = False
    """Whether an ellipsis follows, which says that words were left out here."""

    @property
    def telling(self) -> bool:
        """Whether it can tell one quote from others."""
        return is_telling(self.key)

    @property
    def weight(self) -> float:
        """How much it counts toward likeness."""
        return 1.0 if self.telling or self.key in NEGATIONS else 0.4


def read_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of a text, with their offsets in the whole."""
    words: list[Word] = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        glued = bool(words) and match.start() == words[-1].end + 1 and text[words[-1].end] in _HYPHENS
        words.append(Word(fold_word(match[0]), match.start(), match.end(), glued))
    return words


def read_checked(text: str) -> list[Word]:
    """The words of a quotation to check, with what its ellipses and square brackets say about them.

    Words in brackets are the editor's. "[sic]" says nothing. A bracket inside a word ("[T]he", "call[ed]") belongs to it.
    """
    plain = _SIC.sub(lambda match: " " * len(match[0]), text)
    ellipses = [(match.start(), match.end()) for match in _ELLIPSIS.finditer(plain)]
    for start, end in ellipses:
        plain = plain[:start] + "\n" * (end - start) + plain[end:]
    brackets = [(match.start(), match.end()) for match in _BRACKETS.finditer(plain)]
    words: list[Word] = []
    for word in _join_bracketed(plain, read_words(plain)):
        bracketed = any(start < word.end and word.start < end for start, end in brackets)
        start, end = word.start, word.end
        if bracketed:
            # The brackets are shown with the words.
            start -= plain[:start].endswith("[")
            end += plain[end:].startswith("]")
        words.append(Word(word.key, start, end, word.glued, bracketed))
    for place, _ in ellipses:
        before = sum(word.end <= place for word in words)
        if before:
            last = words[before - 1]
            words[before - 1] = Word(last.key, last.start, last.end, last.glued, last.bracketed, True)
    return words


def _join_bracketed(text: str, words: list[Word]) -> Iterable[Word]:
    joined: list[Word] = []
    for word in words:
        between = text[joined[-1].end : word.start] if joined else ""
        if joined and between in ("[", "]") and text[joined[-1].start : word.end].count("[") <= 1:
            last = joined.pop()
            letters = text[last.start : word.end].replace("[", "").replace("]", "")
            joined.append(Word(fold_word(letters), last.start, word.end, last.glued))
        else:
            joined.append(word)
    return joined


def join_compounds(words: Sequence[Word], others: Iterable[Word]) -> list[Word]:
    """The words, "co-operate" made one where the other side has "cooperate" as one; "per cent" and "can not" too."""
    known = {word.key for word in others}
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if (
            last is not None
            and (word.glued or (last.key, word.key) in _COMPOUNDS)
            and last.key + word.key in known
            and not (last.key in known and word.key in known)
        ):
            joined[-1] = Word(
                last.key + word.key,
                last.start,
                word.end,
                last.glued,
                last.bracketed or word.bracketed,
                word.ellipsis_after,
            )
        else:
            joined.append(word)
    return joined


def ends_sentence(between: str) -> bool:
    """Whether what stands between two words ends a sentence."""
    return _SENTENCE_END.search(between) is not None


def has_negation(words: Iterable[Word]) -> bool:
    """Whether one of the words negates."""
    return any(word.key in NEGATIONS for word in words)


def has_number(words: Iterable[Word]) -> bool:
    """Whether one of the words is a number."""
    return any(word.key in _NUMBER_WORDS or any(map(str.isdigit, word.key)) for word in words)
