"""The figures that are served are of the engines that answer."""

from __future__ import annotations

from attribution import ENGINE, ENGINE_VERSION
from attribution.stance import STANCE_ENGINE, STANCE_ENGINE_VERSION
from services.accuracy import read_accuracy


def test_each_engine_that_answers_was_measured() -> None:
    assert [(one["engine"], one["version"], one["purpose"]) for one in read_accuracy()] == [
        (ENGINE, ENGINE_VERSION, "quotes"),
        (STANCE_ENGINE, STANCE_ENGINE_VERSION, "stances"),
    ]


def test_every_set_has_figures_that_are_shares() -> None:
    for engine in read_accuracy():
        assert engine["sets"]
        for measured in engine["sets"]:
            assert measured["count"] > 0
            assert 0 <= measured["calibration_error"] <= 1
            for figure in measured["figures"]:
                assert all(0 <= figure[key] <= 1 for key in ("precision", "recall", "f1"))


def test_every_label_has_its_own_figure() -> None:
    stances = read_accuracy()[1]
    for measured in stances["sets"]:
        assert {"favor", "against", "neutral"} <= {figure["name"] for figure in measured["figures"]}
