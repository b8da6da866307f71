"""Noun phrases read backwards from where they end: what stands before a cue may name who said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from attribution.lexicon.clause_words import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_MARKS,
    DATES,
    DETERMINERS,
    NEVER_SOURCES,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    SUBORDINATORS,
)
from attribution.tagging.clauses import Unit
from attribution.tagging.verb_phrases import is_participle_before, is_verb_before

SourceKind = Literal["pronoun", "name", "nominal", "relative", "subject", "none"]

# Longer stretches before a cue are no noun phrase any more; the limit also keeps every walk constant.
LONGEST_PHRASE = 16
_BEFORE_DATES = frozenset(("on", "last", "late", "early", "this"))


@dataclass(frozen=True, slots=True)
class Source:
    """Units `[first, last)` of a clause that name a speaker, and how they do."""

    first: int
    last: int
    kind: SourceKind


def phrase_ending(clause: Sequence[Unit], end: int, *, nested: bool = False) -> Source | None:
    """The noun phrase whose last unit is `end - 1`; `nested` when a participle follows it."""
    end = before_date(clause, end)
    if end > 1 and clause[end - 1].word == ")":
        opening = next((at for at in range(end - 2, max(0, end - 8), -1) if clause[at].word == "("), end)
        end = opening
    first = end
    while first > 0 and end - first < LONGEST_PHRASE:
        unit = clause[first - 1]
        word = unit.word
        if unit.region is not None or word in CLAUSE_MARKS or word in SUBORDINATORS:
            break
        if word in AUXILIARIES and word != "'s" and not unit.capital:
            break
        if word in PRONOUNS and not (word == "one" and first < end):
            break
        if first < end and is_participle_before(clause, first - 1):
            # “The family of a man killed in the market have said”: the market is no subject.
            whole = None if nested else phrase_ending(clause, first - 1, nested=True)
            if whole is not None and end - whole.first <= LONGEST_PHRASE:
                return Source(whole.first, max(end, whole.last), whole.kind)
            break
        if word == "and" and not _coordinates(clause, first - 1):
            break
        if first < end and is_verb_before(unit, clause[first]):
            break
        first -= 1
    while first < end and (
        is_preposition(clause, first)
        or clause[first].word in DATES
        or clause[first].word in ADVERBS
        or clause[first].word in ("and", "or", "'s", ".", "-")
    ):
        if is_preposition(clause, first):
            first = _after_prepositional_phrase(clause, first, end)
        else:
            first += 1
    if first >= end:
        return None
    head = clause[end - 1]
    if head.word in PREPOSITIONS or (head.word in DETERMINERS and head.word not in QUANTITIES):
        return None
    if not (head.word[0].isalnum() or head.word in ("'s", ".")):
        return None
    if clause[first].word in NEVER_SOURCES and not (first + 1 < end and clause[first + 1].capital):
        return None
    named = any(clause[position].capital for position in range(first if first else 1, end)) or (
        first == 0 and clause[0].capital and clause[0].word not in DETERMINERS
    )
    return Source(first, end, "name" if named else "nominal")


def before_date(clause: Sequence[Unit], end: int) -> int:
    """Where the phrase ends that a date may follow ("the ministry last week", "Velden on Monday")."""
    start = end
    while start > 0 and clause[start - 1].word in DATES:
        start -= 1
    while 0 < start < end and clause[start - 1].word in _BEFORE_DATES:
        start -= 1
    return start


def is_preposition(clause: Sequence[Unit], position: int) -> bool:
    """Whether the unit is a preposition and not the first name Per."""
    unit = clause[position]
    named = (
        unit.capital and unit.word == "per" and position + 1 < len(clause) and clause[position + 1].capital
    )
    return unit.word in PREPOSITIONS and not named


def _coordinates(clause: Sequence[Unit], conjunction: int) -> bool:
    if conjunction == 0:
        return False
    return clause[conjunction + 1].capital and clause[conjunction - 1].capital


def _after_prepositional_phrase(clause: Sequence[Unit], first: int, end: int) -> int:
    # “On Thursday the ministry said”: the phrase starts at the next determiner or at the last run of names.
    for position in range(first + 2, end):
        if clause[position].word in DETERMINERS:
            return position
        if clause[position - 1].word in DATES:
            return position
    position = end
    while position > first + 1 and clause[position - 1].capital:
        position -= 1
    return position if position < end else first + 1
