"""`onrecord ingest` stores what it can, says what it cannot, and never stops half-way."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

ARTICLE = "“The bridge will open in June,” said Mara Velden, the transport minister of Torland."
PAGE = f"<html lang='en'><head><title>Bridge opens</title></head><body><article><p>{ARTICLE}</p></article></body></html>"


def test_text_page_and_lines_are_stored_and_their_quotes_found(migrated: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE + "\n")
    (tmp_path / "in" / "b.HTML").write_text(PAGE)
    line = {"text": ARTICLE, "url": "https://news.example/bridge", "published_at": "2025-06-01T08:00:00Z"}
    (tmp_path / "in" / "c.jsonl").write_text(json.dumps(line) + "\n")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")

    result = migrated("ingest", str(tmp_path / "in"))

    assert result.exit_code == 0, result.output
    assert "3 new, 0 revised, 0 known already, 0 failed." in result.output
    answer = migrated("ask", "what did Velden say about the bridge")
    assert answer.output.count("The bridge will open in June,") == 3
    assert "https://news.example/bridge" in answer.output


def test_the_same_files_again_are_known_already(migrated: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    migrated("ingest", str(tmp_path / "a.txt"))

    result = migrated("ingest", str(tmp_path / "a.txt"), str(tmp_path / "a.txt"))

    assert "0 new, 0 revised, 1 known already, 0 failed." in result.output


def test_a_bad_file_or_line_is_named_and_the_rest_is_stored(migrated: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "latin.txt").write_bytes("Señal".encode("latin-1"))
    (tmp_path / "odd.pdf").write_bytes(b"%PDF")
    lines = [
        "not json",
        '{"title": "no text"}',
        '{"text": "x", "colour": "red"}',
        json.dumps({"text": ARTICLE}),
    ]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines))
    names = ["empty.txt", "latin.txt", "odd.pdf", "lines.jsonl"]

    result = migrated("ingest", *(str(tmp_path / name) for name in names))

    assert result.exit_code == 1
    assert "1 new, 0 revised, 0 known already, 6 failed." in result.output
    assert "latin.txt: is not utf-8 (byte 2); name its encoding with --encoding" in result.output
    assert "odd.pdf: has an unknown kind" in result.output
    assert "lines.jsonl, line 1: not JSON" in result.output
    assert "colour" in result.output


def test_another_encoding_can_be_named(migrated: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode("cp1252"))

    result = migrated("ingest", str(tmp_path / "a.txt"), "--encoding", "cp1252")

    assert "1 new" in result.output
    assert "The bridge will open" in migrated("ask", "what did Velden say about the bridge").output


def test_an_encoding_that_does_not_exist_is_refused(migrated: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    result = migrated("ingest", str(tmp_path / "a.txt"), "--encoding", "utf-99")
    assert result.exit_code == 2
    assert "'utf-99' is no encoding" in result.output


def test_options_fill_in_what_a_file_does_not_say(migrated: Run, tmp_path: Path) -> None:
    said = {"text": ARTICLE, "publisher": "Belmora Post", "published_at": "2024-01-02T03:04:05Z"}
    (tmp_path / "a.jsonl").write_text(json.dumps(said) + "\n" + json.dumps({"text": ARTICLE + " "}))

    migrated("ingest", str(tmp_path), "--publisher", "Torland Courier", "--published-at", "2025-06-01")

    output = migrated("ask", "what did Velden say about the bridge").output
    assert "Belmora Post, 2024-01-02" in output
    assert "Torland Courier, 2025-06-01" in output


def test_a_database_that_was_not_migrated_is_said_plainly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    result = run("ingest", str(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert "onrecord migrate" in result.output
