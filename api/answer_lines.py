"""Answers of which each line is a JSON object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CONTENT_TYPE = "application/x-ndjson"

# JSON leaves these as they are, and many programs take them for the end of a line.
_OTHER_LINE_BREAKS = {character: f"\\u{character:04x}" for character in (0x85, 0x2028, 0x2029)}


def answer_line(value: dict[str, Any], dump: Callable[..., str]) -> str:
    """The line of one object, with its end; `dump` writes JSON."""
    return dump(value, separators=(",", ":")).translate(_OTHER_LINE_BREAKS) + "\n"
