"""Where an article's dateline stands: "LINDAU, Jan. 16 (Quorn Wire) - ", "LINDAU: "."""

from __future__ import annotations

import re

from attribution.extraction import Span
from attribution.text.document import Document

_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
    r"(?:, [A-Z][\w. ]{1,25}){0,3}(?: ?\([\w ./]{2,30}\))? ?(?:--|[-–—])(?= ?\w)"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w. ]{1,25}){0,2} ?\([\w ./]{2,30}\) ?(?:--|[-–—])"
)
_BEFORE_COLON = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w. ]{1,25})?(?: ?\([\w ./]{2,30}\))?:(?= [\w“\"])"
)
_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Uu]s)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_PARAGRAPHS = 4
"""Paragraphs at the start, with headline, byline and standfirst, among which a dateline may be."""


def find_dateline(document: Document) -> Span | None:
    """The dateline's span up to its dash or colon, or None.

    A transcript in which capitals and a dash begin every turn has speakers there, and no dateline; before a
    colon, a place stands alone in its article and leads in no words in the first person.
    """
    dashed = _only_match(document, _DATELINE)
    if dashed is not None:
        return dashed
    labelled = _only_match(document, _BEFORE_COLON)
    return labelled if labelled is not None and _leads_in_news(document, labelled) else None


def _only_match(document: Document, pattern: re.Pattern[str]) -> Span | None:
    """What matches at the start of one of the first paragraphs, if no other paragraph starts so."""
    found = [
        match
        for paragraph in document.paragraphs
        if (match := pattern.match(document.folded, paragraph.start, paragraph.end)) is not None
        and (pattern is not _DATELINE or _has_gap(match.group()))
    ]
    if len(found) != 1:
        return None
    limit = document.paragraphs[:_PARAGRAPHS][-1].end
    return Span(*found[0].span()) if found[0].start() < limit else None


def _leads_in_news(document: Document, label: Span) -> bool:
    number = next(at for at, paragraph in enumerate(document.paragraphs) if paragraph.start == label.start)
    words = _QUOTED.sub(" ", document.folded[label.end : document.paragraphs[number].end])
    if _FIRST_PERSON.search(words):
        return False
    return _DAY.search(words) is not None or number + 2 < len(document.paragraphs)


def _has_gap(text: str) -> bool:
    """Whether the dash stands apart or is a long one: the hyphen of "PORT-SALVY" ends no dateline."""
    return text.endswith((" -", "--", "–", "—", " –", " —"))
