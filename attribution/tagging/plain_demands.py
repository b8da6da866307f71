"""Demands and proposals in their plainest form: "Torland has demanded lifting tariffs before any talks."

In a subordinate clause far from the news of its paragraph ("The talks came as …") the network falls short of such a report, while its form
leaves no doubt: of eight in the training articles, seven are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.lexicon import word_set
from attribution.lexicon.function_words import (
    COORDINATORS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    SENTENCE_STARTERS,
    WEEKDAYS_AND_MONTHS,
)
from attribution.tagging.nested_reports import CLAUSE_END
from attribution.text.document import Document

_DEMAND = re.compile(
    r"(?<![\w.'’-])(?P<source>who|which|[Hh]e|[Ss]he|[Tt]hey|[Tt]he (?:[a-z]+ )?[a-z]+|(?:[A-Z][\w.'’-]* ){0,4}[A-Z][\w'’-]*)"
    r" (?P<cue>(?:has|have|had) (?:also |repeatedly |long |now |since )?"
    r"(?:demanded|proposed|recommended|suggested|advocated|urged|opposed|supported|favou?red))"
    r" (?=(?P<verb>[a-z]{3,20}ing)\b)"
)
_LONGEST = 400
"""Characters of a clause; a longer one is no sentence, and would make time quadratic."""
_REACH = 80
"""Characters before a source that are looked at, so that time is linear."""
_WORDS_BEFORE = re.compile(r"(?:[\w'’-]+ |& ){1,6}\Z")
_REVERSING = word_set("no nobody none neither nor nothing hardly scarcely no-one if unless whether suppose")
"""Words that, some way before, leave nobody who demands: "nobody in Torland who has", "If the council had"."""
_BEFORE_OTHERS = (
    (PREPOSITIONS - word_set("as after since")) | COORDINATORS | word_set("not never than what whatever like")
)
"""Words right before what is not who demands, or not all of them: "a spokesman for Torland has", "Velden and Arden have"."""
_NO_SOURCES = (
    (SENTENCE_STARTERS - PERSONAL_PRONOUNS - word_set("the will said republican democratic democrat"))
    | WEEKDAYS_AND_MONTHS
    | _REVERSING
)
"""Words that no source begins with, though a sentence may: "If Torland had proposed", "Nobody has"."""
_NO_VERBS = word_set(
    "during according including regarding concerning following nothing something anything everything spring string"
)


@dataclass(frozen=True, slots=True)
class PlainDemand:
    """Who demands or proposes to do what."""

    source: Span
    cue: Span
    content: Span


def plain_demands(document: Document) -> Iterator[PlainDemand]:
    """The demands of a text, in order, each with its content up to the end of its clause. Time is linear in the text's length."""
    text = document.folded
    for sentence in document.sentences:
        for match in _DEMAND.finditer(text, sentence.start, sentence.end):
            if match["verb"] in _NO_VERBS or not _demands(text, match, sentence.start):
                continue
            farthest = min(sentence.end, match.end() + _LONGEST)
            end = CLAUSE_END.search(text, match.end("verb"), farthest)
            if end is None and farthest < sentence.end:
                continue
            stop = end.start() if end is not None else sentence.end
            content = _within_brackets(text[match.end() : stop]).rstrip(" .!?…")
            yield PlainDemand(
                Span(*match.span("source")),
                Span(*match.span("cue")),
                Span(match.end(), match.end() + len(content)),
            )


def _demands(text: str, match: re.Match[str], sentence_start: int) -> bool:
    """Whether what stands before "has demanded" is all of who demands, and the sentence says that they do."""
    first = match["source"].split()[0]
    if first not in ("who", "which") and first.casefold() in _NO_SOURCES:
        return False
    start = match.start("source")
    before = _WORDS_BEFORE.search(text, max(sentence_start, start - _REACH), start)
    words = before.group().casefold().split() if before is not None else []
    if not _REVERSING.isdisjoint(words) or words[-2:] == ["well", "as"]:
        return False
    return not words or words[-1] not in _BEFORE_OTHERS


def _within_brackets(words: str) -> str:
    """Words up to the bracket that closes one opened before them."""
    depth = 0
    for place, character in enumerate(words):
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            return words[:place]
    return words
