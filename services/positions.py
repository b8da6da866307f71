"""Where a speaker stands toward a target, worked out from dated statements. docs/positions.md has the definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from services.statements import Statement

Label = Literal["favor", "against", "neutral", "mixed"]
POSITIONS: Final[tuple[Label, ...]] = ("favor", "against", "neutral", "mixed")
Period = Literal["month", "day"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What counts: sides at least this sure, and how close together two of them contradict each other."""

    least_confidence: float = 0.5
    """In [0, 1]: from one half on, a side is likelier right than wrong."""
    window: timedelta = timedelta(days=30)

    def sides(self, statements: Sequence[Statement]) -> list[Statement]:
        """The statements that surely enough take a side."""
        return [statement for statement in statements if statement.takes_side(self.least_confidence)]


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands: never without the statements that say so, newest first.

    `as_of` is the date of the newest of them, None where none has one. `newer_neutral` is how many later statements
    take no side.
    """

    label: Label
    as_of: datetime | None
    statements: tuple[Statement, ...]
    newer_neutral: int


@dataclass(frozen=True, slots=True)
class Shift:
    """From one side to the other: the last statement on the old side, and the first after it on the new one."""

    before: Statement
    after: Statement


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements on opposite sides, close together or in one article; `first` is the earlier one."""

    first: Statement
    second: Statement

    @property
    def is_in_one_article(self) -> bool:
        """Whether one article has both."""
        return not self.first.article_ids.isdisjoint(self.second.article_ids)


@dataclass(frozen=True, slots=True)
class Point:
    """The statements of one month ("2025-03") or day ("2025-03-27") in UTC, oldest first."""

    period: str
    statements: tuple[Statement, ...]


def current_position(statements: Sequence[Statement], measure: Measure) -> Position | None:
    """Where the statements leave the speaker; None without any. They are in the order of `merge_statements`.

    The newest statement that takes a side decides, with those at most a window before it: all on one side are that
    side, else `mixed`. Without any side it is `neutral`. Statements without a date count only where none has one.
    """
    dated = [statement for statement in statements if statement.said_at is not None]
    basis = dated or list(statements)
    if not basis:
        return None
    sides = measure.sides(basis)
    newest = (sides or basis)[-1]
    recent = [one for one in sides or basis if _is_within(one, newest, measure.window)]
    labels = {statement.label for statement in recent} if sides else {"neutral"}
    newer = sum(1 for one in basis if sides and _is_later(one, newest) and one.label == "neutral")
    return Position(_label(labels), newest.said_at, tuple(reversed(recent)), newer)


def find_shifts(statements: Sequence[Statement], measure: Measure) -> list[Shift]:
    """Where the position went from one side to the other, at once or through `mixed`; oldest first.

    The position is worked out anew at each dated statement that takes a side, from those up to it. So a side that was
    taken back within a window makes no shift.
    """
    sides = [one for one in measure.sides(statements) if one.said_at is not None]
    shifts = []
    held: str | None = None
    start = 0
    within: Counter[str] = Counter()
    last: dict[str, int] = {}
    for number, statement in enumerate(sides):
        within[statement.label] += 1
        last[statement.label] = number
        while not _is_within(sides[start], statement, measure.window):
            within[sides[start].label] -= 1
            start += 1
        label = statement.label
        if within[_opposite(label)]:
            continue
        if held is not None and held != label:
            left = last[held]
            shifts.append(Shift(sides[left], next(one for one in sides[left + 1 :] if one.label == label)))
        held = label
    return shifts


def find_contradictions(statements: Sequence[Statement], measure: Measure) -> list[Contradiction]:
    """Each statement with the latest before it on the other side, if that is within a window; oldest first.

    Of statements without a date, those in one article.
    """
    found = []
    latest: dict[str, Statement] = {}
    for statement in measure.sides(statements):
        other = latest.get(_opposite(statement.label))
        if (
            other is not None
            and statement.said_at is not None
            and _is_within(other, statement, measure.window)
        ):
            found.append(Contradiction(other, statement))
        latest[statement.label] = statement
    return [*found, *_undated_contradictions(measure.sides(statements))]


def _undated_contradictions(sides: Sequence[Statement]) -> Iterator[Contradiction]:
    latest: dict[tuple[int, str], Statement] = {}
    for statement in sides:
        others = [
            latest.get((article, _opposite(statement.label))) for article in sorted(statement.article_ids)
        ]
        other = next((one for one in others if one is not None), None)
        if other is not None and statement.said_at is None:
            yield Contradiction(other, statement)
        latest.update({(article, statement.label): statement for article in statement.article_ids})


def gather_points(statements: Sequence[Statement], period: Period) -> list[Point]:
    """The dated statements by month or day, oldest first."""
    length = {"month": 7, "day": 10}[period]
    points: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.said_at is not None:
            points.setdefault(statement.said_at.isoformat()[:length], []).append(statement)
    return [Point(name, tuple(group)) for name, group in points.items()]


def count_labels(statements: Sequence[Statement], measure: Measure) -> dict[str, int]:
    """How many statements have each label; sides that are not sure enough are counted as `unsure`."""
    counts = {"favor": 0, "against": 0, "neutral": 0, "unsure": 0}
    for statement in statements:
        is_unsure = statement.label != "neutral" and not statement.is_sure(measure.least_confidence)
        counts["unsure" if is_unsure else statement.label] += 1
    return counts


def _is_within(earlier: Statement, later: Statement, window: timedelta) -> bool:
    if earlier.said_at is None or later.said_at is None:
        return earlier.said_at is later.said_at
    return later.said_at - earlier.said_at <= window


def _is_later(one: Statement, other: Statement) -> bool:
    return one.said_at is not None and other.said_at is not None and one.said_at > other.said_at


def _label(labels: set[str]) -> Label:
    if len(labels) > 1:
        return "mixed"
    return next(label for label in POSITIONS if label in labels)


def _opposite(label: str) -> str:
    return "against" if label == "favor" else "favor"
