"""Who stands where toward one target."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Quote, QuoteState, Speaker, Stance, Target
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.positions import POSITIONS, Label, Position, count_labels, current_position
from services.speaker_positions import PositionQuery
from services.stated_quotes import Details, load_details
from services.statements import load_appearances, merge_statements


@dataclass(frozen=True, slots=True)
class Standing:
    """One speaker's position toward the target, and how many statements of each label it is worked out from."""

    speaker: Speaker
    position: Position
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class TargetPositions:
    """One page of speakers by name, and what there is besides."""

    page: Page[Standing]
    details: Details
    speakers: dict[str, int]
    """How many speakers have each position, whatever page and position were asked for."""
    without_speaker: int
    """How many quotes have a stance toward the target's wording of today, and no speaker."""
    outdated: int
    """How many quotes have a stance that was decided for an earlier wording: nobody's position."""


def target_positions(
    session: Session, target: Target, query: PositionQuery, page: PageRequest, position: Label | None = None
) -> TargetPositions:
    """Who stands where toward a target, or who has this `position`. Raises InvalidInput and InvalidCursor.

    Positions are worked out anew for each request, and the speakers are in the order of name and number: what is added
    between two pages moves nobody but those whose position it changes.
    """
    list_name = query.list_name("target", target.id, position)
    is_current = Stance.target_version == target.wording_version
    loaded = load_appearances(session, Stance.target_id == target.id, is_current, *query.conditions())
    found: dict[int, tuple[Position, dict[str, int]]] = {}
    for speaker_id, group in groupby(
        sorted(loaded, key=lambda one: one.speaker_id), lambda one: one.speaker_id
    ):
        statements = merge_statements(group)
        current = current_position(statements, query.measure)
        if current is not None:
            found[speaker_id] = current, count_labels(statements, query.measure)
    speakers = dict.fromkeys(POSITIONS, 0)
    for current, _ in found.values():
        speakers[current.label] += 1
    standing = {number for number, (current, _) in found.items() if position in (None, current.label)}
    numbers, cursor = _page_of(session, target, standing, list_name, page)
    named = {
        speaker.id: speaker for speaker in session.scalars(select(Speaker).where(Speaker.id.in_(numbers)))
    }
    items = [Standing(named[number], *found[number]) for number in numbers]
    return TargetPositions(
        Page(items, cursor),
        load_details(session, (item.position.statements[0] for item in items)),
        {str(label): count for label, count in speakers.items()},
        _count(session, target, query, is_outdated=False),
        _count(session, target, query, is_outdated=True),
    )


def _page_of(
    session: Session, target: Target, standing: set[int], list_name: str, page: PageRequest
) -> tuple[list[int], str | None]:
    quoted = (
        select(Quote.speaker_id)
        .join(Stance, Stance.quote_id == Quote.id)
        .where(Stance.target_id == target.id, Quote.state == QuoteState.ACTIVE)
    )
    names = session.execute(select(Speaker.name, Speaker.id).where(Speaker.id.in_(quoted)))
    # Sorted here: where the page begins is looked for here too, and every database has an order of letters of its own.
    order = sorted((name, number) for name, number in names if number in standing)
    if page.cursor is not None:
        (last_id,) = decode_cursor(list_name, page.cursor, [int])
        last_name = session.scalar(select(Speaker.name).where(Speaker.id == last_id))
        order = [each for each in order if each > (last_name or "", last_id)]
    some = order[: page.limit]
    return [number for _, number in some], encode_cursor(list_name, [some[-1][1]]) if len(order) > len(
        some
    ) else None


def _count(session: Session, target: Target, query: PositionQuery, *, is_outdated: bool) -> int:
    is_current = Stance.target_version == target.wording_version
    which = ~is_current if is_outdated else is_current & Quote.speaker_id.is_(None)
    counted = session.scalar(
        select(func.count())
        .select_from(Stance)
        .join(Quote, Quote.id == Stance.quote_id)
        .where(Stance.target_id == target.id, Quote.state == QuoteState.ACTIVE, which, *query.conditions())
    )
    return counted or 0
