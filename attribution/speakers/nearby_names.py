"""Names near a pronoun that tell whom it means, or whom it does not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attribution.extraction import Span
from attribution.lexicon.function_words import PREPOSITIONS, SENTENCE_STARTERS
from attribution.speakers.enclosure import is_within
from attribution.speakers.mentions import Mention
from attribution.text.document import Document

_OPENERS = (PREPOSITIONS & SENTENCE_STARTERS) | {"when", "while", "although", "though", "because", "asked"}
"""Words that open a phrase or clause before the main one."""

_LONGEST_OPENING = 200
"""Characters of such an opening; the bound keeps a text without full stops from costing quadratic time."""

_CONTENTS_LOOKED_AT = 4
_NAMES_LOOKED_AT = 25
"""Pieces of a quotation, and mentions in each, in which names are looked for: a bound on the work for one pronoun."""


def name_after_opening(document: Document, mentions: Sequence[Mention], pronoun: Mention) -> Mention | None:
    """The name right after the opening phrase with a pronoun: "In her reply, Velden said"; None if none is."""
    if not document.sentences or pronoun.kind != "person":
        return None
    sentence = document.sentences[pronoun.sentence]
    if pronoun.span.start - sentence.start > _LONGEST_OPENING:
        return None
    opening = document.folded[sentence.start : pronoun.span.start].split()
    if not 0 < len(opening) <= 3 or opening[0].casefold() not in _OPENERS:
        return None
    index = bisect_right(mentions, pronoun.span.end, key=lambda other: other.span.start)
    for other in mentions[index : index + 4]:
        if other.span.start >= sentence.end or other.span.start - pronoun.span.end > _LONGEST_OPENING:
            break
        between = document.folded[pronoun.span.end : other.span.start]
        if between.rstrip().endswith(",") and between.count(",") == 1 and other.form == "named":
            return other
    return None


def names_in(
    mentions: Sequence[Mention], content: Sequence[Span], quoted: Sequence[Span]
) -> Iterator[Mention]:
    """Persons' names in `content` that stand in quotation marks (`quoted`, sorted)."""
    for span in content[:_CONTENTS_LOOKED_AT]:
        index = bisect_left(mentions, span.start, key=lambda other: other.span.start)
        for other in mentions[index : index + _NAMES_LOOKED_AT]:
            if other.span.start >= span.end:
                break
            if other.form == "named" and other.kind == "person" and is_within(other.span.start, quoted):
                yield other


def names_below(
    document: Document, mentions: Sequence[Mention], pronoun: Mention, quoted: Sequence[Span]
) -> Iterator[Mention]:
    """Persons named after a pronoun in its sentence whom it cannot mean: "He told Velden", "he said Velden would".

    A pronoun never means who is named in what depends on it (Principle C of binding theory). One in an opening
    phrase may ("When he left, Velden"), so the pronoun has to begin its sentence or follow a quotation or comma.
    """
    if not document.sentences or pronoun.head not in ("he", "she"):
        return
    sentence = document.sentences[pronoun.sentence]
    before = document.folded[max(sentence.start, pronoun.span.start - 20) : pronoun.span.start].split()
    if before and before[-1].casefold() not in _CONNECTIVES and before[-1][-1].isalnum():
        return
    opening = document.folded[sentence.start : sentence.start + 20].split()[:1]
    if before and opening and opening[0].casefold() in _OPENERS:
        return
    clause = _CLAUSE.match(document.folded, pronoun.span.end, sentence.end)
    end = clause.end() if clause is not None else pronoun.span.end
    index = bisect_right(mentions, pronoun.span.start, key=lambda other: other.span.start)
    for other in mentions[index : index + _NAMES_LOOKED_AT]:
        if other.span.start >= end:
            break
        if other.form == "named" and other.kind == "person" and not is_within(other.span.start, quoted):
            yield other


_CLAUSE = re.compile(r"(?:(?! (?:who|whom|whose|which|where|when|while|and|but|that)\b)[^,:;()\"“”—–]){0,80}")
"""What depends on a pronoun's own verb: to the next mark, conjunction or relative pronoun, and not far."""

_CONNECTIVES = ("and", "but", "then", "so", "yet", "that")
