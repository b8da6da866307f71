"""Log lines that a program can read and that nobody can forge: one form for the server, its workers and the commands."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

FORMATS = ("json", "text")
LEVELS = ("debug", "info", "warning", "error", "critical")

Context = Callable[[], Mapping[str, Any]]
"""What the lines of this moment have in common, such as the id of the request."""

# Other packages tell things at `info` that say nothing about this service.
_OURS = ("onrecord", "api", "services", "models", "attribution", "seeds", "cli", "gunicorn")
# Whatever an error's message quotes, a key that opens something is not kept.
_SECRET = re.compile(r"(onr_[0-9a-f]{12})_[A-Za-z0-9_-]{20,}")
# Line breaks would begin a forged line, and escape sequences would be obeyed by a terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTINUED = "\n    | "


class JsonLines(logging.Formatter):
    """A record as one JSON object on one line, a traceback in its member `exception`.

    What is in the record's `fields` are further members.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, in ASCII."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _hide_secrets(record.getMessage()),
            "process": record.process,
            **_fields(record),
        }
        trace = _trace(self, record)
        if trace:
            line["exception"] = trace
        # Everything but ASCII is escaped, so no reader can take a character for a line's end.
        return json.dumps(line, default=str)


class TextLines(logging.Formatter):
    """A record as a line to be read by a person; the lines of a traceback are indented under it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and those of a traceback."""
        said = _escape(_hide_secrets(record.getMessage()))
        told = "".join(f" {name}={_escape(str(value))}" for name, value in _fields(record).items())
        line = f"{_time(record)} {record.levelname.lower()} [{record.process}] {record.name}: {said}{told}"
        trace = _trace(self, record)
        # No line of a message in it can look like the beginning of a record.
        return line + "".join(_CONTINUED + _escape(part) for part in trace.split("\n") if part)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the time, which tests and daemons exchange."""

    def __init__(self, context: Context) -> None:
        logging.Handler.__init__(self)
        self.context = context

    # The base class keeps the stream of the beginning in an attribute.
    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr

    def emit(self, record: logging.LogRecord) -> None:
        record.context = self.context()
        super().emit(record)


def set_up_logs(*, level: str, form: str, context: Context = dict) -> None:
    """Write what is logged to standard error from now on, in one of FORMATS and from one of LEVELS on.

    Called again it replaces what it set up before.
    """
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _StandardError)]:
        root.removeHandler(handler)
    handler = _StandardError(context)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root.addHandler(handler)
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    found: dict[str, Any] = {**getattr(record, "context", {}), **getattr(record, "fields", {})}
    return {
        name: _hide_secrets(value) if isinstance(value, str) else value
        for name, value in found.items()
        if value is not None
    }


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    parts = []
    if record.exc_info:
        parts.append(formatter.formatException(record.exc_info))
    if record.stack_info:
        parts.append(formatter.formatStack(record.stack_info))
    return _hide_secrets("\n".join(parts))


def _hide_secrets(text: str) -> str:
    return _SECRET.sub(r"\1_…", text)


def _escape(text: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
