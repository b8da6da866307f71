"""Words and punctuation marks, after the conventions of the Penn Treebank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nltk.tokenize.api import TokenizerI

from attribution.text.abbreviations import ABBREVIATIONS, WORDS_IN_LOWER_CASE

_CHARACTER = r"[\w\u0300-\u036f\u00ad\u200c\u200d\u2060]"
_CLITIC = r"'(?:s|m|d|ll|re|ve)(?!\w)"
_DOMAIN = r"\.(?:com|org|net|gov|edu|co|info|tv|uk|fr|de|eu)\b"

_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"“”]*[\w/]             # addresses
    | [@\#]\w+                                      # handles and hashtags
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?       # U.S., J.K
    | (?<=\w)n't(?!\w) | (?<=\w){_CLITIC}           # do|n't, Smith|'s
    | \d+(?:[.,:]\d+)+{_CHARACTER}*                 # 1,000.50 and 9:30pm
    | \w+?(?=n't(?!\w))
    | {_CHARACTER}+(?:(?!{_CLITIC})[-&']{_CHARACTER}+|{_DOMAIN})*
    | \.{{2,}} | -{{2,}} | `` | ''
    | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


class NewsWordTokenizer(TokenizerI):
    """An NLTK tokenizer whose tokens are the matches of one expression.

    NLTK's own word tokenizer rewrites the text and then looks for each token in the original, which fails on
    some texts, and its regular-expression tokenizer gives up after seconds of wall-clock time. Here nothing is
    rewritten or timed, so every offset is right by construction and nothing can raise.
    """

    def tokenize(self, text: str) -> list[str]:
        """The tokens of one sentence as strings."""
        return [text[start:end] for start, end in self.span_tokenize(text)]

    def span_tokenize(self, text: str) -> Iterator[tuple[int, int]]:
        """The tokens of one sentence as `(start, end)` offsets, in order. Only white space is in none of them."""
        previous: tuple[int, int] | None = None
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if (
                previous
                and previous[1] == start
                and end < len(text)
                and _takes_period(text, previous, match.group())
            ):
                previous = previous[0], end
                continue
            if previous:
                yield previous
            previous = start, end
        if previous:
            yield previous


def _takes_period(text: str, word: tuple[int, int], following: str) -> bool:
    """Whether a period right after the word belongs to it: Gov., Jan., the J. of J. Edgar."""
    if following != ".":
        return False
    form = text[word[0] : word[1]]
    if len(form) == 1:
        return form.isupper()
    return form.lower() in ABBREVIATIONS and form not in WORDS_IN_LOWER_CASE
