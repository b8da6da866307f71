"""Which predictions are which gold attributions, and whose speaker is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from attribution import QuoteType, Span
from training.evaluation.marked_text import MarkedText
from training.evaluation.predictions import Prediction
from training.evaluation.speaker_names import name_the_same
from training.gold import GoldArticle, GoldAttribution

LEAST_OVERLAP = 0.5
"""Share of the words of both that a prediction and a gold attribution must have in common."""

_LONGEST_SOURCE = 40
"""Words. Half an article would hold every speaker, so a longer source counts only when the gold is as long."""
_SMALL_WORDS = ("the", "a", "an", "of", "and", "in", "to")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gold attribution with the words of its content."""

    gold: GoldAttribution
    words: frozenset[int]
    type: QuoteType


@dataclass(frozen=True, slots=True)
class Found:
    """A prediction with the words of its content."""

    prediction: Prediction
    words: frozenset[int]
    type: QuoteType


@dataclass(frozen=True, slots=True)
class Match:
    """A gold attribution and the prediction that found it, by their positions in a comparison."""

    wanted: int
    found: int
    right: bool
    """Whether the speaker is right too."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article's gold attributions and predictions; those without a word are left out."""

    article: GoldArticle
    text: MarkedText
    wanted: tuple[Wanted, ...]
    found: tuple[Found, ...]
    matches: tuple[Match, ...]
    """Each attribution and each prediction is in one at most."""


def compare(article: GoldArticle, predictions: Sequence[Prediction]) -> Comparison:
    """Match an article's predictions with its gold attributions by the words of their contents."""
    text = MarkedText(article.text)
    wanted = tuple(
        Wanted(gold, words, text.type_of(words))
        for gold in article.attributions
        if (words := text.words(gold.content))
    )
    found = tuple(
        Found(prediction, words, text.type_of(words))
        for prediction in predictions
        if (words := text.words(prediction.content))
    )
    pairs = pair_by_overlap([one.words for one in wanted], [one.words for one in found])
    matches = tuple(
        Match(row, column, speaker_is_right(text, wanted[row].gold, found[column].prediction))
        for row, column in pairs
    )
    return Comparison(article, text, wanted, found, matches)


def pair_by_overlap(
    wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]
) -> list[tuple[int, int]]:
    """Positions of sets that overlap enough (intersection over union), the closest first, every set at most once."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for column, words in enumerate(found):
        for word in words:
            holders[word].append(column)
    scored: list[tuple[float, int, int]] = []
    for row, words in enumerate(wanted):
        shared = Counter(column for word in words for column in holders[word])
        for column, count in shared.items():
            overlap = count / (len(words) + len(found[column]) - count)
            if overlap >= LEAST_OVERLAP:
                scored.append((-overlap, row, column))
    pairs: list[tuple[int, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column in sorted(scored):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


def speaker_is_right(text: MarkedText, gold: GoldAttribution, prediction: Prediction) -> bool:
    """Whether the sources share a word, or the speaker's name is that of the gold source.

    Without a gold source it is right to tell none.
    """
    if not gold.source:
        return not prediction.source and not prediction.speaker_name
    wanted, found = text.words(gold.source), text.words(prediction.source)
    telling = any(text.word(number).lower() not in _SMALL_WORDS for number in wanted & found)
    if telling and len(found) <= max(_LONGEST_SOURCE, len(wanted)):
        return True
    wanted_names = [words_of(text.text, gold.source)]
    if gold.source_kind in ("pronoun", "nominal") and gold.resolved_name:
        wanted_names.append(gold.resolved_name)
    found_names = (prediction.speaker_name or "", words_of(text.text, prediction.source))
    return any(name_the_same(one, other) for one in wanted_names for other in found_names)


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The spans as they stand in the text, with a space between them."""
    return " ".join(text[start:end] for start, end in spans)
