"""The names in a question, and whom they may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Publisher, Speaker
from services.names import fold_name
from services.near_names import NearReading, read_near_name
from services.questions.understanding import in_quotes
from services.speakers import find_speakers

_AND = re.compile(r"(,? and |,? or |, ?| & )", re.IGNORECASE)
# "the Chamber of Commerce, Industry and Crafts" is one name.
_MOST_PARTS_OF_A_NAME = 3
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a question, and every speaker it may mean."""

    name: str
    speakers: tuple[Speaker, ...]
    reading: NearReading | None = None
    """How it was read where nobody goes by it and somebody's name is near."""


def find_named(session: Session, names: Sequence[str], known: dict[str, tuple[Speaker, ...]]) -> list[Named]:
    """The speakers of names as they were typed ("macrons", "Macron and Scholz"); nobody twice.

    `known` are those of names that were looked up before, and is added to.
    """
    found = [each for name in names for each in _find_parts(session, name, known)]
    if len(names) > 1 and not _all_known(found):
        # "compare the Union of Bakers and Millers and Brask": the first "and" parted no two speakers.
        together = _find_parts(session, " and ".join(names), known)
        found = together if len(together) > 1 and _all_known(together) else found
    unique = []
    seen: set[int] = set()
    for each in found:
        speakers = tuple(speaker for speaker in each.speakers if speaker.id not in seen)
        seen.update(speaker.id for speaker in speakers)
        if speakers or not each.speakers:
            unique.append(Named(each.name, speakers))
    return unique


def read_unknown(session: Session, named: Sequence[Named]) -> list[Named]:
    """The same, the names that nobody goes by read as the nearest ones where somebody's is near."""
    read: list[Named] = []
    for each in named:
        read += [each] if each.speakers else _read_near(session, each)
    return read


def _read_near(session: Session, unknown: Named) -> list[Named]:
    parts = [part for part in _AND.split(unknown.name)[::2] if part]
    near = [(part, _nearest(session, part)) for part in parts]
    # "Mara Vedlen & Ion Barsk" are two, "the Union of Bakers and Milers" is one.
    is_read = len(near) == 1 or all(reading for _, reading in near)
    whole = None if is_read else _nearest(session, unknown.name)
    if whole is not None:
        return [Named(unknown.name, whole.speakers, whole)]
    if not any(reading for _, reading in near):
        return [unknown]
    return [Named(part, () if reading is None else reading.speakers, reading) for part, reading in near]


def _nearest(session: Session, name: str) -> NearReading | None:
    reading = read_near_name(session, name)
    if reading is None and name.endswith("s"):
        reading = read_near_name(session, name[:-1])
    return None if reading is None else replace(reading, name=name)


def describe_names(named: Sequence[Named]) -> tuple[str, ...]:
    """A note for each name that nobody goes by, or more than one."""
    notes = []
    for each in named:
        if each.reading is not None:
            notes.append(_describe_reading(each.reading))
        elif not each.speakers:
            notes.append(f"Nobody called {in_quotes(each.name)} is known.")
        elif len(each.speakers) > 1:
            shown = ", ".join(sorted(speaker.name for speaker in each.speakers)[:_SHOWN])
            more = len(each.speakers) - _SHOWN
            others = f" and {more} more" if more > 0 else ""
            notes.append(
                f"{in_quotes(each.name)} may be any of {len(each.speakers)} speakers: {shown}{others}."
            )
    return tuple(notes)


def _describe_reading(reading: NearReading) -> str:
    names = [in_quotes(speaker.name) for speaker in reading.speakers]
    unknown = f"Nobody called {in_quotes(reading.name)} is known"
    if len(names) == 1:
        return f"{unknown}; {names[0]} is the nearest name."
    shown = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{unknown}; {shown} are equally near, so it may be any of them."


def find_publisher(session: Session, name: str) -> str | None:
    """The publisher of this name, with or without "the", as it is stored; None if there is none."""
    keys = [fold_name(name), fold_name(f"the {name}")]
    found = select(Publisher.name).where(Publisher.name_key.in_(keys)).order_by(Publisher.id)
    return session.scalars(found).first()


def _find_parts(session: Session, name: str, known: dict[str, tuple[Speaker, ...]]) -> list[Named]:
    for whole in (name, name.removesuffix("s")):
        found = _find(session, whole, known)
        if found:
            return [Named(name, found)]
    pieces = _AND.split(name)
    parts: list[Named] = []
    start = 0
    while start < len(pieces):
        for count in range(min(_MOST_PARTS_OF_A_NAME, (len(pieces) - start + 1) // 2), 0, -1):
            part = "".join(pieces[start : start + 2 * count - 1]).strip()
            speakers = _find(session, part, known)
            if speakers or count == 1:
                break
        if part:
            parts.append(Named(part, speakers))
        start += 2 * count
    return parts if any(part.speakers for part in parts) else [Named(name, ())]


def _find(session: Session, name: str, known: dict[str, tuple[Speaker, ...]]) -> tuple[Speaker, ...]:
    if name not in known:
        known[name] = tuple(find_speakers(session, name)) if name else ()
    return known[name]


def _all_known(named: Sequence[Named]) -> bool:
    return all(each.speakers for each in named)
