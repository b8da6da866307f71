"""Which quotes are one: those with the fullest wording, and with what is the fullest with clauses left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.grouping.wordings import Token, Wording
from services.statements import SAME_STATEMENT

MOST_WORDINGS = 200
"""Of so many wordings that hang together nothing is taken for the same but equal words: something is odd there."""
MOST_STEPS = 500_000
"""Of wordings that take more steps to compare nothing is either: about a second's work, in which nobody else writes."""
MOST_STEPS_AT_ONCE = 2_000_000
"""When so many were taken for one article, what is left of it has equal words only, until it is looked at again."""
_MOST_IN_PLACE_OF_BRACKETS = 3

Wordings = Mapping[int, Collection[Wording]]
"""By their numbers: of each every shape in which it is carried."""


@dataclass(frozen=True, slots=True)
class CarriedQuote:
    """An active quote, the number of its wording, and when it was published."""

    quote_id: int
    wording: int
    said_at: datetime | None


class Comparisons:
    """Which wordings cover which, each two worked out once."""

    def __init__(self) -> None:
        self.steps = 0
        """How many the comparisons took that were asked for, those known already included."""
        self.steps_taken = 0
        """How many were really taken."""
        self._known: dict[tuple[int, int], tuple[bool, int]] = {}

    def hang_together(self, some: Collection[Wording], others: Collection[Wording]) -> bool:
        """Whether one of two wordings, each in all its shapes, covers the other."""
        # All are compared, so that the order of shapes plays no part in the number of steps.
        found = [(self.covers(one, other), self.covers(other, one)) for one in some for other in others]
        return any(any(both) for both in found)

    def is_fuller(self, some: Collection[Wording], others: Collection[Wording]) -> bool:
        """Whether one covers the other; where each does, as brackets may stand for nothing, it is the one with less of them."""
        found = [
            self.covers(one, other) and (one.bracketed < other.bracketed or not self.covers(other, one))
            for one in some
            for other in others
        ]
        return any(found)

    def covers(self, longer: Wording, shorter: Wording) -> bool:
        """`covers`; False where it takes more than `MOST_STEPS`."""
        if not _may_cover(longer, shorter):
            self.steps += 1
            return False
        shapes = longer.shape, shorter.shape
        if shapes not in self._known:
            self._known[shapes] = _compare(longer, shorter)
            self.steps_taken += self._known[shapes][1]
        found, steps = self._known[shapes]
        self.steps += steps
        return found


def form_groups(
    wordings: Wordings,
    quotes: Iterable[CarriedQuote],
    comparisons: Comparisons | None = None,
    *,
    only_equal: bool = False,
) -> list[list[CarriedQuote]]:
    """The groups of two or more, the first published first in each, those without a date last.

    `wordings` are all that hang together with one of them, and `quotes` all that have one of them. What comes again
    more than SAME_STATEMENT after a group's first was said again; a quote without a date belongs to the first group
    with one. The order in which anything is given plays no part. With `only_equal` no wording belongs to another.
    """
    fullest = {} if only_equal else _fullest(wordings, comparisons or Comparisons())
    families: dict[int, list[CarriedQuote]] = {}
    for quote in sorted(quotes, key=by_publication):
        families.setdefault(fullest.get(quote.wording, quote.wording), []).append(quote)
    groups = [group for family in families.values() for group in _at_one_time(family)]
    return [group for group in groups if len(group) > 1]


def by_publication(quote: CarriedQuote) -> tuple[bool, float, int]:
    """What quotes are sorted by from the first published to the last, those without a date after all others."""
    moment = quote.said_at
    return moment is None, 0.0 if moment is None else moment.timestamp(), quote.quote_id


def covers(longer: Wording, shorter: Wording) -> bool:
    """Whether the shorter is the longer with clauses left out, and at most a third of the telling words.

    A clause ends where the longer has a mark or bracket; the first is never left out, since it may say whose the rest is
    ("My rival claims: …"), nor one with a number, negation, name or a word that turns what is said. All else is the same, but square brackets in the shorter may stand for nothing or for up to
    three words none of which is telling ("[The bridge] stays shut" for "It stays shut").
    """
    return Comparisons().covers(longer, shorter)


def _may_cover(longer: Wording, shorter: Wording) -> bool:
    """Whether it is worth comparing them word by word."""
    if not (longer.may_vary and shorter.may_vary):
        return False
    if (longer.speaker_id, longer.type) != (shorter.speaker_id, shorter.type):
        return False
    return shorter.telling <= longer.telling and 3 * len(shorter.telling) >= 2 * len(longer.telling)


def _compare(longer: Wording, shorter: Wording) -> tuple[bool, int]:
    """Whether it covers the other, and in how many steps that was found out."""
    brackets = _brackets(shorter.tokens)
    reached = {0}
    steps = 1
    for number, clause in enumerate(longer.clauses):
        stays = number == 0 or any(token.is_kept for token in clause)
        following, taken = _places_after(shorter.tokens, brackets, reached, clause)
        reached = following if stays else following | reached
        steps += taken
        if not reached or steps > MOST_STEPS:
            return False, steps
    return len(shorter.tokens) in reached, steps


def _fullest(wordings: Wordings, comparisons: Comparisons) -> dict[int, int]:
    """To which wording each belongs: to itself, or to the one that has it and that no other has.

    What two such have belongs to neither: it may have been said in either place. Empty where it is too much to tell.
    """
    if len(wordings) > MOST_WORDINGS:
        return {}
    above: dict[int, list[int]] = {}
    before = comparisons.steps
    for number, shapes in wordings.items():
        others = [other for other in wordings if other != number]
        above[number] = [other for other in others if comparisons.is_fuller(wordings[other], shapes)]
        if comparisons.steps - before > MOST_STEPS:
            return {}
    belongs = {}
    for number, having in above.items():
        full = [other for other in having if not above[other]]
        belongs[number] = full[0] if len(full) == 1 else number
    return belongs


def _places_after(
    tokens: Sequence[Token], brackets: Mapping[int, int], starts: Iterable[int], clause: Sequence[Token]
) -> tuple[set[int], int]:
    """Where the shorter may stand after a clause of the longer, when it stood at one of `starts` before; and the steps."""
    places: set[int] = set()
    seen: set[tuple[int, int]] = set()
    waiting = [(start, 0) for start in starts]
    while waiting:
        place, said = waiting.pop()
        if (place, said) in seen:
            continue
        seen.add((place, said))
        if said == len(clause):
            places.add(place)
        elif place < len(tokens) and _are_equal(tokens[place], clause[said]):
            waiting.append((place + 1, said + 1))
        if place in brackets:
            waiting += [
                (brackets[place], said + count)
                for count in range(min(_MOST_IN_PLACE_OF_BRACKETS, len(clause) - said) + 1)
                if all(_may_be_replaced(token) for token in clause[said : said + count])
            ]
    return places, len(seen)


def _are_equal(own: Token, other: Token) -> bool:
    # What an editor put in brackets is not what the speaker said; the other way round it may be a reminder of it.
    return own.key == other.key and (own.is_bracketed or not other.is_bracketed)


def _may_be_replaced(token: Token) -> bool:
    return not (token.is_kept or token.is_telling or token.is_bracketed)


def _brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """Where words in brackets begin and end that may stand for others."""
    found: dict[int, int] = {}
    start: int | None = None
    for place, token in enumerate([*tokens, None]):
        if token is not None and token.is_bracketed:
            start = place if start is None else start
        elif start is not None:
            if not any(each.is_kept for each in tokens[start:place]):
                found[start] = place
            start = None
    return found


def _at_one_time(family: Sequence[CarriedQuote]) -> Iterator[list[CarriedQuote]]:
    groups: list[list[CarriedQuote]] = []
    for quote in family:
        first = groups[-1][0].said_at if groups else None
        if quote.said_at is None and groups:
            groups[0].append(quote)
        elif first is not None and quote.said_at is not None and quote.said_at - first <= SAME_STATEMENT:
            groups[-1].append(quote)
        else:
            groups.append([quote])
    yield from groups
