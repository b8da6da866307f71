"""Calibration reads the lexicon's sides as mirror images and finds what a chance is worth.

Needs what `make training` installs.
"""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="make training installs PyTorch")

from attribution import Span  # noqa: E402
from attribution.stance import Signs  # noqa: E402
from attribution.stance.pair_pieces import read_pair  # noqa: E402
from training.stance.calibrate import Observation, fit_signs  # noqa: E402
from training.stance.pairs import LABELS, Pair  # noqa: E402

TARGET = "The toll should be abolished"


def observed(label: str, logits: list[float], signs: str | None) -> Observation:
    pair = Pair("The toll must go.", "", TARGET, (label,))  # type: ignore[arg-type]
    pieces = read_pair(pair.text, "", TARGET)
    found = None if signs is None else Signs(signs, Span(0, 3))  # type: ignore[arg-type]
    return Observation(
        pair, pieces, np.asarray(logits, np.float32), np.zeros(len(pieces.ids), np.float32), found
    )


def test_a_lexicon_that_is_right_is_listened_to_on_both_sides_alike() -> None:
    flat = [0.1, 0.0, 0.0, 0.0]
    seen = [observed(label, flat, label) for label in ("favor", "against", "neutral")] * 20
    added = fit_signs(seen)["signs"]
    assert isinstance(added, dict)
    assert added["favor"][0] > added["favor"][1] + 1
    assert added["neutral"][0] == added["neutral"][1] < added["neutral"][2]


def test_a_network_that_is_too_sure_is_cooled() -> None:
    chance = np.random.default_rng(0)
    seen = []
    for _ in range(300):
        right = int(chance.integers(4))
        loudest = right if chance.random() < 0.6 else int(chance.integers(4))
        seen.append(observed(LABELS[right], (np.eye(4)[loudest] * 9).tolist(), None))
    temperature = fit_signs(seen)["temperature"]
    assert isinstance(temperature, float)
    assert temperature > 2
