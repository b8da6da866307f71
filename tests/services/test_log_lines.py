"""What is logged is one line for a program, and nobody who sends something can write another."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from services.log_lines import JsonLines, TextLines, set_up_logs

HOSTILE = 'harbour\n{"level": "error"}\r\x1b[2J\x00\u2028\x85é'
KEY = "onr_0123456789ab_" + "x" * 43


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """Take the handler away again, and the levels back."""
    root = logging.getLogger()
    before = list(root.handlers)
    named = logging.getLogger("onrecord")
    yield
    root.handlers = before
    named.setLevel(logging.NOTSET)


def crash(message: str) -> None:
    try:
        raise RuntimeError(message)
    except RuntimeError:
        logging.getLogger("onrecord.test").exception("the ferry sank")


def read(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_line_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(level="info", form="json", context=lambda: {"request_id": "r-1"})
    logging.getLogger("onrecord.test").info(
        "%s sails", "ferry", extra={"fields": {"status": 200, "key": None}}
    )
    written = read(capsys)
    line: dict[str, Any] = json.loads(written)
    assert written.count("\n") == 1
    assert line.pop("time").endswith("+00:00")
    assert line.pop("process") > 0
    assert line == {
        "level": "info",
        "logger": "onrecord.test",
        "message": "ferry sails",
        "request_id": "r-1",
        "status": 200,
    }


def test_a_traceback_is_in_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(level="info", form="json")
    crash(HOSTILE)
    written = read(capsys)
    assert written.count("\n") == 1
    assert written.isascii()
    line = json.loads(written)
    assert line["level"] == "error"
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert HOSTILE.split("\n")[0] in line["exception"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_nobody_begins_a_line_or_reaches_the_terminal(capsys: pytest.CaptureFixture[str], form: str) -> None:
    set_up_logs(level="info", form=form)
    logging.getLogger("onrecord.test").info("%s", HOSTILE, extra={"fields": {"route": HOSTILE}})
    written = read(capsys)
    assert len(written.splitlines()) == 1
    assert "harbour" in written
    assert not any(character in written for character in "\r\x1b\x00\u2028\x85")


def test_the_lines_of_a_traceback_look_like_none_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(level="info", form="text")
    crash("sunk\n2025-03-27T18:00:00.000+00:00 info [1] onrecord.access: GET /forged 200")
    first, *others = read(capsys).rstrip("\n").split("\n")
    assert first.endswith("error [" + first.split("[")[1].split("]")[0] + "] onrecord.test: the ferry sank")
    assert others
    assert all(line.startswith("    | ") for line in others)


@pytest.mark.parametrize("form", ["json", "text"])
def test_keys_are_not_kept_wherever_they_turn_up(capsys: pytest.CaptureFixture[str], form: str) -> None:
    set_up_logs(level="info", form=form, context=lambda: {"said": KEY})
    logging.getLogger("onrecord.test").info("%s", KEY)
    crash(KEY)
    written = read(capsys)
    assert "xxxx" not in written
    assert "onr_0123456789ab" in written


def test_the_level_is_that_of_the_setting_and_others_stay_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(level="warning", form="text")
    logging.getLogger("onrecord.test").info("hidden")
    set_up_logs(level="info", form="text")
    logging.getLogger("alembic").info("hidden")
    logging.getLogger("onrecord.test").info("shown")
    written = read(capsys)
    assert "hidden" not in written
    # Set up twice, written once.
    assert written.count("shown") == 1


@pytest.mark.parametrize("formatter", [JsonLines(), TextLines()])
def test_half_a_character_is_escaped(formatter: logging.Formatter) -> None:
    # Formatted here and not logged: pytest keeps what is logged, and cannot hand half a character to another process.
    record = logging.LogRecord("onrecord.test", logging.INFO, __file__, 1, "quay \ud800", None, None)
    assert "quay \\ud800" in formatter.format(record)
