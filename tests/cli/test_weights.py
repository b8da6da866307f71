"""Commands that read articles say plainly, before anything else, that they cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution import WeightsUnavailable
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", ["ingest", "sweep", "seed", "serve", "mcp"])
def test_without_its_weights_a_command_does_not_begin(
    migrated: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def fail() -> None:
        raise WeightsUnavailable("the tagger's weights cannot be loaded")

    monkeypatch.setattr("cli.weights.load_weights", fail)
    monkeypatch.setenv("PORT", "0")
    (tmp_path / "toll.txt").write_text("Soup was served.", encoding="utf-8")
    answer = migrated(command, *([str(tmp_path / "toll.txt")] if command == "ingest" else []))
    assert answer.exit_code == 1
    assert answer.output == "Error: OnRecord does not start: the tagger's weights cannot be loaded\n"
