"""Who changed sides toward what: the shifts of positions, and the quotes that show them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Quote, Speaker, Stance, Target
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.positions import Shift, find_shifts
from services.quotes import QuoteMatch, load_quotes
from services.speaker_positions import SHOWN_PAIRS, PositionQuery
from services.statements import Appearance, Statement, load_appearances, merge_statements


@dataclass(frozen=True, slots=True)
class Change:
    """One shift of one speaker toward one target."""

    speaker: Speaker
    target: Target
    shift: Shift


def find_changes(
    session: Session, speakers: Sequence[Speaker], target_ids: Sequence[int], query: PositionQuery
) -> list[Change]:
    """The newest SHOWN_PAIRS shifts of these speakers toward any of these targets, oldest first."""
    loaded = load_appearances(
        session,
        Quote.speaker_id.in_([speaker.id for speaker in speakers]),
        Stance.target_id.in_(target_ids),
        Stance.target_version == Target.wording_version,
        *query.conditions(),
    )
    by_number = {speaker.id: speaker for speaker in speakers}
    targets = {
        target.id: target for target in session.scalars(select(Target).where(Target.id.in_(target_ids)))
    }
    changes = [
        Change(by_number[speaker_id], targets[target_id], shift)
        for (speaker_id, target_id), group in groupby(sorted(loaded, key=_position), key=_position)
        for shift in find_shifts(merge_statements(group), query.measure)
    ]
    return sorted(changes, key=lambda change: _place(change.shift.after))[-SHOWN_PAIRS:]


def page_changes(
    session: Session, changes: Sequence[Change], page: PageRequest, asked: object
) -> Page[QuoteMatch]:
    """The quotes of some changes, the last on the old side and the first on the new one, oldest first.

    A cursor belongs to what was `asked`. Raises InvalidCursor.
    """
    list_name = "changes:" + hashlib.sha256(repr(asked).encode(errors="replace")).hexdigest()[:24]
    slugs: dict[tuple[str, int], set[str]] = {}
    for change in changes:
        for statement in (change.shift.before, change.shift.after):
            slugs.setdefault(_place(statement), set()).add(change.target.slug)
    order = sorted(slugs)
    if page.cursor is not None:
        moment, number = decode_cursor(list_name, page.cursor, [str, int])
        order = [each for each in order if each > (str(moment), int(number or 0))]
    shown = order[: page.limit]
    quotes = load_quotes(session, [number for _, number in shown])
    items = [
        QuoteMatch(quotes[each[1]], None, tuple(f"target:{slug}" for slug in sorted(slugs[each])))
        for each in shown
        if each[1] in quotes
    ]
    return Page(items, encode_cursor(list_name, list(shown[-1])) if len(order) > len(shown) else None)


def _position(appearance: Appearance) -> tuple[int, int]:
    # Sorting keeps what is equal in its order, which is by date.
    return appearance.speaker_id, appearance.target_id


def _place(statement: Statement) -> tuple[str, int]:
    moment = "" if statement.said_at is None else statement.said_at.isoformat()
    return moment, statement.decisive.quote_id
