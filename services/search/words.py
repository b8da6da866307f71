"""Words of a query: how text is cut, folded and stemmed, alike for every search engine.

What a user typed only ever reaches an engine as words from here: letters and digits, lower case, no marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from nltk.stem.porter import PorterStemmer
from nltk.stem.snowball import SnowballStemmer

from services.search.irregular_verbs import verb_forms
from services.validation import invalid

Phrase = tuple[str, ...]
"""Words that must stand side by side; a single word is a phrase of one."""

MOST_WORDS = 40
# PostgreSQL refuses a word of more than 2,046 bytes in a query; no word of a quote is this long.
LONGEST_WORD = 100

_WORD = re.compile(r"[^\W_]+")
# "U.S." is one word, as "US" is.
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?", re.IGNORECASE | re.ASCII)
_CAPITALS = re.compile(r"[A-Z]{2,}")
_OPERATORS = frozenset({"and", "or", "not"})
_LONGEST_INITIALISM = 4
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')

# Words that say nothing about what a quote is about. The single letters are what contractions leave behind.
_STOP_WORDS = (
    "a about above after again all also am an and any anything are as at be been before being below between both "
    "but by can could d did do does doing down during each ever few for from further had has have having he her "
    "here hers him his how i if in into is it its just ll m me more most my no nor not of off on once only or other "
    "our out over own re s same she should so some something such t than that the their them then there these they "
    "this those through to too toward towards under until up us ve very was we were what when where which while who "
    "whom whose why will with would you your "
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


def fold(text: str) -> str:
    """Lower case without accents, as both engines store it ("Élysée" -> "elysee"; "ł" and "ß" stay)."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()


def split_words(text: str) -> list[str]:
    """The folded words of a text, in order. Whatever is not a letter or digit only separates."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def subject_words(subject: str) -> tuple[str, ...]:
    """The words that say what a subject is about: no stop words, each stem once, in order.

    A subject of stop words alone ("the who") keeps them, since otherwise nothing of it were left.
    Raises InvalidInput for more than `MOST_WORDS` different words.
    """
    telling = telling_words(subject) or split_words(_join_initialisms(subject))
    by_stem = {stem(word): word for word in reversed(telling)}
    return _not_too_many([word for word in telling if by_stem.pop(stem(word), None)], "about")


def telling_words(text: str) -> list[str]:
    """The words of a text that are no stop words, in order; "US" is none unless all is in capitals."""
    text = _join_initialisms(text)
    initialisms: set[str] = set()
    if not text.isupper():
        initialisms = {fold(word) for word in _WORD.findall(text) if _CAPITALS.fullmatch(word)} - _OPERATORS
    return [word for word in split_words(text) if word not in STOP_WORDS or word in initialisms]


def query_phrases(query: str) -> tuple[Phrase, ...]:
    """What `q` asks for: each "quoted phrase" as one, each other word by itself; doubles once.

    An unclosed quotation mark only separates. Raises InvalidInput for more than `MOST_WORDS` words and phrases.
    """
    phrases: dict[Phrase, None] = {}
    end = 0
    for match in _QUOTED.finditer(query):
        phrases.update(dict.fromkeys(_single_words(query[end : match.start()])))
        quoted = tuple(split_words(match[1] or match[2] or ""))
        if quoted:
            phrases[quoted] = None
        end = match.end()
    phrases.update(dict.fromkeys(_single_words(query[end:])))
    _not_too_many([word for phrase in phrases for word in phrase], "q")
    return tuple(phrases)


def quoted_phrases(text: str) -> tuple[Phrase, ...]:
    """The "quoted phrases" of a text, once each; an unclosed quotation mark begins none."""
    cut = (tuple(split_words(match[1] or match[2] or "")) for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(phrase for phrase in cut if phrase))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball English stem (Porter 2, https://snowballstem.org), which PostgreSQL uses as well."""
    return str(_snowball().stem(word))


@lru_cache(maxsize=50_000)
def verb_stem(word: str) -> str:
    """The stem of a word, which for a form of an irregular verb is that of its plain form ("sent" -> "send")."""
    root = stem(word)
    forms = verb_forms().get(word) or verb_forms().get(root)
    return root if forms is None else stem(forms[0])


def variants(word: str) -> tuple[Phrase, ...]:
    """What else may be stored where this word is meant, itself first.

    The forms of an irregular verb (of any other, engines know the stem), and an initialism with points: "U.S."
    is stored as the words "u" and "s".
    """
    forms = verb_forms().get(word) or verb_forms().get(stem(word)) or ()
    spelled = [tuple(word)] if 1 < len(word) <= _LONGEST_INITIALISM and word.isalpha() else []
    return tuple(dict.fromkeys([(word,), *((form,) for form in forms), *spelled]))


@lru_cache(maxsize=5_000)
def forms_for_porter(word: str) -> tuple[str, ...]:
    """Words with the Snowball stem of `word` whose older Porter stems differ, `word` first.

    SQLite's stemmer makes "deploi" of "deploy" and "deploys" but "deploy" of "deployment", so that one would
    not find the other. Asking for one word of each Porter stem finds them all.
    """
    root = stem(word)
    forms = {_porter_stem(word): word}
    for candidate in _inflections(root):
        if stem(candidate) == root:
            forms.setdefault(_porter_stem(candidate), candidate)
    return tuple(forms.values())


def _inflections(root: str) -> Iterator[str]:
    # A Snowball stem may have lost its "e" (sanction-e is none, fertiliz-e is) or turned its "y" into "i".
    stems = [root, root + "e"] + ([root[:-1] + "y"] if root.endswith("i") else [])
    endings = ("", "s", "ed", "ing", "er", "ment", "ments", "ion", "ation", "al", "ly", "able", "ive", "ity")
    return (base + ending for base in stems for ending in endings)


def _single_words(text: str) -> Iterable[Phrase]:
    return ((word,) for word in split_words(_join_initialisms(text)))


def _join_initialisms(text: str) -> str:
    return _DOTTED.sub(lambda match: match[0].replace(".", "").upper(), text)


def _not_too_many(words: list[str], field: str) -> tuple[str, ...]:
    if len(words) > MOST_WORDS:
        raise invalid(field, f"takes up to {MOST_WORDS} different words, not {len(words)}.")
    return tuple(words)


@cache
def _snowball() -> SnowballStemmer:
    return SnowballStemmer("english")


@cache
def _porter() -> PorterStemmer:
    return PorterStemmer(mode=PorterStemmer.ORIGINAL_ALGORITHM)


def _porter_stem(word: str) -> str:
    return str(_porter().stem(word))
