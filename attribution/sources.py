"""The words next to a cue that name who said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from attribution.clauses import Unit
from attribution.cues import cue_word
from attribution.lexicon.clause_words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CLAUSE_MARKS,
    DATES,
    DETERMINERS,
    OPENERS,
    PAST_VERBS,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    RELATIVES,
    SUBORDINATORS,
)

SourceKind = Literal["pronoun", "name", "nominal", "relative", "subject", "none"]

# Longer stretches before a cue are no noun phrase any more; the limit also keeps every walk constant.
_LONGEST_PHRASE = 16
_LONGEST_ASIDE = 45
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Source:
    """Units `[first, last)` of a clause that name a speaker, and how they do."""

    first: int
    last: int
    kind: SourceKind


def verb_phrase_start(clause: Sequence[Unit], cue: int) -> int:
    """First unit of the verb phrase a cue heads: its auxiliaries and adverbs belong to it ("has also said")."""
    first = cue
    while first > 0 and cue - first < _LONGEST_PHRASE and _modifies_verb(clause[first - 1]):
        first -= 1
    # An adverb that opens the clause is not the verb's ("Now, …").
    return first


def _modifies_verb(unit: Unit) -> bool:
    word = unit.word
    if word in AUXILIARIES or word in ADVERBS:
        return True
    return word.endswith("ly") and not unit.capital and len(word) > 4


def source_before(clause: Sequence[Unit], verb: int, cue_form: str) -> Source | None:
    """The phrase that ends right before the verb phrase starting at unit `verb`, or None.

    Kind `subject` means the verb shares the subject of the clause ("She rose and said …").
    """
    end = verb
    if end == 0:
        return None
    last = clause[end - 1]
    if last.region is not None:
        return None
    if last.word in PRONOUNS:
        return Source(end - 1, end, "pronoun")
    if last.word in ARTICLES:
        # The cue is a noun ("with the caption").
        return clause_subject(clause, end)
    if last.word in RELATIVES:
        before = end - 1
        if before > 0 and clause[before - 1].word == ",":
            before -= 1
        phrase = _phrase_ending(clause, before)
        if phrase is None:
            return None
        return Source(_nearest_phrase(clause, phrase), phrase.last, "relative")
    if last.word in ("and", "but", "or", "then", "to", "while", "when", "before", "after", "by"):
        return clause_subject(clause, end)
    if last.word == "," and cue_form == "ing":
        return clause_subject(clause, end)
    if last.word in (",", "—", "–", "--", ")"):
        return _source_before_aside(clause, end - 1)
    return _phrase_ending(clause, end) or clause_subject(clause, end)


def _nearest_phrase(clause: Sequence[Unit], phrase: Source) -> int:
    # “He was met by a crowd that chanted …”: the pronoun stands for the crowd alone.
    for position in range(phrase.last - 1, phrase.first, -1):
        word = clause[position - 1].word
        if (word in PREPOSITIONS and word not in ("of", "for")) or clause[position].word in ARTICLES:
            return position
    return phrase.first


def _source_before_aside(clause: Sequence[Unit], closing: int) -> Source | None:
    """The phrase before the apposition, age or clause that the mark at unit `closing` ends."""
    opens = "(" if clause[closing].word == ")" else clause[closing].word
    after = closing
    for position in range(closing - 1, max(0, closing - _LONGEST_ASIDE), -1):
        if clause[position].word != opens:
            continue
        phrase = _phrase_ending(clause, position)
        inside = clause[position + 1 : after]
        after = position
        if phrase is None:
            continue
        if phrase.first > 0 and clause[phrase.first - 1].word in PREPOSITIONS:
            # “Ana Marr, 22, of Ostby, Torland, said”: the place is part of the aside.
            continue
        if phrase.kind == "name" or opens != ",":
            return phrase
        if inside and len(inside) <= _LONGEST_NAME and all(unit.capital for unit in inside):
            # “Her adviser, Ana Marr, said”
            return Source(phrase.first, closing, "name")
        if clause[phrase.first].word in DETERMINERS or phrase.first == 0:
            return phrase
    return None


def clause_subject(clause: Sequence[Unit], limit: int) -> Source | None:
    """The first noun phrase of the clause's main part, before unit `limit`, as kind `subject`."""
    position = 0
    while position < limit and _leads_in(clause[position]):
        position += 1
    if position < limit and clause[position].word in OPENERS:
        while position < limit and clause[position].word != ",":
            position += 1
        position += 1
    start = position
    named = False
    while position < limit and position - start < _LONGEST_PHRASE:
        unit = clause[position]
        if unit.region is not None or unit.word in CLAUSE_MARKS:
            break
        if unit.word in PRONOUNS:
            return Source(position, position + 1, "subject") if position == start else None
        if unit.word in AUXILIARIES and unit.word != "'s":
            break
        if unit.capital and position > start:
            named = True
        elif (named and unit.word not in ("of", "the", "and", "for", "'s")) or (
            position > start and (unit.word in SUBORDINATORS or cue_word(unit.word))
        ):
            break
        position += 1
    if position == start or not (named or clause[start].capital or clause[start].word in DETERMINERS):
        return None
    while position > start + 1 and clause[position - 1].word in ("of", "the", "and", "for", "'s"):
        position -= 1
    return Source(start, position, "subject")


def _leads_in(unit: Unit) -> bool:
    word = unit.word
    return word in ADVERBS or word in ("but", "and", "so", "yet", "then", "meanwhile", "(", ",", "-", "—")


def _phrase_ending(clause: Sequence[Unit], end: int) -> Source | None:
    """The noun phrase whose last unit is `end - 1`."""
    while end > 0 and clause[end - 1].word in DATES:
        end -= 1
    if end > 1 and clause[end - 1].word == ")":
        opening = next((at for at in range(end - 2, max(0, end - 8), -1) if clause[at].word == "("), end)
        end = opening
    first = end
    while first > 0 and end - first < _LONGEST_PHRASE:
        unit = clause[first - 1]
        word = unit.word
        if unit.region is not None or word in CLAUSE_MARKS or word in SUBORDINATORS:
            break
        if word in AUXILIARIES and word != "'s" and not unit.capital:
            break
        if word in PRONOUNS:
            break
        if word == "and" and not _coordinates(clause, first - 1):
            break
        if first < end and _is_verb_before(unit, clause[first]):
            break
        first -= 1
    while first < end and (
        clause[first].word in PREPOSITIONS
        or clause[first].word in DATES
        or clause[first].word in ADVERBS
        or clause[first].word in ("and", "or", "'s", ".", "-")
    ):
        if clause[first].word in PREPOSITIONS:
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
    named = any(clause[position].capital for position in range(first if first else 1, end)) or (
        first == 0 and clause[0].capital and clause[0].word not in DETERMINERS
    )
    return Source(first, end, "name" if named else "nominal")


def _coordinates(clause: Sequence[Unit], conjunction: int) -> bool:
    if conjunction == 0:
        return False
    return clause[conjunction + 1].capital and clause[conjunction - 1].capital


def _is_verb_before(unit: Unit, follower: Unit) -> bool:
    if unit.capital:
        return False
    if unit.word in PAST_VERBS:
        return True
    if not unit.word.endswith(("ed", "ing")):
        return False
    return follower.capital or follower.word in DETERMINERS or follower.word in PREPOSITIONS


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


def source_after(clause: Sequence[Unit], start: int) -> Source | None:
    """The noun phrase that starts at unit `start` ("said Mara Velden, the minister"), or None."""
    if start >= len(clause):
        return None
    first = clause[start]
    if first.word in PRONOUNS:
        return Source(start, start + 1, "pronoun")
    if first.region is not None or not first.word[0].isalnum():
        return None
    if first.word in PREPOSITIONS or first.word in SUBORDINATORS or first.word in DATES:
        return None
    if not (first.capital or first.word in DETERMINERS or first.word[0].isalpha()):
        return None
    last = start
    named = False
    while last < len(clause) and last - start < _LONGEST_PHRASE:
        unit = clause[last]
        word = unit.word
        if unit.region is not None or word in CLAUSE_MARKS:
            break
        if word in SUBORDINATORS or word in PRONOUNS:
            break
        if word in DATES and clause[last - 1].word not in DETERMINERS:
            break
        if word in PREPOSITIONS and word not in ("of", "for", "from", "with", "in", "at"):
            break
        if word in ("in", "at", "from", "with") and named:
            break
        if word == "and" and last + 1 < len(clause) and not clause[last + 1].capital:
            break
        if word in AUXILIARIES and word != "'s" and not unit.capital:
            break
        named = named or (unit.capital and last >= start)
        last += 1
    while last > start and clause[last - 1].word in (
        "of",
        "for",
        "and",
        "'s",
        "in",
        "at",
        "from",
        "with",
        ".",
    ):
        last -= 1
    if last == start:
        return None
    return Source(start, last, "name" if named else "nominal")
