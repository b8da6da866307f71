"""A report within a report: "announced a plan that she said would save the river".

The training articles mark the outer report alone, so the network cannot know of the inner one. Its plainest form is found here: a
relative clause that says who said it, right before its verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.text.document import Document

_RELATIVE_REPORT = re.compile(
    r"\b(?:that|which|who) (?P<source>he|she|they|it|(?:[A-Z][\w.'’-]+ ){0,2}[A-Z][\w'’-]+)"
    r" (?P<cue>(?:has |have |had )?(?:said|says|say|claimed|claims|argued|argues|insisted|insists|warned|warns)) "
    r"(?=(?:was|were|is|are|had|has|have|would|could|will|should|might|can|may)\b)"
)
CLAUSE_END = re.compile(r",(?=\s)|[;:—–“”\"]|\s(?:and|but|while|as)\s")


@dataclass(frozen=True, slots=True)
class NestedReport:
    """The inner report; the outer one keeps all of its content."""

    source: Span
    cue: Span
    content: Span


def nested_reports(document: Document, content: Span) -> Iterator[NestedReport]:
    """The reports within a content that stands outside of quotation marks."""
    text = document.folded
    for match in _RELATIVE_REPORT.finditer(text, content.start, content.end):
        end = CLAUSE_END.search(text, match.end(), content.end)
        inner = Span(match.end(), end.start() if end is not None else content.end)
        if text[inner.start : inner.end].strip():
            yield NestedReport(Span(*match.span("source")), Span(*match.span("cue")), inner)
