"""JSON lines in and out: one object a line, bad lines reported by number, output whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from services.json_lines import BadLine, read_json_lines


def require_text(line: dict[str, Any], key: str) -> str:
    """The string under `key`. Raises ValueError saying what is missing or of the wrong kind."""
    value = line.get(key)
    if not isinstance(value, str):
        found = "is missing" if key not in line else f"is of type {type(value).__name__}"
        raise ValueError(f"{key!r} must be a string, but {found}")
    return value


def write_json_line(stream: IO[str], line: dict[str, Any]) -> None:
    """Write one object as ASCII JSON: a lone surrogate in a text could not be written as UTF-8."""
    stream.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")


def answer_json_lines(
    stream: IO[bytes], output: str, answer: Callable[[dict[str, Any]], dict[str, Any]]
) -> int:
    """Write the answer to each object of `stream` to `output`, in order; the number of lines passed over.

    A line that cannot be read, or for which `answer` raises ValueError, is named on standard error.
    """
    bad_lines = 0
    with open_output(output) as written:
        for number, line in read_json_lines(stream):
            try:
                if isinstance(line, BadLine):
                    raise ValueError(line.reason)
                write_json_line(written, answer(line))
            except ValueError as error:
                bad_lines += 1
                click.echo(f"line {number}: {error}; passed over", err=True)
    return bad_lines


@contextlib.contextmanager
def open_output(path: str) -> Iterator[IO[str]]:
    """Open an output file that appears under its name only when complete; `-` is standard output."""
    if path == "-":
        yield sys.stdout
        return
    target = Path(path)
    try:
        handle, partial = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise click.ClickException(f"cannot write to {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            yield stream
        # mkstemp makes files only their owner may read; an ordinary output file follows the umask.
        mask = os.umask(0)
        os.umask(mask)
        Path(partial).chmod(0o666 & ~mask)
        Path(partial).replace(target)
    except OSError as error:
        raise click.ClickException(f"cannot write to {path}: {error.strerror}") from error
    finally:
        Path(partial).unlink(missing_ok=True)
