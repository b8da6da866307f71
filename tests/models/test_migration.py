"""The migrations make the schema the models describe, once, whoever asks and however often."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from models import Base
from models.migration import (
    DatabaseNewer,
    DatabaseOlder,
    check_schema,
    current_revision,
    head_revision,
    migrate,
    migration_configuration,
)
from models.name_words import spelling_numbers
from models.quote_words import word_pairs

BOTH = pytest.mark.parametrize("bare_database_url", ["sqlite", "postgresql"], indirect=True)


def is_modelled(name: str | None, reflected: bool, counterpart: object) -> bool:
    """Leave out what the search keeps beside the models, made of expressions that models cannot spell."""
    return not (reflected and counterpart is None and re.search("search|ix_quotes_newest", name or ""))


def test_the_migrated_schema_is_the_one_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _, name, __, reflected, other: is_modelled(name, reflected, other),
            },
        )
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


@BOTH
def test_the_migrations_make_every_constraint_of_the_models(bare_engine: Engine) -> None:
    with bare_engine.connect() as connection:
        modelled = connection.begin()
        Base.metadata.create_all(connection)
        wanted = described_constraints(connection)
        modelled.rollback()
    migrate(bare_engine)
    with bare_engine.connect() as connection:
        assert described_constraints(connection) == wanted


def described_constraints(connection: Connection) -> dict[str, Any]:
    seen = inspect(connection)
    return {
        table: {
            "checks": sorted(
                (check["name"], check["sqltext"]) for check in seen.get_check_constraints(table)
            ),
            "unique": sorted(str(unique["name"]) for unique in seen.get_unique_constraints(table)),
            "foreign": sorted(str(key["name"]) for key in seen.get_foreign_keys(table)),
            "primary": seen.get_pk_constraint(table)["constrained_columns"],
        }
        for table in Base.metadata.tables
    }


@BOTH
def test_migrating_twice_changes_nothing(bare_engine: Engine) -> None:
    assert current_revision(bare_engine) is None
    migrate(bare_engine)
    migrate(bare_engine)
    assert current_revision(bare_engine) == head_revision()


@BOTH
def test_going_back_leaves_an_empty_database(bare_engine: Engine) -> None:
    migrate(bare_engine)
    with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
        command.downgrade(migration_configuration(connection), "base")
    with bare_engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        if bare_engine.dialect.name == "postgresql":
            functions = "SELECT count(*) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            assert connection.scalar(text(functions)) == 0
    migrate(bare_engine)
    check_schema(bare_engine)


@BOTH
def test_targets_keep_their_words_and_get_a_version_of_their_wording(bare_engine: Engine) -> None:
    def to(revision: str, statement: str) -> list[Any]:
        with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
            move = command.downgrade if revision == "0002" else command.upgrade
            move(migration_configuration(connection), revision)
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []

    with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
        command.upgrade(migration_configuration(connection), "0002")
        connection.execute(
            text(
                "INSERT INTO targets (slug, proposition, terms, created_at, version, updated_at)"
                " VALUES ('quay', 'The quay should reopen', '[]', '2025-03-27', 4, '2025-03-27')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO jobs (kind, state, target_id, attempts, created_at)"
                " SELECT 'tag_target', 'done', id, 1, '2025-03-27' FROM targets"
            )
        )
    shown = "SELECT slug, proposition, version, wording_version, inverse, notes FROM targets"
    assert to("0003", shown) == [("quay", "The quay should reopen", 4, 4, None, None)]
    to(
        "0003",
        "UPDATE targets SET version = 6, inverse = 'The quay should stay shut', notes = 'Only the quay.'",
    )
    assert to("0002", "SELECT * FROM targets")[0][1:3] == ("quay", "The quay should reopen")
    # The stances of the last wording are still of the target's version.
    assert to("0002", "SELECT version FROM targets") == [(4,)]
    assert to("head", "SELECT count(*) FROM jobs WHERE target_id IS NOT NULL") == [(1,)]


@BOTH
def test_quotes_of_before_get_their_doubt_and_their_history(bare_engine: Engine) -> None:
    def run(*statements: str) -> list[Any]:
        with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
            for statement in statements:
                result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []

    def move(to: str, change: Any = command.upgrade) -> None:
        with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
            change(migration_configuration(connection), to)

    move("0004")
    now, quote = "CURRENT_TIMESTAMP", "'direct', 'No', 'No'"
    columns = (
        "article_id, revision_id, identity_key, position, type, text, context, speaker_candidates, confidence"
    )
    events = "actor, action, subject_kind, subject_id, before, after, created_at"
    run(
        "INSERT INTO articles (identity_key, language, state, withdrawn_at, created_at, version, updated_at)"
        f" VALUES ('one', 'en', 'withdrawn', '2025-03-27 10:00:00+00:00', {now}, 1, {now})",
        "INSERT INTO article_revisions (article_id, number, text, text_length, text_digest, warnings, created_at)"
        f" VALUES (1, 1, 'No', 2, '0', '[\"odd\"]', {now})",
        f"INSERT INTO targets (slug, proposition, terms, wording_version, created_at, version, updated_at)"
        f" VALUES ('yes', 'Yes', '[]', 1, {now}, 1, {now})",
        *(
            f"INSERT INTO quotes ({columns}, no_speaker_reason, engine, engine_version, decided_by, state, created_at,"
            f" version, updated_at) VALUES (1, 1, '{key}', 0, {quote}, '{names}', 0.6, 'no_source', 'e', '1',"
            f" 'machine', '{state}', {now}, 1, {now})"
            for key, names, state in (
                ("0-2", '["Velden"]', "active"),
                ("0-1", "[]", "active"),
                ("1-2", "[]", "withdrawn"),
            )
        ),
        "INSERT INTO stances (quote_id, target_id, target_version, label, confidence, evidence_start, evidence_end,"
        f" engine, engine_version, decided_by, created_at, version, updated_at)"
        f" VALUES (2, 1, 1, 'favor', 0.8, 0, 1, 'e', '1', 'machine', {now}, 1, {now})",
        f"INSERT INTO history_events ({events})"
        f" VALUES ('key:a', 'rejected', 'quote', 1, '{{}}', '{{}}', {now}),"
        f""" ('engine:e@1', 'removed', 'stance', 7, '{{"quote_id": 2}}', NULL, {now}),"""
        f" ('key:a', 'withdrawn', 'article', 1, NULL, '{{}}', {now})",
    )
    move("0007")
    shown = "SELECT doubt, withdrawn_at IS NOT NULL FROM quotes ORDER BY id"
    assert [(doubt, bool(has_moment)) for doubt, has_moment in run(shown)] == [
        (70, False),
        (55, False),
        (0, True),
    ]
    assert run("SELECT quote_id FROM history_events ORDER BY id") == [(1,), (2,), (None,)]
    with pytest.raises(IntegrityError, match="history is only added to"):
        run("UPDATE history_events SET quote_id = 3")
    move("0004", command.downgrade)
    with pytest.raises(IntegrityError, match="a human decided this stance"):
        run("UPDATE stances SET decided_by = 'human'", "DELETE FROM stances")
    assert run("SELECT count(*) FROM quotes") == [(3,)]
    move("head")


@BOTH
def test_stored_quotes_get_the_pairs_of_their_words(bare_engine: Engine) -> None:
    with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
        command.upgrade(migration_configuration(connection), "0004")
        for statement in (
            "INSERT INTO articles (identity_key, language, state, created_at, version, updated_at)"
            " VALUES ('one', 'en', 'ready', '2025-03-27', 1, '2025-03-27')",
            "INSERT INTO article_revisions (article_id, number, text, text_length, text_digest, warnings, created_at)"
            " SELECT id, 1, 'x', 1, '', '[]', '2025-03-27' FROM articles",
            *(
                "INSERT INTO quotes (article_id, revision_id, identity_key, position, type, text, context,"
                " no_speaker_reason, speaker_candidates, confidence, engine, engine_version, decided_by, state,"
                " created_at, version, updated_at) SELECT article_id, id, 'key-"
                + state
                + "', 0, 'direct', 'The quay is shut', '', 'no_source', '[]', 0.9, 'test', '1', 'machine', '"
                + state
                + "', '2025-03-27', 1, '2025-03-27' FROM article_revisions"
                for state in ("active", "rejected")
            ),
        ):
            connection.execute(text(statement))
    migrate(bare_engine)
    with bare_engine.connect() as connection:
        pairs = connection.execute(
            text("SELECT pair, identity_key FROM quote_pairs JOIN quotes ON id = quote_id")
        )
        assert [tuple(row) for row in pairs] == [
            (pair, "key-active") for pair in word_pairs(["quay", "shut"])
        ]


@BOTH
def test_stored_names_get_their_spellings(bare_engine: Engine) -> None:
    with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
        command.upgrade(migration_configuration(connection), "0011")
        for statement in (
            "INSERT INTO speakers (name, kind, created_at, version, updated_at)"
            " VALUES ('Mara Velden', 'person', '2025-03-27', 1, '2025-03-27')",
            *(
                "INSERT INTO speaker_aliases (speaker_id, name, name_key, identifies, decided_by, created_at)"
                f" SELECT id, '{key}', '{key}', true, 'human', '2025-03-27' FROM speakers"
                for key in ("mara velden", "mara vale")
            ),
        ):
            connection.execute(text(statement))
    migrate(bare_engine)
    with bare_engine.connect() as connection:
        spellings = connection.execute(
            text(
                "SELECT name_key, spelling FROM speaker_name_spellings JOIN speaker_aliases ON id = alias_id"
            )
        )
        assert {tuple(row) for row in spellings} == {
            *(("mara velden", number) for number in spelling_numbers("velden")),
            *(("mara vale", number) for number in spelling_numbers("vale")),
        }


@BOTH
def test_stored_quotes_are_noted_as_still_to_be_grouped(bare_engine: Engine) -> None:
    moment = "'2025-03-27 10:00:00+00:00'"
    with bare_engine.execution_options(sqlite_writes=True).begin() as connection:
        command.upgrade(migration_configuration(connection), "0011")
        for statement in (
            "INSERT INTO articles (identity_key, language, state, created_at, version, updated_at)"
            f" VALUES ('one', 'en', 'ready', {moment}, 1, {moment})",
            "INSERT INTO article_revisions (article_id, number, text, text_length, text_digest, warnings, created_at)"
            f" SELECT id, 1, 'x', 1, '', '[]', {moment} FROM articles",
            "INSERT INTO speakers (name, kind, created_at, version, updated_at)"
            f" VALUES ('Mara Velden', 'person', {moment}, 1, {moment})",
            *(
                "INSERT INTO quotes (article_id, revision_id, identity_key, position, type, text, context, speaker_id,"
                " no_speaker_reason, speaker_candidates, confidence, engine, engine_version, decided_by, state,"
                f" created_at, version, updated_at) SELECT r.article_id, r.id, '{key}', 0, 'direct', 'Yes', '', {voice},"
                f" '[]', 0.9, 'test', '1', 'machine', '{state}', {moment}, 1, {moment}"
                " FROM article_revisions r, speakers s"
                for key, voice, state in (
                    ("said", "s.id, NULL", "active"),
                    ("rejected", "s.id, NULL", "rejected"),
                    ("nobody", "NULL, 'no_source'", "active"),
                )
            ),
        ):
            connection.execute(text(statement))
    migrate(bare_engine)
    with bare_engine.connect() as connection:
        noted = text("SELECT identity_key FROM ungrouped_quotes JOIN quotes ON id = quote_id")
        assert list(connection.scalars(noted)) == ["said"]


@BOTH
def test_processes_that_start_at_once_migrate_once(bare_database_url: str, bare_engine: Engine) -> None:
    program = (
        "import sys; from models import open_engine; from models.migration import migrate;"
        " migrate(open_engine(sys.argv[1]))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, bare_database_url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    check_schema(bare_engine)


def test_a_database_of_a_newer_version_is_refused(engine: Engine) -> None:
    with engine.execution_options(sqlite_writes=True).begin() as connection:
        before = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(DatabaseNewer, match="a newer version has migrated it"):
            migrate(engine)
        with pytest.raises(DatabaseNewer, match="'9999'"):
            check_schema(engine)
    finally:
        with engine.execution_options(sqlite_writes=True).begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :before"), {"before": before})


@pytest.mark.parametrize("bare_database_url", ["sqlite"], indirect=True)
def test_a_database_that_was_never_migrated_is_told_how(bare_engine: Engine) -> None:
    with pytest.raises(DatabaseOlder, match="onrecord migrate"):
        check_schema(bare_engine)


def test_there_is_one_line_of_migrations() -> None:
    scripts = ScriptDirectory.from_config(migration_configuration())
    assert scripts.get_heads() == [head_revision()]
    assert scripts.get_bases() == ["0001"]


def test_the_migrations_are_found_in_a_folder_with_a_percent_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "100%"
    folder.mkdir()
    monkeypatch.setattr("models.migration.__file__", str(folder / "migration.py"))
    configuration = migration_configuration()
    assert configuration.get_main_option("script_location") == str(folder / "migrations")
