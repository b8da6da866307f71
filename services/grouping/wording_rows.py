"""The stored wordings: written for quotes, and found for other wordings that they may be one with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from models import Quote, QuoteState, QuoteWording, WordingKey
from services.grouping.families import MOST_STEPS, MOST_STEPS_AT_ONCE, MOST_WORDINGS, Comparisons
from services.grouping.wordings import Wording, read_wording

_AT_ONCE = 500
"""SQLite takes 32,766 parameters, and a speaker may have more quotes."""
_MOST_COMPARED = 1_000
"""Of more wordings with the same rare word only so many are compared with a quote."""
_COLUMNS = ("speaker_id", "wording", "shape", "said_at")


class HangingWordings(NamedTuple):
    """Wordings that hang together, each in all its shapes."""

    wordings: dict[int, list[Wording]]
    only_equal: bool
    """Whether they are too many, or take too long to compare, for one to be another with clauses left out."""
    are_all: bool
    """Whether no other hangs together with them."""


class WordingGraph:
    """The wordings that hang together: each with its shapes, and which of them covers which."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shapes: dict[int, list[Wording]] = {}
        self._beside: dict[int, tuple[frozenset[int], int]] = {}
        self._endless: set[int] = set()
        self.comparisons = Comparisons()

    def around(self, number: int) -> HangingWordings:
        """A wording and all that hang together with it, directly or by others. Empty when no quote has the wording.

        Of those that take much longer to compare than `MOST_STEPS`, some. Where one begins plays no part in whether only
        equal words are one, but for what is left after `MOST_STEPS_AT_ONCE`.
        """
        self._load_shapes([number])
        found = {number: self._shapes[number]} if self._shapes[number] else {}
        waiting = list(found)
        steps = 0
        # Further than to where it is too much: what was grouped while it was not should be found too.
        while waiting and steps <= 2 * MOST_STEPS and self._endless.isdisjoint(found):
            if self.comparisons.steps_taken > MOST_STEPS_AT_ONCE:
                return HangingWordings(found, only_equal=True, are_all=False)
            others, taken = self._neighbours(waiting.pop())
            steps += taken
            for other in sorted(others - found.keys()):
                found[other] = self._shapes[other]
                waiting.append(other)
        if waiting:
            self._endless.update(found)
        too_much = len(found) > MOST_WORDINGS or steps > MOST_STEPS
        return HangingWordings(found, only_equal=too_much or bool(waiting), are_all=not waiting)

    def _neighbours(self, number: int) -> tuple[frozenset[int], int]:
        """What hangs together with a wording directly, and in how many steps that was found out."""
        if number not in self._beside:
            others = wordings_sharing_keys(self._session, number)
            self._load_shapes(others)
            before = self.comparisons.steps
            hanging = frozenset(
                other
                for other in others
                if self.comparisons.hang_together(self._shapes[number], self._shapes[other])
            )
            self._beside[number] = hanging, self.comparisons.steps - before
        return self._beside[number]

    def _load_shapes(self, numbers: Iterable[int]) -> None:
        for some in in_pieces([number for number in numbers if number not in self._shapes]):
            self._shapes.update((number, []) for number in some)
            one_of_each = (
                select(func.min(QuoteWording.quote_id))
                .where(QuoteWording.wording.in_(some))
                .group_by(QuoteWording.wording, QuoteWording.shape)
            )
            texts = select(Quote.speaker_id, Quote.type, Quote.text).where(Quote.id.in_(one_of_each))
            for speaker_id, kind, text in self._session.execute(texts):
                wording = read_wording(speaker_id, kind, text)
                if wording is not None:
                    self._shapes[wording.number].append(wording)


def wordings_sharing_keys(session: Session, number: int) -> list[int]:
    """Other wordings of which one may be this one with clauses more or less."""
    own, other = aliased(WordingKey), aliased(WordingKey)
    sharing = (
        select(other.wording)
        .join(own, own.key == other.key)
        .where(own.wording == number, other.wording != number, or_(own.is_first, other.is_first))
        .distinct()
        .order_by(other.wording)
        .limit(_MOST_COMPARED)
    )
    return list(session.scalars(sharing))


def write_wordings(session: Session, quote_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Write what the quotes say now, in no group yet where that is something else than before.

    Answers the wordings whose groups may be others by that, and the groups that quotes were taken from.
    """
    now = _read_quotes(session, quote_ids)
    before = _stored(session, quote_ids)
    changed = [number for number in quote_ids if before.get(number) != _row(now.get(number))]
    if not changed:
        return set(), set()
    left: set[int] = {before[number]["wording"] for number in changed if number in before}
    come = [now[number] for number in changed if number in now]
    # Before their keys may go: what hung together by a wording that nobody has any more does not any longer.
    beside = {other for number in left for other in wordings_sharing_keys(session, number)}
    grouped = select(QuoteWording.group_id).where(
        QuoteWording.quote_id.in_(changed), QuoteWording.group_id.is_not(None)
    )
    groups = {number for number in session.scalars(grouped.distinct()) if number is not None}
    session.execute(delete(QuoteWording).where(QuoteWording.quote_id.in_(changed)))
    if come:
        rows = [{"quote_id": number, **now[number][1]} for number in changed if number in now]
        session.execute(insert(QuoteWording), rows)
    _write_keys(session, [wording for wording, _ in come])
    _drop_keys(session, left)
    return left | beside | {wording.number for wording, _ in come}, groups


def in_pieces(numbers: Iterable[int]) -> Iterator[list[int]]:
    """As many numbers at a time as a statement takes."""
    waiting = iter(numbers)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some


_Read = tuple[Wording, dict[str, Any]]
"""A wording, and what its quote's row says but for the group."""


def _read_quotes(session: Session, quote_ids: Collection[int]) -> dict[int, _Read]:
    quotes = select(Quote.id, Quote.speaker_id, Quote.type, Quote.text, Quote.said_at).where(
        Quote.id.in_(quote_ids), Quote.state == QuoteState.ACTIVE
    )
    found: dict[int, _Read] = {}
    for number, speaker_id, kind, text, said_at in session.execute(quotes):
        wording = read_wording(speaker_id, kind, text)
        if wording is not None:
            values = (speaker_id, wording.number, wording.shape, said_at)
            found[number] = wording, dict(zip(_COLUMNS, values, strict=True))
    return found


def _row(read: _Read | None) -> dict[str, Any] | None:
    return None if read is None else read[1]


def _stored(session: Session, quote_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    columns = [getattr(QuoteWording, name) for name in _COLUMNS]
    rows = session.execute(
        select(QuoteWording.quote_id, *columns).where(QuoteWording.quote_id.in_(quote_ids))
    )
    return {number: dict(zip(_COLUMNS, values, strict=True)) for number, *values in rows}


def _write_keys(session: Session, wordings: Iterable[Wording]) -> None:
    wanted: dict[tuple[int, int], bool] = {}
    for wording in wordings:
        for place, key in enumerate(wording.keys()):
            # Another shape of the wording may have other words in brackets, and so another first.
            wanted[key, wording.number] = wanted.get((key, wording.number), False) or place == 0
    for some in in_pieces(dict.fromkeys(number for _, number in wanted)):
        rows = select(WordingKey.key, WordingKey.wording, WordingKey.is_first)
        stored = {
            (key, number): is_first
            for key, number, is_first in session.execute(rows.where(WordingKey.wording.in_(some)))
        }
        own = set(some)
        new = [
            {"key": key, "wording": number, "is_first": is_first}
            for (key, number), is_first in wanted.items()
            if number in own and (key, number) not in stored
        ]
        if new:
            session.execute(insert(WordingKey), new)
        risen = [pair for pair, is_first in stored.items() if wanted.get(pair) and not is_first]
        for key, number in risen:
            this = and_(WordingKey.key == key, WordingKey.wording == number)
            session.execute(update(WordingKey).where(this).values(is_first=True))


def _drop_keys(session: Session, numbers: Iterable[int]) -> None:
    for some in in_pieces(numbers):
        carried = set(
            session.scalars(select(QuoteWording.wording).where(QuoteWording.wording.in_(some)).distinct())
        )
        gone = [number for number in some if number not in carried]
        if gone:
            session.execute(delete(WordingKey).where(WordingKey.wording.in_(gone)))
