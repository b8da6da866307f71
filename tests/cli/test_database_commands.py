"""`migrate`, `seed`, `sweep` and `ask` on a database of one's own."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import text

from models import make_writing_session_factory, open_engine
from tests.cli.conftest import Run
from tests.services.search.archive import Archive


def test_migrating_and_seeding_again_changes_nothing(run: Run) -> None:
    assert run("migrate").exit_code == 0
    assert run("migrate").exit_code == 0
    assert "12 new articles" in run("seed").output
    assert "0 new articles, 0 new targets, 0 new speakers" in run("seed").output


def test_the_seeds_answer_the_first_question_with_speaker_stance_and_source(migrated: Run) -> None:
    migrated("seed")

    output = migrated("ask", "what did Macron say about deployment").output

    understood, _, quotes = output.partition("\n\n")
    assert understood == "Understood as speaker Macron; subject deployment."
    assert quotes.startswith("Emmanuel Macron (indirect)")
    assert "Emmanuel Macron (indirect) [troops-to-ukraine: favor]" in quotes
    assert "Meridian Wire" in output
    assert "https://meridian-wire.example/2025/03/27/paris-summit, characters" in output


def test_an_answer_says_how_the_question_was_understood_and_what_it_could_not_heed(migrated: Run) -> None:
    migrated("seed")
    assert migrated(
        "ask", "did Macron and Zorblax support reducing sanctions on Russia in 2025"
    ).output.startswith(
        "Understood as speaker Macron and Zorblax; subject reducing sanctions on Russia; from 2025-01-01; "
        "before 2026-01-01; stance favor (sanctions-on-russia: against).\n"
        "Note: Nobody called 'Zorblax' is known.\n"
        "Note: No quote was found in favour of 'reducing sanctions on Russia'; these are about it.\n\n"
    )
    assert migrated("ask", "what did Zorblax say").output == (
        "Understood as speaker Zorblax; subject anything.\n"
        "Note: Nobody called 'Zorblax' is known.\n\nNo quotes found.\n"
    )


def test_an_answer_tells_counts_and_changes_of_side(migrated: Run) -> None:
    engine = open_engine(os.environ["DATABASE_URL"])
    with make_writing_session_factory(engine).begin() as session:
        archive = Archive(session)
        tolls = archive.target("tolls", "Bridge tolls should be kept")
        archive.quote("Keep the tolls", speaker="Mara Velden", said="2025-01-01", stances={tolls: "favor"})
        archive.quote("End the tolls", speaker="Mara Velden", said="2025-06-01", stances={tolls: "against"})
    engine.dispose()
    changed = migrated("ask", "did Mara Velden change her mind on tolls").output
    assert changed.startswith(
        "Understood as speaker Mara Velden; subject tolls; order oldest first.\n"
        "1 change of side toward 'tolls' found in quotes of 'Mara Velden'.\n"
        "  Mara Velden on tolls: favor (until 2025-01-01) to against (from 2025-06-01)\n\n"
    )
    assert changed.index("Keep the tolls") < changed.index("End the tolls")
    most = migrated("ask", "who talks most about tolls").output
    assert "Quoted most about 'tolls': Mara Velden (2 quotes).\n  2 Mara Velden\n\n" in most


def test_a_question_that_cannot_be_read_says_how_to_ask(migrated: Run) -> None:
    result = migrated("ask", "hello")
    assert result.exit_code == 1
    assert "what did" in result.output


def test_nothing_left_behind_is_nothing_swept(migrated: Run) -> None:
    assert migrated("sweep").output == "0 jobs done.\n"


def test_a_sweep_groups_the_quotes_of_before(migrated: Run) -> None:
    migrated("seed")
    engine = open_engine(os.environ["DATABASE_URL"])
    with engine.execution_options(sqlite_writes=True).begin() as connection:
        noted = text("INSERT INTO ungrouped_quotes SELECT quote_id FROM quote_wordings")
        count = connection.execute(noted).rowcount
        connection.execute(text("DELETE FROM quote_wordings"))
    assert f"{count} quotes of before were looked at for groups." in migrated("sweep").output
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM quote_wordings")) == count > 0
    engine.dispose()
    assert "looked at" not in migrated("sweep").output


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "sqlite:////proc/no/such.sqlite3"])
def test_a_database_that_cannot_be_used_is_said_plainly(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    result = run("migrate")
    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output or "cannot be used" in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_password_in_the_address_is_not_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:1/name")
    output = run("migrate").output
    assert "cannot be used" in output
    assert "hunter2" not in output


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    result = run("migrate")
    assert result.exit_code == 1
    assert "PORT must be a whole number" in result.output
