"""Whom a relative pronoun takes up: "Ana Roth, the mayor of Lindau, who"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribution.speakers.entities import Entity
from attribution.speakers.mentions import Mention
from attribution.speakers.salience import Occurrence
from attribution.text.document import Document

_COPULAS = (
    "is",
    "was",
    "'s",
    "is not",
    "was not",
    "isn't",
    "wasn't",
    "remains",
    "became",
    "is also",
    "was also",
)
_VIEWS = tuple(
    f"{verb} as" for verb in ("seen", "known", "regarded", "described", "viewed", "is seen", "is known")
)

BESIDE, APPOSED, NEAREST = 0.87, 0.8, 0.7
"""Confidence in the antecedent right before the pronoun, in a name with an apposition, and in the nearest one:
the share right on labelled training articles."""

_LONGEST_PARENTHESIS = 20
"""Characters in parentheses between a name and its pronoun: "Ana Roth (D-Lindau), who"."""


def find_antecedent(
    document: Document, pronoun: Mention, recent: Sequence[Occurrence]
) -> tuple[Entity, float] | None:
    """The person or group (a thing for "which") before the pronoun in its sentence. `recent`: latest first."""
    before = list(_before(pronoun, recent))
    if not before:
        return None
    beside = next((one for one in before if _is_beside(document, one, pronoun)), None)
    if beside is not None and not (beside.prepositional and beside.entity.kind == "person"):
        return beside.entity, BESIDE
    if document.folded[max(0, pronoun.span.start - 2) : pronoun.span.start] == ", ":
        # The comma ends an apposition: in "Ana Roth, a friend of Ivo Marsh, who" she is the one who acts.
        for one in before:
            apposed = document.folded[one.end : one.end + 2] == ", " and one.end + 2 != pronoun.span.start
            if apposed and one.entity.kind == "person" and not one.prepositional:
                return one.entity, APPOSED
    return (beside.entity, BESIDE) if beside is not None else (before[0].entity, NEAREST)


def is_predicate(between: str) -> bool:
    """Whether words between a person and a noun say that the person is it: "was", ", seen as"."""
    words = between.strip(" ,").casefold()
    return words in _COPULAS or words in _VIEWS


def _is_beside(document: Document, occurrence: Occurrence, pronoun: Mention) -> bool:
    between = document.folded[occurrence.end : pronoun.span.start].strip()
    return between in ("", ",", "and", ", and") or _is_parenthesis(between)


def _before(pronoun: Mention, recent: Sequence[Occurrence]) -> Iterator[Occurrence]:
    """Occurrences that agree with the pronoun; never those that only hold another: "Velden's voters, who"."""
    for occurrence in recent:
        if occurrence.sentence != pronoun.sentence:
            return
        personal = occurrence.entity.kind in ("person", "group")
        agrees = pronoun.head == "that" or personal == (pronoun.head != "which")
        if agrees and not (occurrence.possessive and pronoun.head not in ("which", "that")):
            yield occurrence


def _is_parenthesis(between: str) -> bool:
    inside = between.rstrip(",")
    return len(inside) <= _LONGEST_PARENTHESIS and inside[:1] == "(" and inside[-1:] == ")"
