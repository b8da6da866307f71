"""What was measured, as the file that the service answers with when it is asked how good it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.evaluation.calibration import calibration_bins, expected_calibration_error
from training.evaluation.figures import WITH_SPEAKER, count_figures, total
from training.evaluation.matching import Comparison
from training.evaluation.stances import Judged, calibration_error, count_stances

_QUOTES = {
    "direct quotes": "D",
    "all words in quotation marks": "Q",
    "all attributions": "A",
}
_PLACES = 3


def measured_quotes(name: str, comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Figures of some articles' quotes, each alone and with the right speaker."""
    figures = total(count_figures(comparison) for comparison in comparisons)
    named = {
        **{one: figures.scores[letter] for one, letter in _QUOTES.items()},
        **{
            f"{one}, with the right speaker": figures.scores[letter + WITH_SPEAKER]
            for one, letter in _QUOTES.items()
        },
        "words of content": figures.scores["T"],
    }
    return {
        "name": name,
        "count": sum(len(comparison.wanted) for comparison in comparisons),
        "figures": [_figure(one, score.precision, score.recall, score.f1) for one, score in named.items()],
        "shares": [],
        "calibration_error": round(expected_calibration_error(calibration_bins(comparisons)), _PLACES),
    }


def measured_stances(name: str, judged: Sequence[Judged]) -> dict[str, Any]:
    """Figures of some pairs' labels."""
    whole = count_stances(judged)
    return {
        "name": name,
        "count": whole.count,
        "figures": [
            _figure(label, score.precision, score.recall, score.f1) for label, score in whole.scores.items()
        ],
        "shares": [
            {"name": "right", "value": round(whole.right, _PLACES)},
            {"name": "sides answered with a side", "value": round(whole.sides_answered, _PLACES)},
            {"name": "answered sides that are reversed", "value": round(whole.reversed, _PLACES)},
        ],
        "calibration_error": round(calibration_error(judged), _PLACES),
    }


def write_accuracy(
    path: Path, engine: str, version: str, purpose: str, sets: Sequence[Mapping[str, Any]]
) -> None:
    """Write one engine's figures."""
    stored = {"engine": engine, "version": version, "purpose": purpose, "sets": list(sets)}
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _figure(name: str, precision: float, recall: float, f1: float) -> dict[str, Any]:
    rounded = {"precision": precision, "recall": recall, "f1": f1}
    return {"name": name, **{key: round(value, _PLACES) for key, value in rounded.items()}}
