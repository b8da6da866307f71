"""A migrated database of its own for each test, reached as a person reaches it: through DATABASE_URL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `onrecord` with these arguments."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/database/onrecord.sqlite3")

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return call


@pytest.fixture
def migrated(run: Run) -> Run:
    """The same, with the database in place."""
    assert run("migrate").exit_code == 0
    return run
