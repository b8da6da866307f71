"""JSON as RFC 8259 has it, and nothing that only Python's parser would take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

MAX_DIGITS = 400
"""Longer numbers mean nothing here and cost time that grows with their square."""


class InvalidJson(ValueError):
    """The text is not JSON that can be accepted; the message says why."""


def parse_json(body: bytes, name: str = "The body") -> Any:
    """The value of a JSON text in UTF-8; messages call it by its name.

    Raises InvalidJson for another encoding, a syntax error, NaN and infinities, a key that comes twice in one
    object, numbers of absurd length, and nesting too deep to be read.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidJson(f"{name} is not UTF-8 (byte {error.start}).") from None
    if not text.strip():
        raise InvalidJson(f"{name} is empty; it must be a JSON object.")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object_of,
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
            parse_int=_short_int,
        )
    except json.JSONDecodeError as error:
        raise InvalidJson(
            f"{name} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from None
    except RecursionError:
        raise InvalidJson(f"{name} is nested too deeply.") from None


def unstorable_strings(value: Any) -> Iterator[tuple[list[str | int], str]]:
    """Where strings of a JSON value hold what no database stores, as paths with the reason."""
    waiting: list[tuple[list[str | int], Any]] = [([], value)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, str):
            reason = unstorable(part)
            if reason:
                yield path, reason
        elif isinstance(part, dict):
            for key, member in part.items():
                reason = unstorable(key)
                if reason:
                    yield path, f"A key: {reason}"
                else:
                    waiting.append(([*path, key], member))
        elif isinstance(part, list):
            waiting.extend(([*path, index], member) for index, member in enumerate(part))


def unstorable(text: str) -> str | None:
    """Why no database stores this string, if none does."""
    if "\x00" in text:
        return "Must not contain NUL characters."
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"Has half a character (a lone surrogate) at offset {error.start}."
    return None


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                # A key may hold half a character, which could not be sent back.
                shown = key[:100].encode("ascii", "backslashreplace").decode()
                raise InvalidJson(f"The key {shown!r} comes twice in one object.")
            seen.add(key)
    return found


def _refuse_constant(name: str) -> Any:
    raise InvalidJson(f"{name} is not JSON.")


def _finite_float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise InvalidJson("A number is too large.")
    return number


def _short_int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise InvalidJson("A number has too many digits.")
    return int(digits)
