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
            if match["verb"] in _NO_VERBS:
                continue
            farthest = min(sentence.end, match.end() + _LONGEST)
            end = CLAUSE_END.search(text, match.end("verb"), farthest)
            if end is None and farthest < sentence.end:
                continue
            stop = end.start() if end is not None else sentence.end
            content = text[match.end() : stop].rstrip(" .!?…")
            yield PlainDemand(
                Span(*match.span("source")),
                Span(*match.span("cue")),
                Span(match.end(), match.end() + len(content)),
            )
