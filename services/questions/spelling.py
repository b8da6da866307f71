"""Words of a question that were typed wrong: "hwo said", "does Velden suport"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Only the words that make a sentence a question; a name or a subject is never touched.
_QUESTION_WORDS = (
    "what where when which who how did does has have said says say saying talked talks mentioned mention about "
    "against regarding support supports supported oppose opposes opposed position opinion stance statement statements "
    "quote quotes quotation comment comments comparison compare difference between changed change"
)
_WORDS = _QUESTION_WORDS.split()
_SHORTEST_WITH_A_LETTER_LEFT_OUT = 5
_CONTRACTED = re.compile(r"\bwho'?s\b(?= \w)", re.IGNORECASE)
# What is a word itself.
_OTHER_WORDS = frozenset(
    ["ahs", "bout", "commend", "commends", "form", "hanged", "quoits", "sats", "saw", "stances", "sting"]
)


def correct_spelling(question: str) -> str:
    """The question with wrongly typed question words put right, outside quotation marks.

    Two letters in the wrong order, one doubled, one left out of a longer word; "who's" is written out.

    >>> correct_spelling("hwat did Velden meniton abot tolls")
    'what did Velden mention about tolls'
    """
    parts = _CONTRACTED.sub("who is", question).split('"')
    parts[::2] = [
        re.sub(r"[^\W\d_]+", lambda word: _CORRECTIONS.get(word[0].lower(), word[0]), part)
        for part in parts[::2]
    ]
    return '"'.join(parts)


def _misspellings(word: str) -> Iterator[str]:
    for place in range(len(word)):
        if place:
            yield word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
        yield word[:place] + word[place] + word[place:]
        if len(word) >= _SHORTEST_WITH_A_LETTER_LEFT_OUT:
            yield word[:place] + word[place + 1 :]


_CORRECTIONS = {
    wrong: word
    for word in reversed(_WORDS)
    for wrong in _misspellings(word)
    if wrong not in _WORDS and wrong not in _OTHER_WORDS
}
