"""Nicknames in quotation marks within a name: Tom “Duke” Ribeck.

To the network such marks are a quotation, so that it ended the source there and took the nickname for somebody's words. So both are
read without it, as "Tom Ribeck", and only the name that is served has it back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from attribution.extraction import Span
from attribution.lexicon.function_words import (
    CALENDAR_WORDS,
    LEADING_NAME_PARTICLES,
    PREPOSITIONS,
    SENTENCE_STARTERS,
)
from attribution.lexicon.organization_nouns import ORGANIZATION_WORDS, PUBLISHED_THINGS
from attribution.speakers.headings import is_heading
from attribution.speakers.names import is_first_name, is_initial, split_words
from attribution.speakers.tokens import Token
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

_NICKNAME = re.compile(r"(?:[Tt]he )?[A-Z][\w'’-]*(?: (?:(?:of|the|and) )?[A-Z][\w'’-]*){0,2}")
_LONGEST_NICKNAME = 30
_REACH = 80
"""Characters around a nickname that are looked at, so that time is linear."""
_MOST_OF_SENTENCE = 300
_BEFORE = re.compile(r"(?:(?P<earlier>[^\s“”\"]+) )?(?P<name>[^\W\d_][\w'’-]*\.?) \Z")
_AFTER = re.compile(r" (?P<name>[^\W\d_][\w'’-]*)")
_NO_NAMES = CALENDAR_WORDS | SENTENCE_STARTERS | PREPOSITIONS
_NO_SURNAMES = _NO_NAMES | ORGANIZATION_WORDS | PUBLISHED_THINGS
_PLACING = PREPOSITIONS | {"the", "a", "an"}
"""Words before "Ostby “Duke” Ribeck" that make Ostby no first name."""


def without_nicknames(
    document: Document, regions: Sequence[QuotedRegion]
) -> tuple[Document, tuple[QuotedRegion, ...]]:
    """A document read without the nicknames in its names, and its quotations but for them.

    Its `folded` has spaces in their places, so that all offsets stay; `nicknames` says where they are.
    """
    found = {region: place for region in regions if (place := _nickname(document, region)) is not None}
    if not found:
        return document, tuple(regions)
    nicknames = tuple(sorted(found.values()))
    bounds = [0, *(edge for span in nicknames for edge in span), len(document.folded)]
    folded = "".join(
        " " * (end - start) if number % 2 else document.folded[start:end]
        for number, (start, end) in enumerate(pairwise(bounds))
    )
    kept = tuple(region for region in regions if region not in found)
    return replace(document, folded=folded, nicknames=nicknames), kept


def _nickname(document: Document, region: QuotedRegion) -> Span | None:
    """The nickname with its marks, and parentheses around them; None where the region holds none."""
    text = document.folded
    start, end = region.outer
    if not region.closed or end - start > _LONGEST_NICKNAME:
        return None
    if _NICKNAME.fullmatch(text, *region.inner) is None:
        return None
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        start, end = start - 1, end + 1
    paragraph = document.paragraphs[region.paragraph]
    before = _BEFORE.search(text, max(paragraph.start, start - _REACH), start)
    after = _AFTER.match(text, end, min(paragraph.end, end + _REACH))
    if before is None or after is None or not _is_surname(text, after, paragraph.end):
        return None
    return Span(start, end) if _is_given_name(document, before) else None


def _is_surname(text: str, after: re.Match[str], end: int) -> bool:
    word = after["name"]
    if word in LEADING_NAME_PARTICLES:
        following = text[after.end() : min(end, after.end() + _REACH)].split()[:3]
        return any(each[0].isupper() for each in following)
    return word[0].isupper() and word.casefold() not in _NO_SURNAMES


def _is_given_name(document: Document, before: re.Match[str]) -> bool:
    """Whether the word before a nickname is somebody's: a common first name, an initial, or what stands where a name does.

    In a headline, and after a preposition or "the", capitals tell too little: "Arden Calls Velden “Weak” Leader",
    "in Ostby “Duke” Ribeck said".
    """
    word, earlier = before["name"], before["earlier"] or ""
    if not word[0].isupper() or word.casefold() in _NO_NAMES or word.endswith(("'s", "’s", "'")):
        return False
    if is_first_name(word) or (is_initial(word) and earlier[:1].isupper()):
        return True
    if word.endswith(".") or earlier.casefold() in _PLACING:
        return False
    return not is_heading(_sentence_words(document, before.start("name")))


def _sentence_words(document: Document, place: int) -> list[Token]:
    """The words of a sentence, of a long one those near by."""
    number = bisect_right(document.sentences, place, key=lambda sentence: sentence.start) - 1
    sentence = document.sentences[max(0, number)]
    start, end = max(sentence.start, place - _MOST_OF_SENTENCE), min(sentence.end, place + _MOST_OF_SENTENCE)
    return split_words(document.folded[start:end], start)


def with_nickname(document: Document, span: Span, name: str) -> str:
    """A name read between two offsets as it is written there, with the nicknames in it: Tom “Duke” Ribeck."""
    place = bisect_left(document.nicknames, span.start, key=lambda nickname: nickname.start)
    while place < len(document.nicknames) and document.nicknames[place].end <= span.end:
        nickname = document.nicknames[place]
        before = split_words(document.folded[max(0, nickname.start - _REACH) : nickname.start])
        after = split_words(document.folded[nickname.end : nickname.end + _REACH])
        if before and after:
            first, second = before[-1].text, after[0].text
            marked = document.text[nickname.start : nickname.end]
            name = name.replace(f"{first} {second}", f"{first} {marked} {second}", 1)
        place += 1
    return name


def without_nickname(name: str) -> str:
    """A name without the nickname in marks that `with_nickname` gave it."""
    return _MARKED.sub(" ", name)


_MARKED = re.compile(rf" \(?[“”„\"'‘’«»]{_NICKNAME.pattern}[“”\"'‘’«»]\)? ")
