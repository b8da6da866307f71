"""Where one speaker stands, over time, toward one target or each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Quote, QuoteState, Stance, Target
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.positions import (
    Contradiction,
    Measure,
    Period,
    Point,
    Position,
    Shift,
    count_labels,
    current_position,
    find_contradictions,
    find_shifts,
    gather_points,
)
from services.stated_quotes import Details, load_details
from services.statements import Appearance, Statement, load_appearances, merge_statements
from services.validation import invalid

SHOWN_STATEMENTS = 20
"""How many statements of a point, or behind a position, are shown."""
SHOWN_POINTS = 400
"""How many points are shown: the newest. More than thirty years of months."""
SHOWN_PAIRS = 50
"""How many shifts and contradictions are shown: the newest."""


@dataclass(frozen=True, slots=True)
class PositionQuery:
    """What is wanted of positions. `said_after` is inclusive, `said_before` is not; both leave out undated quotes."""

    measure: Measure = field(default_factory=Measure)
    said_after: datetime | None = None
    said_before: datetime | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """On the quotes. Raises InvalidInput for a moment without a time zone."""
        for name, moment in (("said_after", self.said_after), ("said_before", self.said_before)):
            if moment is not None and moment.tzinfo is None:
                raise invalid(name, "needs a time zone, as in 2025-03-27T18:00:00Z.")
        if self.said_after is not None:
            yield Quote.said_at >= self.said_after
        if self.said_before is not None:
            yield Quote.said_at < self.said_before

    def list_name(self, *parts: object) -> str:
        """What a cursor of a list with these filters is made for."""
        packed = repr((parts, self)).encode(errors="replace")
        return "positions:" + hashlib.sha256(packed).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class SpeakerPosition:
    """Where a speaker stands toward one target. Everything but `outdated` is about its wording of today."""

    target: Target
    current: Position | None
    statements: tuple[Statement, ...]
    """With a date, oldest first, then without."""
    counts: dict[str, int]
    shifts: tuple[Shift, ...]
    contradictions: tuple[Contradiction, ...]
    points: tuple[Point, ...]
    outdated: tuple[Statement, ...]
    """What was decided for an earlier wording, and is no position toward this one."""

    @property
    def undated(self) -> list[Statement]:
        """The statements that no article dates."""
        return [statement for statement in self.statements if statement.said_at is None]

    def shown(self, *, whole: bool) -> Iterator[Statement]:
        """The statements whose quotes are shown, `whole` or in a summary; some more than once."""
        if self.current is not None:
            yield from self.current.statements[:SHOWN_STATEMENTS]
        for shift in self.shifts[-SHOWN_PAIRS:]:
            yield from (shift.before, shift.after)
        for pair in self.contradictions[-SHOWN_PAIRS:]:
            yield from (pair.first, pair.second)
        if whole:
            for point in self.points[-SHOWN_POINTS:]:
                yield from point.statements[:SHOWN_STATEMENTS]
            yield from self.undated[:SHOWN_STATEMENTS]
            yield from self.outdated[:SHOWN_STATEMENTS]


def speaker_position(
    session: Session, speaker_id: int, target: Target, query: PositionQuery, *, period: Period = "month"
) -> tuple[SpeakerPosition, Details]:
    """Where a speaker stands toward one target, with the quotes of everything shown. Raises InvalidInput."""
    position = _work_out(target, _load(session, speaker_id, [target], query), query.measure, period)
    return position, load_details(session, position.shown(whole=True))


def list_speaker_positions(
    session: Session, speaker_id: int, query: PositionQuery, page: PageRequest
) -> tuple[Page[SpeakerPosition], Details]:
    """The targets that quotes of a speaker have a stance toward, by slug, with the quotes of their summaries.

    Raises InvalidInput and InvalidCursor.
    """
    list_name = query.list_name("speaker", speaker_id)
    stated = (
        select(Stance.target_id)
        .join(Quote, Quote.id == Stance.quote_id)
        .where(Quote.state == QuoteState.ACTIVE, Quote.speaker_id == speaker_id, *query.conditions())
    )
    wanted = select(Target).where(Target.id.in_(stated)).order_by(Target.slug).limit(page.limit + 1)
    if page.cursor is not None:
        wanted = wanted.where(Target.slug > decode_cursor(list_name, page.cursor, [str])[0])
    found = session.scalars(wanted).all()
    targets = found[: page.limit]
    loaded = _load(session, speaker_id, targets, query)
    items = [
        _work_out(target, [one for one in loaded if one.target_id == target.id], query.measure, "month")
        for target in targets
    ]
    details = load_details(session, chain.from_iterable(each.shown(whole=False) for each in items))
    more = len(found) > page.limit
    return Page(items, encode_cursor(list_name, [targets[-1].slug]) if more else None), details


def _load(
    session: Session, speaker_id: int, targets: Sequence[Target], query: PositionQuery
) -> list[Appearance]:
    of_these = Stance.target_id.in_([target.id for target in targets])
    return load_appearances(session, Quote.speaker_id == speaker_id, of_these, *query.conditions())


def _work_out(
    target: Target, appearances: Sequence[Appearance], measure: Measure, period: Period
) -> SpeakerPosition:
    statements = merge_statements(one for one in appearances if not one.is_outdated)
    return SpeakerPosition(
        target,
        current_position(statements, measure),
        tuple(statements),
        count_labels(statements, measure),
        tuple(find_shifts(statements, measure)),
        tuple(find_contradictions(statements, measure)),
        tuple(gather_points(statements, period)),
        tuple(merge_statements(one for one in appearances if one.is_outdated)),
    )
