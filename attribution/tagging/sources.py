"""The words next to a cue that name who said it."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon.clause_words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CLAUSE_MARKS,
    DATES,
    DETERMINERS,
    NEVER_SOURCES,
    OPENERS,
    PAST_VERBS,
    PLACE_MODIFIERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from attribution.lexicon.function_words import NAME_PARTICLES
from attribution.tagging.clauses import Unit
from attribution.tagging.cues import cue_word
from attribution.tagging.source_phrases import LONGEST_PHRASE, Source, is_preposition, phrase_ending
from attribution.tagging.verb_phrases import (
    is_governing_verb,
    verb_phrase_start,
)

_LONGEST_ASIDE = 45
_LONGEST_NAME = 5


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
        phrase = phrase_ending(clause, before)
        if phrase is None:
            return None
        return Source(_nearest_phrase(clause, phrase), phrase.last, "relative")
    if last.word in ("and", "but", "or", "then", "to", "while", "when", "before", "after", "by"):
        return clause_subject(clause, end)
    if last.word == "," and cue_form == "ing":
        return clause_subject(clause, end)
    if last.word in (",", "—", "–", "--", ")"):
        return _source_before_aside(clause, end - 1)
    phrase = phrase_ending(clause, end)
    if phrase is not None and _is_object(clause, phrase, cue_form):
        # The cue is a noun ("issued a stern warning").
        return clause_subject(clause, end)
    if is_governing_verb(clause, end - 1):
        start = verb_phrase_start(clause, end - 1)
        if start and is_governing_verb(clause, start - 1):
            # One verb governs a cue; a longer chain is no sentence, and following it would cost much.
            return clause_subject(clause, end)
        return source_before(clause, start, "ed")
    return phrase or clause_subject(clause, end)


def _is_object(clause: Sequence[Unit], phrase: Source, cue_form: str) -> bool:
    """Whether a verb right before the phrase has it and the cue as its object."""
    if cue_form not in ("ing", "base") or not phrase.first or clause[phrase.first].word not in ("a", "an"):
        return False
    before = clause[phrase.first - 1]
    return not before.capital and (before.word.endswith("ed") or before.word in PAST_VERBS)


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
        phrase = phrase_ending(clause, position)
        inside = clause[position + 1 : after]
        after = position
        if phrase is None:
            continue
        if phrase.first > 0 and clause[phrase.first - 1].word in PREPOSITIONS:
            # “Ana Marr, 22, of Ostby, Torland, said”: the place is part of the aside.
            continue
        if opens == "," and clause[phrase.first].word in DETERMINERS and _is_full_name(inside):
            # “The member for Ostby, Ana Marr, said”: the capital before the comma is the office's.
            return Source(position + 1 if phrase.kind == "name" else phrase.first, closing, "name")
        if phrase.kind == "name" or opens != ",":
            return phrase
        if inside and len(inside) <= _LONGEST_NAME and all(unit.capital for unit in inside):
            # “Her adviser, Ana Marr, said”
            return Source(phrase.first, closing, "name")
        if clause[phrase.first].word in DETERMINERS or phrase.first == 0:
            return phrase
    return None


def _is_full_name(units: Sequence[Unit]) -> bool:
    """Whether the units are a first name and a surname, and not a place such as New Torland."""
    if not 2 <= len(units) <= _LONGEST_NAME or units[0].word in PLACE_MODIFIERS:
        return False
    edges = units[0].capital and units[-1].capital
    return edges and all(unit.capital or unit.word in NAME_PARTICLES for unit in units)


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
    if position < limit and clause[position].word in NEVER_SOURCES:
        return None
    while position < limit and position - start < LONGEST_PHRASE:
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


def source_after(clause: Sequence[Unit], start: int) -> Source | None:
    """The noun phrase that starts at unit `start` ("said Mara Velden, the minister"), or None."""
    if start >= len(clause):
        return None
    first = clause[start]
    if first.word in PRONOUNS:
        return Source(start, start + 1, "pronoun")
    if first.region is not None or not first.word[0].isalnum():
        return None
    if is_preposition(clause, start) or first.word in SUBORDINATORS or first.word in DATES:
        return None
    if first.word in NEVER_SOURCES:
        return None
    if not (first.capital or first.word in DETERMINERS or first.word[0].isalpha()):
        return None
    last = start
    named = False
    while last < len(clause) and last - start < LONGEST_PHRASE:
        unit = clause[last]
        word = unit.word
        if unit.region is not None or word in CLAUSE_MARKS:
            break
        if word in SUBORDINATORS or word in PRONOUNS:
            break
        if word in DATES and clause[last - 1].word not in DETERMINERS:
            break
        if is_preposition(clause, last) and word not in ("of", "for", "from", "with", "in", "at"):
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
