"""The two wordings of a target, its proposition and the inverse, each with the way its object points toward the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribution.stance.proposition import parse_proposition
from attribution.stance.target_matching import TargetMatcher


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, read once. An attitude to the object that `matcher` finds, times `direction`, is toward the target."""

    direction: int
    is_person: bool
    matcher: TargetMatcher


def read_wordings(proposition: str, inverse: str, terms: Sequence[str]) -> tuple[Wording, ...]:
    """The wordings in which a text may speak of a target: the proposition's, and the inverse's if it adds one.

    An inverse with the proposition's own object and the other direction ("kept", "lifted") finds nothing that the
    proposition does not, so it is left out. One that is read as the same side (`is_same_side`) contradicts the
    proposition wherever it is found.
    """
    first = parse_proposition(proposition)
    own = Wording(first.direction, first.is_person, TargetMatcher(first, terms))
    if not inverse.strip():
        return (own,)
    second = parse_proposition(inverse)
    is_turned = first.direction != second.direction
    if is_turned and first.is_about_object_of(second):
        return (own,)
    # Terms name the proposition's object. What the inverse wants gone is that too, but what it wants instead
    # ("gun freedom" for "gun control") is something else, toward which the same attitude means the other side.
    matcher = TargetMatcher(second, terms if is_turned else ())
    return (own, Wording(-second.direction, second.is_person, matcher))


def is_same_side(proposition: str, inverse: str) -> bool:
    """True if no text can be told to be for one and against the other, so that one cannot serve as the other's inverse.

    It is so for equal texts, and for what differs only in words that have no direction here ("kept", "stored").
    """
    first, second = parse_proposition(proposition), parse_proposition(inverse)
    return first.direction == second.direction and first.is_about_object_of(second)
