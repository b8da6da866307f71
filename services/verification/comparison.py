"""What became of a speaker's words in a quotation: which are the same, and what was done to the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from attribution.extraction import Span
from services.verification.alignment import LONGEST_SIDE, align
from services.verification.differences import ALTERING, Difference, Gap, Kind, in_pieces, span_of
from services.verification.passages import Passage, StoredWord, densest, join_stored
from services.verification.words import Word, ends_sentence, has_negation, has_number, join_compounds

_LONGEST_CHANGED_EDGE = 3


class Status(StrEnum):
    """How the words of a quotation stand to those that are stored; docs/verification.md defines them."""

    EXACT = "exact"
    PARTIAL = "partial"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


class Note(StrEnum):
    """What somebody who checks a quotation must not overlook."""

    NEGATION_LEFT_OUT = "negation_left_out"
    NEGATION_CHANGED = "negation_changed"
    NUMBER_CHANGED = "number_changed"
    SEVERAL_QUOTES = "several_quotes"
    MERGED = "merged"
    TOO_SHORT = "too_short"


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


class _Comparing:
    def __init__(self, checked: Sequence[Word], passage: Passage) -> None:
        self.passage = passage
        stored = densest(passage.words, checked, LONGEST_SIDE)
        self.checked = join_compounds(checked, [each.word for each in stored])
        self.stored = join_stored(stored, checked)
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
        altered = merged or any(gap.kind in ALTERING for gap in self.gaps)
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
            runs=tuple(span_of([self.checked[place] for place in run]) for run in runs),
        )

    def _find_gaps(self) -> None:
        (first, first_stored), (last, last_stored) = self.matches[0], self.matches[-1]
        before, after = self._quote_around(first_stored)[0], self._quote_around(last_stored)[1]
        leading, trailing = self.checked[:first], self.checked[last + 1 :]
        # A word changed at the edge stands where a word of the quote does; a longer stretch was rather put there.
        taken = _edge(leading, before)
        opening = Gap(leading, before[len(before) - taken :], has_ellipsis=False)
        self.cut_before = before[: len(before) - taken]
        taken = _edge(trailing, after)
        closing = Gap(trailing, after[:taken], has_ellipsis=False)
        self.cut_after = after[taken:]
        self.gaps = [opening]
        for (place, stored), (next_place, next_stored) in pairwise(self.matches):
            has_ellipsis = any(word.ellipsis_after for word in self.checked[place:next_place])
            between = [
                self.stored[other]
                for other in range(stored + 1, next_stored)
                if not self._is_reporting_word(other)
            ]
            self.gaps.append(Gap(self.checked[place + 1 : next_place], between, has_ellipsis))
        self.gaps.append(closing)

    def _quote_around(self, place: int) -> tuple[list[StoredWord], list[StoredWord]]:
        """The words of the same quote before and after a place; words left out of it only where it is such a one."""
        this = self.stored[place]
        before, after = (
            [
                each
                for each in (self.stored[other] for other in side if not self._is_reporting_word(other))
                if each.quote_id == this.quote_id and (each.is_stored or not this.is_stored)
            ]
            for side in (range(place), range(place + 1, len(self.stored)))
        )
        return before, after

    def _is_reporting_word(self, place: int) -> bool:
        """Whether it is the "that" an indirect quote begins with, which nobody said."""
        this = self.stored[place]
        begins = place == 0 or self.stored[place - 1].quote_id != this.quote_id
        is_direct = self.passage.types[this.quote_id] == "direct"
        return begins and this.word.key == "that" and not this.in_marks and not is_direct

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
        altered = sum(max(len(gap.checked), len(gap.stored)) for gap in self.gaps if gap.kind in ALTERING)
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
            if gap.kind in ALTERING:
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
        yield from in_pieces(Kind.CUT, (), self.cut_before)
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
        yield from in_pieces(Kind.CUT, (), self.cut_after)

    def _equal_differences(self, run: Sequence[tuple[int, int]]) -> Iterator[Difference]:
        for _, group in groupby(run, lambda match: self.stored[match[1]].piece):
            pairs = list(group)
            words = [self.checked[place] for place, _ in pairs]
            stored = [self.stored[place].word for _, place in pairs]
            yield Difference(Kind.EQUAL, span_of(words), span_of(stored))

    def _gap_differences(self, gap: Gap) -> Iterator[Difference]:
        if gap.kind is not None:
            yield from in_pieces(gap.kind, gap.checked, gap.stored)


def _edge(checked: Sequence[Word], stored: Sequence[StoredWord]) -> int:
    plain = sum(not word.bracketed for word in checked)
    return min(plain, len(stored)) if plain <= _LONGEST_CHANGED_EDGE else 0
