"""`onrecord stance` gives each line back with a label, a confidence and the words that show it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.main import main

TARGET = "The bridge toll should be abolished"


def run(tmp_path: Path, *lines: dict[str, Any]) -> tuple[Result, list[dict[str, Any]]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = CliRunner().invoke(main, ["stance", str(source), "-o", str(target)])
    return result, [json.loads(line) for line in target.read_text().splitlines()]


def test_each_line_comes_back_whole_with_label_and_confidence(tmp_path: Path) -> None:
    given: dict[str, Any] = {"number": 4, "text": "We must abolish the bridge toll.", "target": TARGET}
    result, (line,) = run(tmp_path, given)
    assert result.exit_code == 0, result.output
    assert line["label"] == "favor"
    assert 0 < line["confidence"] <= 1
    start, end = line["evidence"]
    assert "abolish" in given["text"][start:end]
    assert {key: line[key] for key in given} == given


def test_the_label_follows_the_direction_and_the_subject(tmp_path: Path) -> None:
    _, lines = run(
        tmp_path,
        {"text": "We will never abolish the bridge toll.", "target": TARGET},
        {"text": "The harvest was good this year.", "target": TARGET},
    )
    assert [line["label"] for line in lines] == ["against", "unrelated"]
    assert all(0 < line["confidence"] <= 1 for line in lines)
    assert lines[1]["evidence"] is None


def test_a_line_without_a_target_is_named_and_the_rest_is_answered(tmp_path: Path) -> None:
    result, lines = run(
        tmp_path, {"text": "Yes."}, {"text": "We must abolish the bridge toll.", "target": TARGET}
    )
    assert result.exit_code == 1
    assert "line 1: 'target' must be a string, but is missing" in result.output
    assert len(lines) == 1
