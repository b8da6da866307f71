"""What was measured is stored as the service serves it."""

from __future__ import annotations

from pathlib import Path

from api.schemas.accuracy import EngineAccuracySchema
from attribution import Span
from attribution.stance import PairAnswer, PairLabel
from training.evaluation.accuracy_file import measured_stances, write_accuracy
from training.evaluation.stances import Judged
from training.stance.pairs import Pair


def judged(right: PairLabel, answered: PairLabel) -> Judged:
    pair = Pair("The toll must go.", "", "The toll should be abolished", (right,))
    return Judged(pair, PairAnswer(answered, 0.8, Span(0, 3)))


def test_each_label_has_precision_and_recall() -> None:
    measured = measured_stances(
        "some", [judged("favor", "favor"), judged("favor", "neutral"), judged("against", "favor")]
    )
    assert measured["count"] == 3
    assert measured["figures"][0] == {"name": "favor", "precision": 0.5, "recall": 0.5, "f1": 0.5}
    shares = {one["name"]: one["value"] for one in measured["shares"]}
    assert shares["answered sides that are reversed"] == 0.5


def test_the_file_has_the_form_that_is_served(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.json"
    write_accuracy(
        path, "some-engine", "1", "stances", [measured_stances("some", [judged("favor", "favor")])]
    )
    assert EngineAccuracySchema().loads(path.read_text(encoding="utf-8"))["engine"] == "some-engine"
