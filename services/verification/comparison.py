"""What became of a speaker's words in a quotation: which are the same, and what was done to the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from attribution.extraction import Span
from services.verification.alignment import LONGEST_SIDE, align
from services.verification.passages import Passage, StoredWord
from services.verification.words import Word, ends_sentence, has_negation, has_number, join_compounds

_MOST_FOR_BRACKETS = 10
"""Stored words that brackets may stand for; more are dropped without saying so."""
_LONGEST_CHANGED_EDGE = 3


class Status(StrEnum):
    """How the words of a quotation stand to those that are stored; docs/verification.md defines them."""

    EXACT = "exact"
    PARTIAL = "partial"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


class Kind(StrEnum):
    """What a difference is."""

    EQUAL = "equal"
    CUT = "cut"
    OMITTED = "omitted"
    BRACKETED = "bracketed"
    INSERTED = "inserted"
    DROPPED = "dropped"
    CHANGED = "changed"


class Note(StrEnum):
    """What somebody who checks a quotation must not overlook."""

    NEGATION_LEFT_OUT = "negation_left_out"
    NEGATION_CHANGED = "negation_changed"
    NUMBER_CHANGED = "number_changed"
    SEVERAL_QUOTES = "several_quotes"
    MERGED = "merged"
    TOO_SHORT = "too_short"


_ALTERING = frozenset([Kind.INSERTED, Kind.DROPPED, Kind.CHANGED])


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the checked text and of the article that belong together; None where one has nothing."""

    kind: Kind
    checked: Span | None
    stored: Span | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation, or a part of it, beside what one speaker says in one article."""

    status: Status
    similarity: float
    """The weight of the equal words among all that count, from 0 to 1; 1 when nothing was altered."""
    notes: frozenset[Note]
    part: Span
    """The stretch of the checked text that was compared."""
    differences: tuple[Difference, ...]
    quote_ids: tuple[int, ...]
    """The quotes with equal words, in text order."""
    quoted_words: bool
    """Whether all equal words stand in quotation marks in the article."""
    passage: Passage
    runs: tuple[Span, ...]
    """The stretches of the checked text whose words stand side by side in the passage too."""


def compare(checked: Sequence[Word], passage: Passage) -> Comparison | None:
    """Lay a quotation beside a passage; None when not a word is the same."""
    return _Comparing(checked, passage).result() if checked and passage.words else None


class _Gap:
    """What stands between two equal words on both sides, or before the first or after the last."""

    def __init__(self, checked: Sequence[Word], stored: Sequence[StoredWord], has_ellipsis: bool) -> None:
        self.checked = checked
        self.stored = stored
        plain = [word for word in checked if not word.bracketed]
        for_brackets = bool(checked) and (has_ellipsis or len(stored) <= _MOST_FOR_BRACKETS)
        self.kind: Kind | None = None
        if plain:
            self.kind = Kind.CHANGED if stored else Kind.INSERTED
        elif stored and has_ellipsis and not checked:
            self.kind = Kind.OMITTED
        elif stored and not for_brackets:
            self.kind = Kind.DROPPED
        elif checked:
            self.kind = Kind.BRACKETED
        counted = stored if self.kind in _ALTERING and not has_ellipsis else ()
        self.cost = max(sum(word.weight for word in plain), sum(each.word.weight for each in counted))


class _Comparing:
    def __init__(self, checked: Sequence[Word], passage: Passage) -> None:
        self.passage = passage
        stored = _densest(passage.words, checked)
        self.checked = join_compounds(checked, [each.word for each in stored])
        self.stored = _joined(stored, checked)
        self.part = Span(checked[0].start, checked[-1].end)
        steps = align(self.checked, [each.word for each in self.stored])
        self.matches = [
            (step.checked, step.stored)
            for step in steps
            if step.equal and step.checked is not None and step.stored is not None
        ]

    def result(self) -> Comparison | None:
        if not self.matches:
            return None
        self._find_gaps()
        equal = [self.checked[place] for place, _ in self.matches]
        same = sum(word.weight for word in equal)
        similarity = same / (same + sum(gap.cost for gap in self.gaps))
        merged, several = self._joints()
        altered = merged or any(gap.kind in _ALTERING for gap in self.gaps)
        runs = tuple(self._runs())
        status = (
            self._altered_status(similarity, equal, runs)
            if altered
            else self._unaltered_status(equal, runs, several)
        )
        matched = [self.stored[place] for _, place in self.matches]
        return Comparison(
            status=status,
            similarity=round(similarity, 3),
            notes=frozenset(self._notes(merged, several)),
            part=self.part,
            differences=tuple(self._differences()),
            quote_ids=tuple(dict.fromkeys(each.quote_id for each in matched)),
            quoted_words=all(each.in_marks for each in matched),
            passage=self.passage,
            runs=tuple(_span([self.checked[place] for place in run]) for run in runs),
        )

    def _find_gaps(self) -> None:
        (first, first_stored), (last, last_stored) = self.matches[0], self.matches[-1]
        before, after = self._quote_around(first_stored)[0], self._quote_around(last_stored)[1]
        leading, trailing = self.checked[:first], self.checked[last + 1 :]
        # A word changed at the edge stands where a word of the quote does; a longer stretch was rather put there.
        taken = _edge(leading, before)
        opening = _Gap(leading, before[len(before) - taken :], has_ellipsis=False)
        self.cut_before = before[: len(before) - taken]
        taken = _edge(trailing, after)
        closing = _Gap(trailing, after[:taken], has_ellipsis=False)
        self.cut_after = after[taken:]
        self.gaps = [opening]
        for (place, stored), (next_place, next_stored) in pairwise(self.matches):
            has_ellipsis = any(word.ellipsis_after for word in self.checked[place:next_place])
            between = self.stored[stored + 1 : next_stored]
            self.gaps.append(_Gap(self.checked[place + 1 : next_place], between, has_ellipsis))
        self.gaps.append(closing)

    def _quote_around(self, place: int) -> tuple[list[StoredWord], list[StoredWord]]:
        """The words of the same quote before and after a place; words left out of it only where it is such a one."""
        this = self.stored[place]
        before, after = (
            [
                each
                for each in side
                if each.quote_id == this.quote_id and (each.is_stored or not this.is_stored)
            ]
            for side in (self.stored[:place], self.stored[place + 1 :])
        )
        # An indirect quote begins with a "that" that nobody said.
        if this.is_stored and self.passage.types[this.quote_id] != "direct":
            before = (
                before[1:] if before and before[0].word.key == "that" and not before[0].in_marks else before
            )
        return before, after

    def _joints(self) -> tuple[bool, bool]:
        """Whether quotes that stand apart are joined as one utterance, and whether an ellipsis openly joins such."""
        merged = several = False
        for (place, stored), (next_place, next_stored) in pairwise(self.matches):
            if any(each.apart for each in self.stored[stored + 1 : next_stored + 1]):
                openly = any(word.ellipsis_after for word in self.checked[place:next_place])
                several, merged = several or openly, merged or not openly
        return merged, several

    def _runs(self) -> Iterator[range]:
        start = 0
        for number in range(1, len(self.matches) + 1):
            ends = number == len(self.matches) or self.matches[number] != (
                self.matches[number - 1][0] + 1,
                self.matches[number - 1][1] + 1,
            )
            if ends:
                yield range(self.matches[start][0], self.matches[number - 1][0] + 1)
                start = number

    def _altered_status(self, similarity: float, equal: Sequence[Word], runs: Sequence[range]) -> Status:
        telling = sum(word.telling for word in equal)
        # "We will resign" has one telling word, but hardly anything was done to "We will not resign".
        altered = sum(max(len(gap.checked), len(gap.stored)) for gap in self.gaps if gap.kind in _ALTERING)
        is_slight = telling >= 1 and altered * 3 <= len(equal)
        is_near = similarity >= 0.6 and len(equal) >= 3 and (telling >= 2 or is_slight)
        has_part = similarity >= 0.35 and any(
            len(run) >= 6 and sum(self.checked[place].telling for place in run) >= 3 for run in runs
        )
        return Status.ALTERED if is_near or has_part else Status.NOT_FOUND

    def _unaltered_status(self, equal: Sequence[Word], runs: Sequence[range], several: bool) -> Status:
        replaced = any(gap.kind in (Kind.OMITTED, Kind.BRACKETED) and gap.stored for gap in self.gaps)
        # What was said between quotes that stand apart nobody knows.
        if not (several or replaced or self.cut_before or self.cut_after):
            return Status.EXACT
        telling = sum(word.telling for word in equal)
        is_tellable = telling >= (2 if replaced else 1) or max(map(len, runs)) >= 4
        return Status.PARTIAL if is_tellable else Status.NOT_FOUND

    def _notes(self, merged: bool, several: bool) -> Iterator[Note]:
        left_out = [*self._cut_sentence_before(), *self._cut_sentence_after()]
        for gap in self.gaps:
            stored = [each.word for each in gap.stored]
            if gap.kind in _ALTERING:
                if has_negation(stored) != has_negation(gap.checked):
                    yield Note.NEGATION_CHANGED
                if {word.key for word in stored if has_number([word])} != {
                    word.key for word in gap.checked if has_number([word])
                }:
                    yield Note.NUMBER_CHANGED
            elif gap.kind is not None and not has_negation(gap.checked):
                left_out += stored
        if has_negation(left_out):
            yield Note.NEGATION_LEFT_OUT
        if merged:
            yield Note.MERGED
        if several:
            yield Note.SEVERAL_QUOTES

    def _cut_sentence_before(self) -> list[Word]:
        """What was cut from the sentence that the quotation begins in."""
        following = self.stored[self.matches[0][1]].word
        words: list[Word] = []
        for each in reversed(self.cut_before):
            if ends_sentence(self.passage.text[each.word.end : following.start]):
                break
            words.append(each.word)
            following = each.word
        return words

    def _cut_sentence_after(self) -> list[Word]:
        preceding = self.stored[self.matches[-1][1]].word
        words: list[Word] = []
        for each in self.cut_after:
            if ends_sentence(self.passage.text[preceding.end : each.word.start]):
                break
            words.append(each.word)
            preceding = each.word
        return words

    def _differences(self) -> Iterator[Difference]:
        yield from _pieces(Kind.CUT, (), self.cut_before)
        yield from self._gap_differences(self.gaps[0])
        run: list[tuple[int, int]] = []
        for number, (place, stored) in enumerate(self.matches):
            run.append((place, stored))
            gap = self.gaps[number + 1]
            if gap.kind is None and number + 1 < len(self.matches):
                continue
            yield from self._equal_differences(run)
            run = []
            yield from self._gap_differences(gap)
        yield from _pieces(Kind.CUT, (), self.cut_after)

    def _equal_differences(self, run: Sequence[tuple[int, int]]) -> Iterator[Difference]:
        for _, group in groupby(run, lambda match: self.stored[match[1]].piece):
            pairs = list(group)
            words = [self.checked[place] for place, _ in pairs]
            stored = [self.stored[place].word for _, place in pairs]
            yield Difference(Kind.EQUAL, _span(words), _span(stored))

    def _gap_differences(self, gap: _Gap) -> Iterator[Difference]:
        if gap.kind is not None:
            yield from _pieces(gap.kind, gap.checked, gap.stored)


def _pieces(kind: Kind, checked: Sequence[Word], stored: Sequence[StoredWord]) -> Iterator[Difference]:
    """One difference for each piece of the article; the first has the checked words."""
    spans = [_span([each.word for each in group]) for _, group in groupby(stored, lambda each: each.piece)]
    if checked or spans:
        yield Difference(kind, _span(checked) if checked else None, spans[0] if spans else None)
    for span in spans[1:]:
        yield Difference(Kind.DROPPED if kind is Kind.CHANGED else kind, None, span)


def _span(words: Sequence[Word]) -> Span:
    return Span(words[0].start, words[-1].end)


def _edge(checked: Sequence[Word], stored: Sequence[StoredWord]) -> int:
    plain = sum(not word.bracketed for word in checked)
    return min(plain, len(stored)) if plain <= _LONGEST_CHANGED_EDGE else 0


def _joined(stored: Sequence[StoredWord], checked: Sequence[Word]) -> list[StoredWord]:
    by_start = {each.word.start: each for each in stored}
    words = join_compounds([each.word for each in stored], checked)
    return [by_start[word.start]._replace(word=word) for word in words]


def _densest(stored: Sequence[StoredWord], checked: Sequence[Word]) -> Sequence[StoredWord]:
    """The stretch of a very long passage that has the most telling words of the quotation."""
    if len(stored) <= LONGEST_SIDE:
        return stored
    wanted = {word.key for word in checked if word.telling}
    hits = [each.word.key in wanted for each in stored]
    inside = sum(hits[:LONGEST_SIDE])
    best, best_start = inside, 0
    for start in range(1, len(stored) - LONGEST_SIDE + 1):
        inside += hits[start + LONGEST_SIDE - 1] - hits[start - 1]
        if inside > best:
            best, best_start = inside, start
    return stored[best_start : best_start + LONGEST_SIDE]
