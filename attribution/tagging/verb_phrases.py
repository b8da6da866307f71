"""Which words near a cue are verbs: its own auxiliaries, the verb that governs it, a participle."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon.clause_words import (
    ADVERBS,
    AUXILIARIES,
    CHAINED_VERBS,
    DETERMINERS,
    PAST_VERBS,
    PREPOSITIONS,
)
from attribution.tagging.clauses import Unit

# No verb phrase is longer; the limit keeps every walk constant.
_LONGEST_PHRASE = 16
_SHORTEST_PARTICIPLE = len("bred")


def verb_phrase_start(clause: Sequence[Unit], cue: int) -> int:
    """First unit of the verb phrase a cue heads: its auxiliaries and adverbs belong to it ("has also said")."""
    first = cue
    while first > 0 and cue - first < _LONGEST_PHRASE:
        if not _modifies_verb(clause[first - 1]) and not _is_chained(clause, first, cue):
            break
        first -= 1
    # An adverb that opens the clause is not the verb's ("Now, …").
    return first


def _is_chained(clause: Sequence[Unit], first: int, cue: int) -> bool:
    """Whether the verb phrase goes on before unit `first`: "used to say", "come out to say", "heard shouting"."""
    before = clause[first - 1]
    if before.capital or before.word not in CHAINED_VERBS:
        return False
    if clause[first].word in ("to", "out", "on", "forward"):
        return True
    return (
        first == cue
        and clause[cue].word.endswith("ing")
        and before.word in ("heard", "seen", "filmed", "recorded")
    )


def _modifies_verb(unit: Unit) -> bool:
    word = unit.word
    if word in AUXILIARIES or word in ADVERBS:
        return True
    return word.endswith("ly") and not unit.capital and len(word) > 4


def is_governing_verb(clause: Sequence[Unit], position: int) -> bool:
    """Whether the word before the cue is the verb that governs it ("paid tribute", "declined to say")."""
    unit = clause[position]
    if unit.capital or position == 0:
        return False
    before = clause[position - 1].word
    participle = unit.word.endswith("ed") and len(unit.word) > _SHORTEST_PARTICIPLE
    return (participle or unit.word in PAST_VERBS) and before not in DETERMINERS


def is_participle_before(clause: Sequence[Unit], position: int) -> bool:
    """Whether a participle that describes the noun before it is followed by a preposition ("killed in")."""
    unit = clause[position]
    if unit.capital or position == 0 or clause[position + 1].word not in PREPOSITIONS:
        return False
    return (
        unit.word.endswith("ed")
        and len(unit.word) > _SHORTEST_PARTICIPLE
        and clause[position - 1].word.isalpha()
    )


def is_verb_before(unit: Unit, follower: Unit) -> bool:
    """Whether the unit is a verb that has what follows it as its object or its adverbial."""
    if unit.capital:
        return False
    if unit.word in PAST_VERBS:
        return True
    if not unit.word.endswith(("ed", "ing")):
        return False
    return follower.capital or follower.word in DETERMINERS or follower.word in PREPOSITIONS
