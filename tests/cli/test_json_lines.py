"""JSON lines: output appears whole or not at all."""

from __future__ import annotations

import io
import json
from pathlib import Path

import click
import pytest

from cli.json_lines import open_output, require_text, write_json_line


def test_a_missing_text_and_one_of_another_kind_are_told_apart() -> None:
    with pytest.raises(ValueError, match="is missing"):
        require_text({}, "text")
    with pytest.raises(ValueError, match="of type int"):
        require_text({"text": 3}, "text")


def test_a_lone_surrogate_survives_a_line() -> None:
    stream = io.StringIO()
    write_json_line(stream, {"id": "\ud800"})
    assert json.loads(stream.getvalue()) == {"id": "\ud800"}


def test_an_output_file_appears_only_when_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with open_output(str(target)) as stream:
        stream.write("half")
        assert not target.exists()
    assert target.read_text() == "half"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_half_way_leaves_the_old_file_and_no_remains(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), open_output(str(target)) as stream:
        stream.write("half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="cannot write"), open_output(str(tmp_path / "no" / "out")):
        pass
