"""Everything that was trained, loaded at once."""

from __future__ import annotations

from attribution.meaning import load_meaning
from attribution.stance.network import load_stance_network
from attribution.tagging.tagger import load_tagger


def load_weights() -> None:
    """Load all that is trained now rather than with the first text. Raises `attribution.WeightsUnavailable`."""
    load_tagger()
    load_stance_network()
    load_meaning()
