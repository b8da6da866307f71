"""Which content and which source go with each cue: the candidates near by are scored by what stands between them.

Two small networks (one hidden layer, fitted by `training.tagging.joiner`) weigh the signs: one chooses the cue of a
content, the other the source of a cue; each may choose none.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from attribution.tagging.decoding import Stretch, log_probabilities
from attribution.tagging.network import Floats
from attribution.tagging.pieces import FOLDER
from attribution.trained_files import loading, read_description

JOINER = FOLDER / "joining.json"

MOST_CANDIDATES = 8
"""Cues or sources nearest to a part that are looked at, so that time is linear."""
_FARTHEST_PARAGRAPH = 1
_FAR = 99
_BESIDE = 4
"""Words between a cue and a content of its paragraph that stands right before or after it: a name, or a mark and a pronoun."""
_SHORT = 4
"""Words of a content that is no longer a scrap."""
_LIKELY_NONE = 0.6
"""Chance from which on a content is left without a cue: a doubtful one costs less with the likeliest cue than left out."""

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """A document as joining sees it: every word with its sentence and paragraph, and whether it is quoted."""

    words: Sequence[str]
    """In lower case."""
    sentences: Sequence[int]
    paragraphs: Sequence[int]
    quoted: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Join:
    """A cue with the contents and the source that go with it, and the chance in [0, 1] that each of these does."""

    cue: Stretch
    contents: tuple[tuple[Stretch, float], ...]
    source: Stretch | None
    source_chance: float


class CandidateSigns:
    """Describes pairs of parts of one document by what speaks for their belonging together."""

    def __init__(
        self, setting: Setting, stretches: Sequence[Stretch], habits: dict[str, list[float]]
    ) -> None:
        self._setting = setting
        self._habits = habits
        self.contents = [one for one in stretches if one.kind == "content"]
        self.cues = [one for one in stretches if one.kind == "cue"]
        self.sources = [one for one in stretches if one.kind == "source"]
        self._firsts = {
            kind: [one.first for one in stretches if one.kind == kind]
            for kind in ("content", "cue", "source")
        }

    def cues_near(self, content: Stretch) -> list[int]:
        """Indices into `cues` of those a content may go with."""
        return self._near(content, self.cues)

    def sources_near(self, cue: Stretch) -> list[int]:
        """Indices into `sources` of those a cue may go with."""
        return self._near(cue, self.sources)

    def content_signs(self, content: Stretch, cue: Stretch) -> Signs:
        """What speaks for a content going with a cue."""
        signs, side = self._pair_signs(cue, content)
        quoted = self._setting.quoted[content.first]
        habit = self._habit(cue)[0 if side == "before" else 1]
        signs["habit"] = signs[f"habit quoted={quoted}"] = math.log(habit + 0.02)
        signs[f"quoted={quoted} {side}"] = 1.0
        for place, beside in self._beside(cue):
            if beside is not content:
                # What already stands at a cue says what kind of report it is: a quotation seldom goes on as a paraphrase.
                signs[f"quoted={quoted} {side}, {place} it quoted={self._setting.quoted[beside.first]}"] = 1.0
        return signs

    def _beside(self, cue: Stretch) -> list[tuple[str, Stretch]]:
        """The contents that stand right before and right after a cue."""
        paragraphs = self._setting.paragraphs
        following = bisect_left(self._firsts["content"], cue.last)
        return [
            (place, content)
            for place, number in (("before", following - 1), ("after", following))
            for content in self.contents[max(number, 0) : number + 1]
            if paragraphs[content.first] == paragraphs[cue.first]
            and max(content.first - cue.last, cue.first - content.last) <= _BESIDE
        ]

    def no_cue_signs(self, content: Stretch) -> Signs:
        """What speaks for a content whose cue was not found."""
        near = self.cues_near(content)
        quoted = self._setting.quoted[content.first]
        nearest = math.log1p(self._nearest(content, [self.cues[one] for one in near]))
        return {
            "none": 1.0,
            f"none quoted={quoted}": 1.0,
            "nearest of none": nearest,
            f"nearest of none quoted={quoted}": nearest,
            "length of none": math.log1p(content.last - content.first),
            f"length of none={min(content.last - content.first, _SHORT)} quoted={quoted}": 1.0,
        }

    def source_signs(self, cue: Stretch, source: Stretch, contents: Sequence[Stretch]) -> Signs:
        """What speaks for a source going with a cue that has these contents."""
        signs, side = self._pair_signs(cue, source)
        signs["habit of a source"] = math.log(1.02 - self._habit(cue)[2])
        signs[
            f"source quoted={self._setting.quoted[source.first]} cue quoted={self._setting.quoted[cue.first]}"
        ] = 1.0
        for content in contents:
            place = "before" if content.last <= cue.first else "after"
            signs[f"content {place} source {side}"] = 1.0
            low, high = min(source.last, content.last), max(source.first, content.first)
            signs[f"content next to source {side} {place}"] = float(high - low <= 1)
        word = self._setting.words[cue.first]
        if word in ("according", ":", "by", "of", "to", "that", "from"):
            signs[f"cue {word} {side}"] = 1.0
        return signs

    def no_source_signs(self, cue: Stretch) -> Signs:
        """What speaks for a cue having no source."""
        near = self.sources_near(cue)
        nearest = self._nearest(cue, [self.sources[one] for one in near])
        habit = math.log(self._habit(cue)[2] + 0.02)
        return {
            "none": 1.0,
            "habit of none": habit,
            "nobody near": float(not near),
            "nearest of none": math.log1p(nearest),
            f"none quoted={self._setting.quoted[cue.first]}": 1.0,
        }

    @staticmethod
    def _nearest(part: Stretch, others: Sequence[Stretch]) -> int:
        """Words between a part and the nearest of others."""
        gaps = [max(one.first - part.last, part.first - one.last, 0) for one in others]
        return min(gaps, default=_FAR)

    def _habit(self, cue: Stretch) -> list[float]:
        """Shares of a cue's words: content before it, content after it, no source."""
        words = self._setting.words
        first, last = words[cue.first], words[cue.last - 1]
        return self._habits.get(f"{first} {last}") or self._habits.get(last) or self._habits["*"]

    def _near(self, part: Stretch, others: Sequence[Stretch]) -> list[int]:
        place = bisect_left(self._firsts[others[0].kind], part.first) if others else 0
        paragraph = self._setting.paragraphs[part.first]
        chosen: list[int] = []
        for step in range(max(0, place - MOST_CANDIDATES), min(len(others), place + MOST_CANDIDATES)):
            if abs(self._setting.paragraphs[others[step].first] - paragraph) <= _FARTHEST_PARAGRAPH:
                chosen.append(step)
        chosen.sort(key=lambda one: max(others[one].first - part.last, part.first - others[one].last))
        return sorted(chosen[:MOST_CANDIDATES])

    def _pair_signs(self, cue: Stretch, other: Stretch) -> tuple[Signs, str]:
        if cue.last <= other.first:
            low, high, side = cue.last, other.first, "after"
        else:
            low, high, side = other.last, cue.first, "before"
        setting = self._setting
        far = math.log1p(max(high - low, 0))
        signs: Signs = {side: 1.0, "gap": far, f"gap {side}": far, f"no gap {side}": float(high <= low)}
        for kind in ("cue", "content", "source"):
            count = self._between(kind, low, high)
            signs[f"{kind}s between"] = float(count)
            signs[f"no {kind} between {side}"] = float(count == 0)
        sentences = setting.sentences[other.first] - setting.sentences[cue.first]
        signs[f"sentences={max(-2, min(2, sentences))} {side} quoted={setting.quoted[other.first]}"] = 1.0
        signs[f"paragraphs={setting.paragraphs[other.first] - setting.paragraphs[cue.first]}"] = 1.0
        if high > low:
            signs[f"first between {_mark(setting.words[low])} {side}"] = 1.0
            signs[f"last between {_mark(setting.words[high - 1])} {side}"] = 1.0
        return signs, side

    def _between(self, kind: str, low: int, high: int) -> int:
        firsts = self._firsts[kind]
        return max(0, bisect_left(firsts, high) - bisect_left(firsts, low))


def _mark(word: str) -> str:
    return word if not word.isalnum() and len(word) == 1 else "word"


@dataclass(frozen=True, slots=True)
class Scorer:
    """A network of one hidden layer over named signs."""

    columns: dict[str, int]
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    output: NDArray[np.float32]

    def chances(self, rows: Sequence[Signs]) -> Floats:
        """The chance of each of some alternatives, described by its signs."""
        table = np.zeros((len(rows), len(self.columns)), np.float32)
        for number, signs in enumerate(rows):
            for name, value in signs.items():
                column = self.columns.get(name)
                if column is not None:
                    table[number, column] = value
        active = np.maximum(table @ self.hidden + self.hidden_bias, 0.0)
        answer: Floats = np.exp(log_probabilities(active @ self.output))
        return answer


@dataclass(frozen=True, slots=True)
class Joiner:
    """The two scorers and the habits of cue words."""

    to_cue: Scorer
    to_source: Scorer
    habits: dict[str, list[float]]

    def join(self, stretches: Sequence[Stretch], setting: Setting) -> list[Join]:
        """Every content with its cue, every cue with its source.

        A cue without content is left out, and so is a content that goes with none of the cues near by.
        """
        signs = CandidateSigns(setting, stretches, self.habits)
        claimed: dict[int, list[tuple[Stretch, float]]] = {}
        for content in signs.contents:
            near = signs.cues_near(content)
            rows = [signs.content_signs(content, signs.cues[one]) for one in near]
            chances = self.to_cue.chances([*rows, signs.no_cue_signs(content)])
            if near and chances[-1] < _LIKELY_NONE:
                best = int(chances[:-1].argmax())
                claimed.setdefault(near[best], []).append((content, float(chances[best])))
        return [
            self._with_source(signs, signs.cues[number], tuple(contents))
            for number, contents in sorted(claimed.items())
        ]

    def _with_source(
        self, signs: CandidateSigns, cue: Stretch, contents: tuple[tuple[Stretch, float], ...]
    ) -> Join:
        near = signs.sources_near(cue)
        own = [content for content, _ in contents]
        rows = [signs.source_signs(cue, signs.sources[one], own) for one in near]
        chances = self.to_source.chances([*rows, signs.no_source_signs(cue)])
        best = int(chances.argmax())
        source = signs.sources[near[best]] if best < len(near) else None
        return Join(cue, contents, source, float(chances[best]))


@cache
def joiner() -> Joiner:
    """The fitted joiner. Raises `WeightsUnavailable`."""
    with loading("what joins the tagger's parts", FOLDER):
        stored = read_description(JOINER, ("to_cue", "to_source", "habits"))
        return Joiner(_scorer(stored["to_cue"]), _scorer(stored["to_source"]), stored["habits"])


def _scorer(stored: dict[str, list[list[float]]]) -> Scorer:
    return Scorer(
        columns={str(name): number for number, name in enumerate(stored["signs"])},
        hidden=np.asarray(stored["hidden"], np.float32),
        hidden_bias=np.asarray(stored["hidden_bias"], np.float32),
        output=np.asarray(stored["output"], np.float32),
    )
