"""How merges and splits of speakers look to a client."""

from __future__ import annotations

from typing import Any

from api.representations import represent_speaker_reference
from models import SpeakerChange


def represent_speaker_change(change: SpeakerChange) -> dict[str, Any]:
    """A merge or split; the speakers are shown as they are today."""
    address = f"/v1/speaker-changes/{change.id}"
    return {
        "id": change.id,
        "kind": change.kind,
        "speaker": represent_speaker_reference(change.speaker),
        "other": represent_speaker_reference(change.other),
        "quote_count": change.quote_count,
        "names": change.names,
        "reason": change.reason,
        "actor": change.actor,
        "created_at": change.created_at,
        "undone_at": change.undone_at,
        "undone_by": change.undone_by,
        "links": {
            "self": address,
            "speaker": f"/v1/speakers/{change.speaker_id}",
            "other": f"/v1/speakers/{change.other_id}",
            "undo": None if change.undone_at is not None else f"{address}/undo",
        },
    }
