"""`onrecord extract` keeps a stable line format and needs neither web nor database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.main import main

ARTICLE = (
    "“The toll will be gone by June,” said Mara Velden, the transport minister of Torland. "
    "She added that the bridge had paid for itself."
)
TARGETS = [{"slug": "bridge-toll", "proposition": "The bridge toll should be abolished", "terms": ["toll"]}]


def run(tmp_path: Path, lines: bytes, *options: str) -> tuple[Result, list[dict[str, Any]]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines)
    result = CliRunner().invoke(main, ["extract", str(source), "-o", str(target), *options])
    written = target.read_text() if target.exists() else ""
    return result, [json.loads(line) for line in written.splitlines()]


def as_line(identifier: object, text: str) -> bytes:
    return json.dumps({"id": identifier, "text": text}).encode() + b"\n"


def test_a_line_answers_with_quotes_whose_offsets_slice_the_text_given(tmp_path: Path) -> None:
    result, (line,) = run(tmp_path, as_line("a", ARTICLE))
    assert result.exit_code == 0, result.output
    assert set(line) == {"id", "quotes", "warnings"}
    first = line["quotes"][0]
    assert set(first) == {
        "content",
        "cue",
        "source",
        "type",
        "speaker_name",
        "speaker_kind",
        "confidence",
        "stances",
    }
    assert [ARTICLE[start:end] for start, end in first["content"]] == ["The toll will be gone by June,"]
    assert [ARTICLE[start:end] for start, end in first["cue"]] == ["said"]
    assert (first["type"], first["speaker_name"], first["speaker_kind"]) == (
        "direct",
        "Mara Velden",
        "person",
    )
    assert 0 < first["confidence"] <= 1


def test_order_and_ids_are_kept(tmp_path: Path) -> None:
    _, lines = run(
        tmp_path, as_line(7, ARTICLE) + as_line({"deep": [1]}, "") + as_line(None, "It rained all day.")
    )
    assert [line["id"] for line in lines] == [7, {"deep": [1]}, None]
    assert [len(line["quotes"]) for line in lines] == [2, 0, 0]


def test_stances_are_toward_the_targets_of_a_file(tmp_path: Path) -> None:
    targets = tmp_path / "targets.json"
    targets.write_text(json.dumps(TARGETS))
    _, (line,) = run(tmp_path, as_line("a", ARTICLE), "--targets", str(targets))
    found = [stance["target"] for quote in line["quotes"] for stance in quote["stances"]]
    assert set(found) == {"bridge-toll"}


def test_a_target_of_a_file_may_have_an_inverse(tmp_path: Path) -> None:
    targets = tmp_path / "targets.json"
    ferries = {"slug": "ferries", "proposition": "More ferries should be bought"}
    for inverse, found in ((None, []), ("The bridge should be kept open", ["ferries"])):
        targets.write_text(json.dumps([{**ferries, "inverse": inverse}]))
        text = "“We must keep the bridge open,” said Mara Velden."
        _, (line,) = run(tmp_path, as_line("a", text), "--targets", str(targets))
        assert [stance["target"] for quote in line["quotes"] for stance in quote["stances"]] == found


@pytest.mark.parametrize("content", ["{}", "[1]", '[{"slug": "x"}]', "no json"])
def test_a_targets_file_of_another_form_is_refused_with_what_would_be_right(
    tmp_path: Path, content: str
) -> None:
    targets = tmp_path / "targets.json"
    targets.write_text(content)
    result, lines = run(tmp_path, as_line("a", ARTICLE), "--targets", str(targets))
    assert result.exit_code != 0
    assert "slug, proposition and terms" in result.output
    assert lines == []


def test_a_bad_line_is_named_and_the_rest_is_answered(tmp_path: Path) -> None:
    result, lines = run(tmp_path, b'{"id": 1}\nnot json\n' + as_line(3, ARTICLE))
    assert result.exit_code == 1
    assert "line 1: 'text' must be a string, but is missing" in result.output
    assert "line 2: not JSON" in result.output
    assert [line["id"] for line in lines] == [3]


def test_web_and_database_are_not_even_loaded(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_line("a", ARTICLE))
    program = (
        "import sys; from cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: code = end.code\n"
        "loaded = {'flask', 'sqlalchemy', 'marshmallow', 'trafilatura'} & set(sys.modules)\n"
        "sys.exit(code or (f'loaded: {loaded}' if loaded else 0))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "extract", "in.jsonl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "a"
