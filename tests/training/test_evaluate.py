"""The command prints every section on a file of articles marked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.training.gold_articles import spans
from training import evaluate
from training.evaluation.engines import TEXTACY

TEXT = "Ana Roth came to Lindau on Friday.\n“The ferry sails on Monday,” she said to those who had waited."


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    quote = {
        "content": [list(*spans(TEXT, "“The ferry sails on Monday,”"))],
        "cue": [list(*spans(TEXT, "said"))],
        "source": [list(*spans(TEXT, "she"))],
        "speech": True,
        "source_kind": "pronoun",
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "quotes": [quote]}) + "\n")
    return path


@pytest.fixture(autouse=True)
def no_labels_and_no_peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "LABELS", tmp_path / "labels.jsonl")
    monkeypatch.setattr(evaluate, "is_installed", lambda engine: engine != TEXTACY)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines, with one space between words."""
    evaluate.main(arguments)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_every_section_is_printed(gold_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "quotes", str(gold_file))
    assert "A whole attributions 100.0 100.0 100.0" in lines
    assert "recall of direct attributions 100.0 1" in lines
    assert "recall of mixed attributions - 0" in lines
    assert "pronoun as source 1 100.0 100.0" in lines
    assert "Scare quotes, in no gold attribution: 0, of which we attribute 0 (0.0 %)." in lines
    assert any(line.startswith("Expected calibration error: 0.") for line in lines)
    assert any(line.startswith(f"{len(TEXT.split())} words, ") for line in lines)


def test_quotes_are_meant_when_no_word_says_what_to_measure(
    gold_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "A whole attributions 100.0 100.0 100.0" in printed(capsys, str(gold_file))


def test_intervals_are_given_on_request(gold_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, str(gold_file), "--bootstrap", "10")
    assert "A whole attributions 100.0 100.0 100.0 100.0 to 100.0" in lines


def test_what_is_missing_is_said_in_a_line(gold_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, str(gold_file))
    assert f"{evaluate.LABELS} is missing: who is behind pronouns and nominals was not measured." in lines
    assert "textacy and an English pipeline of spaCy are not installed." in lines


def test_persons_behind_pronouns_are_measured_by_their_labels(
    gold_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    label = {
        "article": "a",
        "mention": list(*spans(TEXT, "she")),
        "form": "pronoun",
        "kind": "person",
        "name": list(*spans(TEXT, "Ana Roth")),
    }
    evaluate.LABELS.write_text(json.dumps(label) + "\n")
    lines = printed(capsys, str(gold_file))
    assert "pronoun 1 1 1 100.0 100.0" in lines
    assert "nominal 0 0 0 0.0 0.0" in lines


def test_stances_are_measured_on_pairs_of_our_own_and_of_the_corpora(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stance").mkdir()
    pairs = [
        {"text": "We must abolish the bridge toll.", "label": "favor"},
        {"text": "We will never abolish the bridge toll.", "label": "against"},
    ]
    lines = [{**pair, "target": "The bridge toll should be abolished", "split": "dev"} for pair in pairs]
    for name in evaluate.PUBLIC_SETS:
        path = tmp_path / "stance" / f"{name}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    monkeypatch.setenv("ONRECORD_CORPORA", str(tmp_path))
    output = printed(capsys, "stance")
    assert "Quotes of our own, kept out of the fit" in output
    assert output.count("F1 100.0 100.0 100.0") == len(evaluate.PUBLIC_SETS)
    assert "2 pairs, 100.0 % right; mean F1 of favor and against 100.0." in output
    assert "0.0 100.0 0.0" in output
