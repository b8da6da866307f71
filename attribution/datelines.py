"""Where an article's dateline stands: "LINDAU, Jan. 16 (Quorn Wire) - "."""

from __future__ import annotations

import re

from attribution.document import Document
from attribution.extraction import Span

_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
    r"(?:, [A-Z][\w. ]{1,25}){0,3}(?: ?\([\w ./]{2,30}\))? ?(?:--|[-–—])(?= ?\w)"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w. ]{1,25}){0,2} ?\([\w ./]{2,30}\) ?(?:--|[-–—])"
)
_PARAGRAPHS = 4
"""Paragraphs at the start, with headline, byline and standfirst, among which a dateline may be."""


def find_dateline(document: Document) -> Span | None:
    """The dateline's span up to its dash, or None.

    A transcript in which capitals and a dash begin every turn has speakers there, and no dateline.
    """
    found = [
        match
        for paragraph in document.paragraphs
        if (match := _DATELINE.match(document.folded, paragraph.start, paragraph.end)) is not None
        and _has_gap(match.group())
    ]
    if len(found) != 1 or len(document.paragraphs) == 0:
        return None
    limit = document.paragraphs[:_PARAGRAPHS][-1].end
    return Span(*found[0].span()) if found[0].start() < limit else None


def _has_gap(text: str) -> bool:
    """Whether the dash stands apart or is a long one: the hyphen of "PORT-SALVY" ends no dateline."""
    return text.endswith((" -", "--", "–", "—", " –", " —"))
