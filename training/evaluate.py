"""Measures the shipped engine against annotated articles: `python -m training.evaluate [GOLD.jsonl]`.

Prints precision, recall and F1 in per cent for four kinds of unit, matched one to one by a word overlap
(intersection over union) of at least a half:

- Q: stretches in quotation marks that are part of any attribution;
- D: those of attributions that stand wholly in quotation marks;
- A: whole attributions, direct or not;
- T: single words of content.

For Q, D and A a second line counts a unit only when its source shares a word with the gold source too.
Without an argument it reads `quotes/polnear.dev.jsonl` in the folder that `ONRECORD_CORPORA` names.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from attribution import Span, extract
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.gold import GoldArticle, corpora_folder, overlap, read_gold, words_in

_MATCH = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be found: its words and the words of its source, each by the offset it starts at."""

    words: frozenset[int]
    source: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of unit over any number of articles."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


class _Marked:
    """The units of one text's attributions, whoever marked them."""

    def __init__(self, text: str, attributions: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> None:
        regions = scan_quotation_marks(read_document(text)).regions
        quoted = [region.inner for region in regions if region.depth == 0 and region.style != "single"]
        inside = words_in(text, quoted)
        self.units: dict[str, list[Unit]] = {"Q": [], "D": [], "A": []}
        self.words: set[int] = set()
        for content, sources in attributions:
            words, source = words_in(text, content), words_in(text, sources)
            if not words:
                continue
            self.words |= words
            self.units["A"].append(Unit(words, source))
            for region in quoted:
                shared = words & words_in(text, (region,)) if _touches(region, content) else frozenset()
                if shared:
                    self.units["Q"].append(Unit(shared, source))
                    if words <= inside:
                        self.units["D"].append(Unit(shared, source))


def _touches(region: Span, content: Sequence[Span]) -> bool:
    return any(span.start < region.end and region.start < span.end for span in content)


def evaluate(articles: Iterable[GoldArticle]) -> dict[str, Score]:
    """Scores by name ("Q", "Q with source", …, "T") of the shipped engine over some articles."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for article in articles:
        gold = _Marked(article.text, [(one.content, one.source) for one in article.attributions])
        quotes = extract(article.text).quotes
        ours = _Marked(article.text, [(quote.content, quote.source) for quote in quotes])
        for kind, units in gold.units.items():
            pairs = _match(units, ours.units[kind])
            named = sum(bool(one.source & other.source) or one.source == other.source for one, other in pairs)
            for name, count in ((kind, len(pairs)), (f"{kind} with source", named)):
                right[name] += count
                found[name] += len(ours.units[kind])
                wanted[name] += len(units)
        right["T"] += len(gold.words & ours.words)
        found["T"] += len(ours.words)
        wanted["T"] += len(gold.words)
    return {name: Score(right[name], found[name], wanted[name]) for name in wanted}


def _match(gold: Sequence[Unit], ours: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Pairs that overlap enough, the closest first, every unit at most once."""
    scored = sorted(
        (-overlap(one.words, other.words), row, column)
        for row, one in enumerate(gold)
        for column, other in enumerate(ours)
        if one.words & other.words
    )
    pairs: list[tuple[Unit, Unit]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for score, row, column in scored:
        if -score >= _MATCH and row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((gold[row], ours[column]))
    return pairs


def main(arguments: Sequence[str]) -> None:
    path = Path(arguments[0]) if arguments else corpora_folder() / "quotes" / "polnear.dev.jsonl"
    for name, score in evaluate(read_gold(path)).items():
        print(
            f"{name:14s} precision {100 * score.precision:5.1f}  recall {100 * score.recall:5.1f}"
            f"  F1 {100 * score.f1:5.1f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
