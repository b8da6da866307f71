"""A copy of a text, equally long, in which characters that mean the same are the same."""

from __future__ import annotations

import re

from attribution.text.apostrophes import fold_apostrophes

_ODD_CHARACTERS = re.compile(
    "[\x00-\x09\x0e-\x1f\x7f-\x9f\xa0\u1680\u2000-\u200b\u200e-\u2011\u202a-\u202f\u205f\u2066-\u2069\u3000\ufeff"
    "\ud800-\udfff]"
)
_MEANINGS = {
    "\u2010": "-",
    "\u2011": "-",
    "\x85": "…",
    "\x91": "‘",
    "\x92": "’",
    "\x93": "“",
    "\x94": "”",
    "\x96": "–",
    "\x97": "—",
}
"""Hyphens, and the marks of Windows-1252 that were read as Latin-1."""


def fold(text: str) -> str:
    """Fold a text character by character, so that every offset means the same place in both.

    Spaces of all kinds, control and direction characters become a space, hyphens a plain one, apostrophes inside
    words a straight one, and lone surrogates, which no encoder takes, U+FFFD. Line ends stay.
    """
    return fold_apostrophes(_ODD_CHARACTERS.sub(_fold_character, text))


def _fold_character(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _MEANINGS.get(character, " ")
