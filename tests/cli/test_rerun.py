"""`onrecord rerun` shows what another reading changes; with --dry-run it writes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from models import (
    ArticleRevision,
    Base,
    Quote,
    make_session_factory,
    make_writing_session_factory,
    open_engine,
)
from tests.cli.conftest import Run
from tests.services.archive import rows_of

ARTICLE = "“The bridge will open in June,” said Mara Velden, the transport minister of Torland."


@pytest.fixture
def stored(migrated: Run, tmp_path: Path) -> Run:
    """An article whose quote was stored with another type, as if an older engine had read it."""
    (tmp_path / "a.txt").write_text(ARTICLE)
    assert (
        migrated("ingest", str(tmp_path / "a.txt"), "--publisher", "Torland\x1b[31m Courier").exit_code == 0
    )
    engine = open_engine(f"sqlite:///{tmp_path}/database/onrecord.sqlite3")
    with make_writing_session_factory(engine).begin() as session:
        session.execute(update(Quote).values(type="indirect", engine_version="0"))
        session.execute(update(ArticleRevision).values(engine_version="0"))
    engine.dispose()
    return migrated


def rows(tmp_path: Path) -> dict[str, list[Any]]:
    engine = open_engine(f"sqlite:///{tmp_path}/database/onrecord.sqlite3")
    try:
        return rows_of(make_session_factory(engine), *Base.metadata.tables)
    finally:
        engine.dispose()


def test_a_dry_run_shows_the_difference_and_writes_nothing(stored: Run, tmp_path: Path) -> None:
    before = rows(tmp_path)
    result = stored("rerun", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "  ~ 1: “The bridge will open in June,”\n      type: indirect → direct\n" in result.output
    assert "Quotes: 0 would be added, 0 gone, 1 changed." in result.output
    assert "\x1b" not in result.output
    assert rows(tmp_path) == before


def test_a_run_stores_it_and_another_finds_nothing_more(stored: Run, tmp_path: Path) -> None:
    assert "1 with differences, 0 without" in stored("rerun").output
    assert "0 with differences, 1 without" in stored("rerun", "--dry-run").output
    assert "0 articles read again" in stored("rerun", "--engine-before", "1").output


def test_json_has_a_line_for_each_article(stored: Run) -> None:
    result = stored("rerun", "--json", "--dry-run")
    (line,) = [json.loads(each) for each in result.stdout.splitlines()]
    assert (line["article"], line["outcome"]) == (1, "changed")
    assert (line["engine_before"]["version"], line["added"], line["gone"]) == ("0", [], [])
    (changed,) = line["changed"]
    assert (changed["before"]["id"], changed["before"]["type"], changed["after"]["type"]) == (
        1,
        "indirect",
        "direct",
    )
    assert changed["after"]["speaker"] == {"id": 1, "name": "Mara Velden"}
    assert "1 articles read again" in result.stderr


def test_articles_can_be_chosen(stored: Run) -> None:
    for options in (("--publisher", "Nobody's"), ("--after", "1")):
        assert "0 articles read again" in stored("rerun", "--dry-run", *options).output
    assert "1 articles read again" in stored("rerun", "--dry-run", "--article", "1", "--limit", "5").output


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--article", "99"), 1, "99"),
        (("--article", "x"), 2, "not a valid integer"),
        (("--limit", "0"), 2, "0"),
        (("--engine-before", "new"), 2, "has no number to compare"),
    ],
)
def test_what_cannot_be_chosen_is_said(
    stored: Run, options: tuple[str, ...], status: int, message: str
) -> None:
    result = stored("rerun", *options)
    assert result.exit_code == status
    assert message in result.output


def test_an_article_that_fails_is_named_and_the_status_tells(
    stored: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError("no such word")

    monkeypatch.setattr("cli.rerun.reread_article", fail)
    result = stored("rerun")
    assert result.exit_code == 1
    assert "article 1: ValueError: no such word" in result.output
    assert "1 failed" in result.output


def test_a_run_that_is_stopped_says_how_to_go_on(stored: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.rerun.reread_article", stop)
    result = stored("rerun")
    assert result.exit_code == 130
    assert "Stopped." in result.output
