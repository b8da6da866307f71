"""Lines of JSON: one object a line, those that are none named by number."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no JSON object, and why; `limit` is how many bytes it may have when it was too long to be read."""

    number: int
    reason: str
    limit: int | None = None


JsonLine = tuple[int, dict[str, Any] | BadLine]
"""The number of a line, from 1, and its object or what is wrong with it."""


def parse_plain_json(raw: bytes) -> Any:
    """What Python's parser takes for JSON in UTF-8. Raises ValueError that says why it is none."""
    try:
        return json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos}") from error
    except (RecursionError, ValueError) as error:
        raise ValueError(f"not readable as JSON: {error}") from error


def read_json_lines(
    stream: IO[bytes],
    *,
    parse: Callable[[bytes], Any] = parse_plain_json,
    longest: int | None = None,
) -> Iterator[JsonLine]:
    """Yield each line in turn; blank ones are counted and passed over, and so is a byte order mark.

    `parse` reads a line and raises ValueError. A line of more than `longest` bytes is passed over in parts, so that
    no more than that is in memory.
    """
    for number, raw in enumerate(_raw_lines(stream, longest), start=1):
        if raw is None:
            yield number, BadLine(number, f"longer than {longest} bytes", limit=longest)
            continue
        content = raw.removeprefix(codecs.BOM_UTF8)
        if not content.strip():
            continue
        try:
            line = parse(content)
        except ValueError as error:
            yield number, BadLine(number, str(error))
            continue
        if isinstance(line, dict):
            yield number, line
        else:
            yield number, BadLine(number, f"a JSON object was expected, not {type(line).__name__}")


def _raw_lines(stream: IO[bytes], longest: int | None) -> Iterator[bytes | None]:
    """The lines with their ends, None for one that is too long."""
    # Two more, for the line break, which does not count.
    size = -1 if longest is None else longest + 2
    while raw := stream.readline(size):
        is_whole = raw.endswith(b"\n") or len(raw) != size
        if is_whole and (longest is None or len(raw.rstrip(b"\r\n")) <= longest):
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(size)
        yield None
