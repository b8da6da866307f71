"""What speakers and their names are at one moment, as JSON: to see what changed since, and to put it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Speaker, SpeakerAlias, SpeakerChange

Snapshot = dict[str, Any]
"""`speakers` has the fields of each speaker by number, `aliases` those of each of their names, both as text keys."""

_FIELDS = ("name", "kind", "wikidata_qid", "description")
_ALIAS_FIELDS = ("speaker_id", "name", "name_key", "identifies", "decided_by")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as a change left it: what kind of thing, its number, and what is different."""

    kind: str
    id: int
    detail: str


def take_snapshot(session: Session, speaker_ids: Sequence[int]) -> Snapshot:
    """The speakers as they are in the database now."""
    session.flush()
    speakers = session.scalars(select(Speaker).where(Speaker.id.in_(speaker_ids)).order_by(Speaker.id)).all()
    return {
        "speakers": {str(each.id): {name: getattr(each, name) for name in _FIELDS} for each in speakers},
        "aliases": {
            str(each.id): {name: getattr(each, name) for name in _ALIAS_FIELDS}
            | {"created_at": each.created_at.isoformat()}
            for each in _aliases(session, speaker_ids)
        },
    }


def differences_since(session: Session, change: SpeakerChange) -> list[Difference]:
    """What the change touched and is otherwise today, so that it cannot be put back."""
    now = take_snapshot(session, [change.speaker_id, change.other_id])
    found = []
    for number, after in change.after["speakers"].items():
        before = change.before["speakers"].get(number, {})
        found += [
            Difference("speaker", int(number), f"its {name} was changed")
            for name, value in after.items()
            if value != before.get(name) and now["speakers"][number][name] != value
        ]
    for number, alias in _touched(change.before, change.after).items():
        if now["aliases"].get(number) != change.after["aliases"].get(number):
            found.append(
                Difference("speaker", alias["speaker_id"], f"its name {alias['name']!r} was changed")
            )
    return found + _names_given_since(change, now)


def _names_given_since(change: SpeakerChange, now: Snapshot) -> list[Difference]:
    """Names that stand in the way of those to be put back, and those of a split-off speaker that would get lost."""
    known = change.after["aliases"].keys() | change.before["aliases"].keys()
    coming_back = {
        (alias["speaker_id"], alias["name_key"])
        for number, alias in change.before["aliases"].items()
        if change.after["aliases"].get(number) != alias
    }
    return [
        Difference("speaker", alias["speaker_id"], f"it was given the name {alias['name']!r}")
        for number, alias in now["aliases"].items()
        if number not in known
        and (
            (alias["speaker_id"], alias["name_key"]) in coming_back
            or (change.kind == "split" and alias["speaker_id"] == change.other_id)
        )
    ]


def put_back(session: Session, change: SpeakerChange) -> None:
    """Make the two speakers and the names that the change touched what they were before it."""
    ids = [change.speaker_id, change.other_id]
    speakers = {str(each.id): each for each in session.scalars(select(Speaker).where(Speaker.id.in_(ids)))}
    rows = {str(each.id): each for each in _aliases(session, ids)}
    touched = _touched(change.before, change.after)
    for number in touched.keys() - change.before["aliases"].keys():
        session.delete(rows[number])
    # What was not touched stays: another merge may have changed it since.
    fields = {
        (number, name): value
        for number, was in change.before["speakers"].items()
        for name, value in was.items()
        if value != change.after["speakers"][number][name]
    }
    for number, name in fields:
        if name == "wikidata_qid":
            speakers[number].wikidata_qid = None
    # Each item is one speaker's at a time, and each name is there once, so what goes goes first.
    session.flush()
    for (number, name), value in fields.items():
        setattr(speakers[number], name, value)
    for number in touched.keys() & change.before["aliases"].keys():
        was = {**change.before["aliases"][number]}
        was["created_at"] = datetime.fromisoformat(was["created_at"])
        row = rows.get(number)
        if row is None:
            session.add(SpeakerAlias(id=int(number), **was))
        else:
            for name, value in was.items():
                setattr(row, name, value)
    session.flush()
    session.expire_all()


def _touched(before: Snapshot, after: Snapshot) -> dict[str, dict[str, Any]]:
    """The names that a change made, moved, changed or removed, as they were or, if they were not, became."""
    numbers = before["aliases"].keys() | after["aliases"].keys()
    return {
        number: before["aliases"].get(number) or after["aliases"][number]
        for number in sorted(numbers, key=int)
        if before["aliases"].get(number) != after["aliases"].get(number)
    }


def _aliases(session: Session, speaker_ids: Sequence[int]) -> Iterable[SpeakerAlias]:
    named = select(SpeakerAlias).where(SpeakerAlias.speaker_id.in_(speaker_ids)).order_by(SpeakerAlias.id)
    return session.scalars(named.execution_options(populate_existing=True)).all()
