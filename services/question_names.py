"""Whom a question names: one or several people, as they are called or nearly so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import Speaker
from services.near_names import NearReading, read_near_name
from services.speakers import find_speakers

_BETWEEN_NAMES = re.compile(r",? and |,? or |, ?| & ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedSpeakers:
    """The speakers of a name or list of names, the names nobody goes by, and how such names were read."""

    speakers: tuple[Speaker, ...] = ()
    unknown: tuple[str, ...] = ()
    read_as: tuple[NearReading, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What an answer must say of the names, in words."""
        return (
            *(f"Nobody called '{name}' is known." for name in self.unknown),
            *(_note(reading) for reading in self.read_as),
        )


def find_named(session: Session, name: str) -> NamedSpeakers:
    """The speakers of a name as it was typed ("macrons", "Macron and Scholz"), each by a name they go by."""
    for whole in (name, name.removesuffix("s")):
        found = find_speakers(session, whole)
        if found:
            return NamedSpeakers(tuple(found))
    by_name = {part: find_speakers(session, part) for part in _parts(name)}
    everybody = dict.fromkeys(speaker for speakers in by_name.values() for speaker in speakers)
    if not everybody:
        return NamedSpeakers(unknown=(name,))
    return NamedSpeakers(tuple(everybody), tuple(part for part, speakers in by_name.items() if not speakers))


def read_unknown(session: Session, named: NamedSpeakers) -> NamedSpeakers:
    """The same, with the unknown names read as the nearest ones where somebody's is near."""
    unknown: list[str] = []
    readings: list[NearReading] = []
    for name in named.unknown:
        whole = _read(session, name)
        for part in [name] if whole is not None else _parts(name):
            reading = whole or _read(session, part)
            if reading is None:
                unknown.append(part)
            else:
                readings.append(reading)
    if not readings:
        return named
    near = (speaker for reading in readings for speaker in reading.speakers)
    return NamedSpeakers(
        tuple(dict.fromkeys([*named.speakers, *near])), tuple(unknown), (*named.read_as, *readings)
    )


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN_NAMES.split(name) if part]


def _read(session: Session, name: str) -> NearReading | None:
    reading = read_near_name(session, name)
    return read_near_name(session, name[:-1]) if reading is None and name.endswith("s") else reading


def _note(reading: NearReading) -> str:
    names = [f"'{speaker.name}'" for speaker in reading.speakers]
    if len(names) == 1:
        return f"Nobody called '{reading.name}' is known; {names[0]} is the nearest name."
    shown = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Nobody called '{reading.name}' is known; {shown} are equally near, so it may be any of them."
