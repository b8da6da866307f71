"""Which spans hold a place: quotations around a name, attributions around another's source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attribution.extraction import Span

# Contents nest a few deep at most; the bound keeps odd input from costing quadratic time.
_DEEPEST = 16


def overlaps(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of `spans` (sorted) shares a character with `span`."""
    index = bisect_left(spans, (span.end, 0))
    return any(other.end > span.start for other in spans[max(0, index - 3) : index])


def is_within(offset: int, spans: Sequence[Span]) -> bool:
    """Whether one of `spans` (sorted) holds the character at `offset`."""
    index = bisect_left(spans, (offset + 1, 0))
    return any(other.end > offset for other in spans[max(0, index - 3) : index])


def enclosing_attributions(
    sources: Sequence[Sequence[Span]], contents: Sequence[Sequence[Span]]
) -> list[int | None]:
    """For each source the number of the other attribution with the smallest content that holds its start."""
    spans = sorted(
        (span.start, span.end, number) for number, content in enumerate(contents) for span in content
    )
    order = sorted((source[0].start, number) for number, source in enumerate(sources) if source)
    result: list[int | None] = [None] * len(sources)
    is_open: list[tuple[int, int, int]] = []
    following = 0
    for start, number in order:
        while following < len(spans) and spans[following][0] <= start:
            is_open.append(spans[following])
            if len(is_open) > 2 * _DEEPEST:
                is_open = [span for span in is_open if span[1] > start][-_DEEPEST:]
            following += 1
        around = [span for span in is_open if span[1] > start and span[2] != number]
        if around:
            result[number] = min(around, key=lambda span: (span[1] - span[0], span[2]))[2]
    return result
