"""How well the shipped engines were measured to answer."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

ENGINES = ("tagger", "stance")
"""The folders of `attribution/weights` in which `training.evaluate --write` leaves `accuracy.json`."""


@cache
def read_accuracy() -> list[dict[str, Any]]:
    """What was measured of each engine: `engine`, `version`, `purpose`, and the `sets` of texts with the figures on each."""
    weights = files("attribution").joinpath("weights")
    return [
        json.loads(weights.joinpath(name, "accuracy.json").read_text(encoding="utf-8")) for name in ENGINES
    ]
