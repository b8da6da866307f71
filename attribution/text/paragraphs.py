"""Where paragraphs end: at every line end, except where a text is wrapped to a fixed width."""

from __future__ import annotations

import re
from itertools import pairwise

from attribution.extraction import Span

LINE_ENDS = "\n\r\x0b\x0c\u2028\u2029"

_LINE = re.compile(f"([^{LINE_ENDS}]*)(?:\r\n|[{LINE_ENDS}]|\\Z)")
_ENDS_SENTENCE = re.compile(r"[.?!:…][\"'”’»)\]]*$")
_STARTS_ITEM = re.compile(r"(?:[-–—*•·>]|\d{1,3}[.)])\s")

_NARROWEST, _WIDEST = 40, 100
"""Columns between which plain text is wrapped."""
_FEWEST_BREAKS = 3
_SHARE_FULL = 0.8
"""At least this share of the line ends must stand where the next word no longer fitted."""
_SHARE_OPEN = 0.5
"""At least this share of them must fall inside a sentence: otherwise short paragraphs look wrapped."""


def paragraph_spans(text: str) -> list[Span]:
    """The paragraphs, in order, without the white space around them.

    News texts separate paragraphs by a blank line or by a mere line end, and mix both, so each line is a
    paragraph. A text whose lines break just where the next word no longer fitted is wrapped (e-mails, agency
    feeds): its lines are joined up to a blank, short or indented one.
    """
    lines = _lines(text)
    width = _wrapping_width(text, lines)
    paragraphs: list[Span] = []
    previous: Span | None = None
    for line in lines:
        start = line.start + _indentation(text, line)
        if start < line.end:
            if previous and width and _continues(text, previous, line, width):
                paragraphs[-1] = Span(paragraphs[-1].start, line.end)
            else:
                paragraphs.append(Span(start, line.end))
            previous = line
        else:
            previous = None
    return paragraphs


def _lines(text: str) -> list[Span]:
    """Every line, blank ones too, without the white space at its end."""
    return [
        Span(match.start(), match.start() + len(match.group(1).rstrip())) for match in _LINE.finditer(text)
    ]


def _indentation(text: str, line: Span) -> int:
    content = text[line.start : line.end]
    return len(content) - len(content.lstrip())


def _wrapping_width(text: str, lines: list[Span]) -> int | None:
    """The width in columns to which the text is wrapped, None if it is not."""
    breaks = [(a, b) for a, b in pairwise(lines) if a.end > a.start and b.end > b.start]
    if len(breaks) < _FEWEST_BREAKS:
        return None
    width = max(line.end - line.start for line, _ in breaks)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [line for line, following in breaks if _is_full(text, line, following, width)]
    open_ended = [
        line for line in full if not _ENDS_SENTENCE.search(text, max(line.start, line.end - 5), line.end)
    ]
    if len(full) < _SHARE_FULL * len(breaks) or len(open_ended) < _SHARE_OPEN * len(full):
        return None
    return width


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line no longer fitted on this one."""
    word_end = text.find(" ", following.start, following.end)
    word_length = (word_end if word_end >= 0 else following.end) - following.start
    return line.end - line.start + 1 + word_length > width


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    return (
        _indentation(text, following) <= _indentation(text, line)
        and not _STARTS_ITEM.match(text, following.start, following.end)
        and _is_full(text, line, following, width)
    )
