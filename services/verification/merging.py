"""A quotation that was put together from what was said at different places, or by different people."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.extraction import Span
from services.verification.comparison import Comparison, Status, compare
from services.verification.words import Word

_MOST_PARTS = 3
_WHOLE = 0.75
"""How much of the quotation the parts must cover together."""
_LEAST_ADDED = 0.15
_LEAST_WORDS = 4
_LEAST_TELLING = 2


def find_parts(words: Sequence[Word], comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The passages from which a quotation was put together, each beside its own part; an empty list when it was not.

    Each part adds at least four words in a row, two of them telling, that no other has in a row.
    """
    total = sum(word.weight for word in words) or 1.0
    chosen: list[tuple[Span, Comparison]] = []
    covered: set[int] = set()
    while len(chosen) < _MOST_PARTS:
        best: tuple[float, set[int], Span, Comparison] | None = None
        for comparison in comparisons:
            for run in comparison.runs:
                places = {
                    n for n, word in enumerate(words) if run.start <= word.start and word.end <= run.end
                }
                added = places - covered
                if len(added) < _LEAST_WORDS or sum(words[n].telling for n in added) < _LEAST_TELLING:
                    continue
                weight = sum(words[n].weight for n in added)
                if best is None or weight > best[0]:
                    best = (weight, places, run, comparison)
        if best is None or best[0] < _LEAST_ADDED * total:
            break
        covered |= best[1]
        chosen.append((best[2], best[3]))
    share = sum(words[n].weight for n in covered) / total
    if share < _WHOLE or len({id(comparison.passage) for _, comparison in chosen}) < 2:
        return []
    return _compare_parts(words, sorted(chosen, key=lambda part: part[0]))


def _compare_parts(words: Sequence[Word], chosen: Sequence[tuple[Span, Comparison]]) -> list[Comparison]:
    """Each passage beside the words from where its part begins to where the next one's does."""
    parts: list[Comparison] = []
    for number, (run, comparison) in enumerate(chosen):
        start = run.start if number else 0
        end = chosen[number + 1][0].start if number + 1 < len(chosen) else words[-1].end
        own = [word for word in words if start <= word.start and word.end <= end]
        part = compare(own, comparison.passage)
        if part is None or part.status is Status.NOT_FOUND:
            return []
        parts.append(part)
    return parts
