"""What the reader of an article finds for one mention."""

from __future__ import annotations

from dataclasses import dataclass

from attribution.extraction import NoSpeakerReason
from attribution.speakers.entities import Entity

UNNAMED_PERSON, UNNAMED = 0.73, 0.88
"""Share of descriptions left to speak for themselves that mean nobody named, on labelled training articles."""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom one mention means; without an entity, why not and whom it may mean."""

    entity: Entity | None
    confidence: float
    reason: NoSpeakerReason | None = None
    candidates: tuple[Entity, ...] = ()


def entity_of(found: Found | None) -> list[Entity]:
    """The one found, or nobody."""
    return [found.entity] if found is not None and found.entity is not None else []
