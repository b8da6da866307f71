"""How a name that was read as a near one looks to a client."""

from __future__ import annotations

from collections.abc import Iterable

from api.representations import Representation, represent_speaker_reference
from services.near_names import NearReading


def represent_readings(readings: Iterable[NearReading]) -> list[Representation]:
    """The names that nobody goes by, each with the speakers of the nearest name."""
    return [
        {
            "name": reading.name,
            "speakers": [represent_speaker_reference(speaker) for speaker in reading.speakers],
        }
        for reading in readings
    ]
