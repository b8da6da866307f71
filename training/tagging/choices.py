"""What the joiner learns from: for every content the cues near by, for every cue the sources, and which is right."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from attribution import Span
from attribution.speakers.datelines import find_dateline
from attribution.tagging.decoding import Stretch, decode, log_probabilities
from attribution.tagging.joining import CandidateSigns, Setting, Signs
from attribution.tagging.network import TAGS, read_windows
from attribution.tagging.pieces import read_pieces
from attribution.tagging.tagger import decode_words, setting_of
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.gold import GoldArticle
from training.tagging.examples import UNTAGGED, Array, TaggedArticle, in_place, tag_article

Choice = tuple[list[Signs], int]
"""Alternatives and the index of the right one."""

MISSED = 0.2
"""Share of the cues that the joiner learns to do without: about what the tagger misses."""

FEWEST_SEEN = 5
"""Habits of words seen less often are chance."""


UNKNOWN = -1
"""Stands for the first word of a part that nothing is known about."""


class Article(Protocol):
    """An article's parts, in words, with what goes with what."""

    @property
    def setting(self) -> Setting: ...

    @property
    def stretches(self) -> Sequence[Stretch]: ...

    def cue_of(self, content: Stretch) -> int | None:
        """The word a content's cue begins with, None for a content that goes with none of the cues, or `UNKNOWN`."""
        ...

    def source_of(self, cue: Stretch) -> int | None:
        """The word a cue's source begins with, None for a cue that goes with none of the sources, or `UNKNOWN`."""
        ...


class MarkedArticle:
    """An article's parts as people marked them."""

    def __init__(self, article: GoldArticle) -> None:
        document = read_document(article.text)
        tagged = tag_article(article)
        self._heads = np.flatnonzero(tagged.pieces.heads)
        self._word = {int(piece): number for number, piece in enumerate(self._heads)}
        self.tagged: TaggedArticle = tagged
        self.setting = setting_of(document, tagged.pieces)
        certain = np.zeros((len(self._heads), len(TAGS)), np.float32)
        certain[np.arange(len(self._heads)), tagged.tags[self._heads]] = 20.0
        self.stretches = decode(log_probabilities(certain), tagged.pieces.paragraphs[self._heads])

    def cue_of(self, content: Stretch) -> int | None:
        return self._pointed(self.tagged.to_cue, content)

    def source_of(self, cue: Stretch) -> int | None:
        piece = int(self.tagged.to_source[self._heads[cue.first]])
        return None if piece == -1 else self._word.get(piece, UNKNOWN)

    def _pointed(self, pointers: Array, part: Stretch) -> int:
        piece = int(pointers[self._heads[part.first]])
        return self._word.get(piece, UNKNOWN) if piece != UNTAGGED else UNKNOWN


class FoundArticle:
    """An article's parts as the tagger finds them, each of the marked attribution that it shares most words with.

    Other than marked parts they come with mistakes: contents that are none, and contents and cues whose cue or source was missed.
    """

    def __init__(self, article: GoldArticle) -> None:
        document = read_document(article.text)
        regions = scan_quotation_marks(document).regions
        pieces = read_pieces(document, regions, find_dateline(document))
        self.setting = setting_of(document, pieces)
        self.stretches = decode_words(pieces, read_windows(pieces))
        self._starts, self._ends = pieces.word_bounds()
        marked = [in_place(article.text, one) for one in article.attributions]
        self._contents = [self._words(one.content) for one in marked]
        self._cues = [self._words(one.cue) for one in marked]
        self._sources = [self._words(one.source) for one in marked]

    def cue_of(self, content: Stretch) -> int | None:
        number = self._closest(content, self._contents)
        return None if number is None else self._found("cue", self._cues[number])

    def source_of(self, cue: Stretch) -> int | None:
        number = self._closest(cue, self._cues)
        return UNKNOWN if number is None else self._found("source", self._sources[number])

    def _words(self, spans: Sequence[Span]) -> frozenset[int]:
        words: set[int] = set()
        for start, end in spans:
            first = int(np.searchsorted(self._ends, start, side="right"))
            words.update(range(first, int(np.searchsorted(self._starts, end))))
        return frozenset(words)

    @staticmethod
    def _closest(part: Stretch, marked: Sequence[frozenset[int]]) -> int | None:
        """The marked attribution with most of a part's words, None if none has half of them."""
        own = range(part.first, part.last)
        shared = {number: sum(word in words for word in own) for number, words in enumerate(marked)}
        best = max(shared, key=lambda number: shared[number], default=None)
        return best if best is not None and 2 * shared[best] >= len(own) else None

    def _found(self, kind: str, words: frozenset[int]) -> int | None:
        """The first word of the part found that shares a word with some, None if there is none."""
        return next(
            (
                one.first
                for one in self.stretches
                if one.kind == kind and not words.isdisjoint(range(one.first, one.last))
            ),
            None,
        )


def habits_of(articles: Sequence[MarkedArticle]) -> dict[str, list[float]]:
    """By the first and last word of a cue, and by the last: shares with content before, with content after, without a source."""
    counts: defaultdict[str, list[float]] = defaultdict(lambda: [1.0, 1.0, 0.2, 2.0])
    for article in articles:
        words = article.setting.words
        cues = {one.first: one for one in article.stretches if one.kind == "cue"}
        for content in (one for one in article.stretches if one.kind == "content"):
            first_word = article.cue_of(content)
            cue = cues.get(first_word) if first_word is not None else None
            if cue is None:
                continue
            first, last = words[cue.first], words[cue.last - 1]
            for key in (f"{first} {last}", last, "*"):
                counts[key][int(content.first >= cue.first)] += 1
                counts[key][2] += article.source_of(cue) is None
                counts[key][3] += 1
    return {
        key: [round(before / (before + after), 3), round(after / (before + after), 3), round(none / total, 3)]
        for key, (before, after, none, total) in sorted(counts.items())
        if total - 2.0 >= FEWEST_SEEN
    }


def cue_choices(
    article: Article, habits: dict[str, list[float]], missed: frozenset[int] = frozenset()
) -> Iterator[Choice]:
    """For each content the cues near by, and none, and which is right.

    `missed`: first words of cues to leave out, as a tagger that is not perfect does; their contents have none.
    """
    kept = [one for one in article.stretches if one.kind != "cue" or one.first not in missed]
    signs = CandidateSigns(article.setting, kept, habits)
    for content in signs.contents:
        near = signs.cues_near(content)
        cue = article.cue_of(content)
        own = [number for number, one in enumerate(near) if signs.cues[one].first == cue]
        if own or cue is None or cue in missed:
            rows = [signs.content_signs(content, signs.cues[one]) for one in near]
            yield [*rows, signs.no_cue_signs(content)], own[0] if own else len(near)


def miss_cues(article: MarkedArticle, chance: random.Random) -> frozenset[int]:
    """First words of a random share of an article's cues."""
    cues = [one.first for one in article.stretches if one.kind == "cue"]
    return frozenset(one for one in cues if chance.random() < MISSED)


def source_choices(article: Article, habits: dict[str, list[float]]) -> Iterator[Choice]:
    """For each cue the sources near by, and none, and which one is right."""
    signs = CandidateSigns(article.setting, article.stretches, habits)
    for cue in signs.cues:
        contents = [one for one in signs.contents if article.cue_of(one) == cue.first]
        near = signs.sources_near(cue)
        wanted = article.source_of(cue)
        own = [number for number, one in enumerate(near) if signs.sources[one].first == wanted]
        rows = [signs.source_signs(cue, signs.sources[one], contents) for one in near]
        if own or wanted is None:
            yield [*rows, signs.no_source_signs(cue)], own[0] if own else len(near)
