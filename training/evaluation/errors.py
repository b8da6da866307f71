"""Where the errors are: found and right by kind of gold attribution, and scare quotes taken for quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.evaluation.figures import Share, all_words
from training.evaluation.kinds import KINDS, AnnotatedArticle
from training.evaluation.matching import Comparison

ALL = "all attributions"
SPEECH = "speech cue"
OTHER = "cue of belief, intention and the like"


@dataclass(frozen=True, slots=True)
class KindCount:
    """Gold attributions of one kind over any number of articles."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    """Those found whose source is right too."""

    def __add__(self, other: KindCount) -> KindCount:
        return KindCount(self.wanted + other.wanted, self.found + other.found, self.right + other.right)


def count_kinds(comparisons: Iterable[Comparison]) -> Mapping[str, KindCount]:
    """Counts of all attributions, of each class of cue and of each of `KINDS`, in this order."""
    counts = dict.fromkeys((ALL, SPEECH, OTHER, *KINDS), KindCount())
    for comparison in comparisons:
        article = AnnotatedArticle(comparison)
        found = {match.wanted for match in comparison.matches}
        right = {match.wanted for match in comparison.matches if match.right}
        for position, one in enumerate(comparison.wanted):
            kinds = [name for name, is_of_kind in KINDS.items() if is_of_kind(article, one)]
            for name in (ALL, SPEECH if one.gold.speech else OTHER, *kinds):
                counts[name] += KindCount(1, position in found, position in right)
    return counts


def count_scare_quotes(comparisons: Iterable[Comparison]) -> Share:
    """Of the stretches in quotation marks that share no word with a gold content those that we attribute.

    A stretch is attributed when at least half of its words are content of ours.
    """
    counted = Share()
    for comparison in comparisons:
        wanted, found = all_words(comparison.wanted), all_words(comparison.found)
        for region in comparison.text.regions:
            words = comparison.text.words((region,))
            if words and not words & wanted:
                counted += Share(2 * len(words & found) >= len(words), 1)
    return counted
