"""The words of a quotation, made comparable, and the pairs of them by which a quote is found again.

Here and not in a service, because rows of `quote_pairs` are written whenever a quote is (models.quote_pair).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_ACCENTS = "\u0300-\u036f"
_LETTER = rf"[^\W_{_UNSEEN}]"
_LETTERS = rf"{_LETTER}(?:{_LETTER}|[{_UNSEEN}{_ACCENTS}])*"
WORD = re.compile(
    # A number with its sign, points and commas; letters with apostrophes inside; signs that stand for words.
    rf"(?:(?<![\w)%])[-−](?=\d))?\d+(?:[.,:]\d+)*(?:{_LETTERS})?|{_LETTERS}(?:['’‘ʼ`´＇]{_LETTERS})*|[%$€£¥]"
)
"""One word: a number ("-1,200.5"), a word ("don’t"), or a sign that is read as one ("%", "€")."""

_APOSTROPHES = re.compile("['’‘ʼ`´＇]")
_DROPPED = re.compile(f"[{_UNSEEN}{_ACCENTS}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# "don't" is often typed "dont"; but "we'll" is not "well".
_NEGATED = re.compile(r"n't$")
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_NUMBER_NAMES = "zero one two three four five six seven eight nine ten eleven twelve"
_SPELLED = {
    "%": "percent",
    **{str(number): name for number, name in enumerate(_NUMBER_NAMES.split())},
}

_STOP_WORDS = """
a about above after again against ain't all also am an and any anything are aren't arent as at back be because been
before being below between both but by came can can't cannot cant come could couldnt did didnt do does doesnt doing
done dont down during each even ever every everything few for from further get gets getting go goes going gonna got had
hadnt has hasnt have havent having he he'd he'll he's her here here's hers him his how how's i i'd i'll i'm i've if in
into is isnt it it'd it'll it's its just know let let's like ll lot made make many may me mean might mine more most much
must my need no nor not nothing now of off on once one only or other our ours out over own people put quite rather re
really right said same say says see shall she she'd she'll she's should shouldnt so some something still such take than
that that'll that's the their theirs them then there there's these they they'd they'll they're they've thing things
think this those through time to told too toward towards under until up upon us very via want wants was wasnt way we
we'd we'll we're we've well were werent what what's when where which while who who's whom whose why will with within
without wont would wouldnt yes you you'd you'll you're you've your yours $ € £ ¥ percent
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words of every second quote. They stand between the telling words, and make no pairs."""

_SKIPPING_WORDS = 12
_LARGEST = 2**31 - 1


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """What makes two spellings of a word the same: no case, no accents, one kind of apostrophe.

    >>> [fold_word(word) for word in ("Élysée", "DON’T", "we’ll", "1,200", "5", "%")]
    ['elysee', 'dont', "we'll", '1200', 'five', 'percent']
    """
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", _DROPPED.sub("", word)))
    plain = _APOSTROPHES.sub("'", plain).casefold().translate(_WHOLE_LETTERS)
    plain = _NEGATED.sub("nt", _THOUSANDS.sub("", plain)).replace("−", "-")
    return _SPELLED.get(plain, plain)


def fold_words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [fold_word(match[0]) for match in WORD.finditer(text)]


def is_telling(word: str) -> bool:
    """Whether a folded word is one by which a quote can be told from others."""
    return word not in STOP_WORDS


def word_pairs(words: Sequence[str]) -> frozenset[int]:
    """Numbers (31 bits) of the pairs of telling words that follow each other, whatever stands between.

    In a text of up to twelve telling words also of every other one, so that one changed word does not hide all the
    pairs of a short quote. A text with fewer than two telling words has `close_pairs` instead. The same pair always
    has the same number; different pairs rarely share one.
    """
    telling = [word for word in words if is_telling(word)]
    return frozenset(telling_pairs(words) if len(telling) > 1 else close_pairs(words))


def telling_pairs(words: Sequence[str]) -> Iterator[int]:
    """The pairs of telling words in the order of the text, doubles included."""
    telling = [word for word in words if is_telling(word)]
    yield from _pairs(telling, 2 if len(telling) <= _SKIPPING_WORDS else 1)


def close_pairs(words: Sequence[str]) -> Iterator[int]:
    """The pairs of all words, the beginning being one, by which a text of hardly any telling words is found."""
    yield from _pairs(["", *words], 2)


def _pairs(words: Sequence[str], reach: int) -> Iterator[int]:
    for place, word in enumerate(words):
        for other in words[place + 1 : place + 1 + reach]:
            yield zlib.crc32(f"{word} {other}".encode()) & _LARGEST
