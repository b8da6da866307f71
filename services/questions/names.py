"""The names in a question, and whom they may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Publisher, Speaker
from services.names import fold_name
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


def find_named(session: Session, names: Sequence[str]) -> list[Named]:
    """The speakers of names as they were typed ("macrons", "Macron and Scholz"); nobody twice."""
    found = [each for name in names for each in _find_parts(session, name)]
    if len(names) > 1 and not _all_known(found):
        # "compare the Union of Bakers and Millers and Brask": the first "and" parted no two speakers.
        together = _find_parts(session, " and ".join(names))
        found = together if len(together) > 1 and _all_known(together) else found
    unique = []
    seen: set[int] = set()
    for each in found:
        speakers = tuple(speaker for speaker in each.speakers if speaker.id not in seen)
        seen.update(speaker.id for speaker in speakers)
        if speakers or not each.speakers:
            unique.append(Named(each.name, speakers))
    return unique


def describe_names(named: Sequence[Named]) -> tuple[str, ...]:
    """A note for each name that nobody goes by, or more than one."""
    notes = []
    for each in named:
        if not each.speakers:
            notes.append(f"Nobody called {in_quotes(each.name)} is known.")
        elif len(each.speakers) > 1:
            shown = ", ".join(sorted(speaker.name for speaker in each.speakers)[:_SHOWN])
            more = len(each.speakers) - _SHOWN
            others = f" and {more} more" if more > 0 else ""
            notes.append(
                f"{in_quotes(each.name)} may be any of {len(each.speakers)} speakers: {shown}{others}."
            )
    return tuple(notes)


def find_publisher(session: Session, name: str) -> str | None:
    """The publisher of this name, with or without "the", as it is stored; None if there is none."""
    keys = [fold_name(name), fold_name(f"the {name}")]
    found = select(Publisher.name).where(Publisher.name_key.in_(keys)).order_by(Publisher.id)
    return session.scalars(found).first()


def _find_parts(session: Session, name: str) -> list[Named]:
    for whole in (name, name.removesuffix("s")):
        found = find_speakers(session, whole)
        if found:
            return [Named(name, tuple(found))]
    pieces = _AND.split(name)
    known: dict[str, tuple[Speaker, ...]] = {}
    parts: list[Named] = []
    start = 0
    while start < len(pieces):
        for count in range(min(_MOST_PARTS_OF_A_NAME, (len(pieces) - start + 1) // 2), 0, -1):
            part = "".join(pieces[start : start + 2 * count - 1]).strip()
            if part not in known:
                known[part] = tuple(find_speakers(session, part)) if part else ()
            if known[part] or count == 1:
                break
        if part:
            parts.append(Named(part, known[part]))
        start += 2 * count
    return parts if any(part.speakers for part in parts) else [Named(name, ())]


def _all_known(named: Sequence[Named]) -> bool:
    return all(each.speakers for each in named)
