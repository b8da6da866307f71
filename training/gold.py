"""The annotated articles that engines are fitted to and measured against."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribution import Span

CORPORA_VARIABLE = "ONRECORD_CORPORA"
"""Environment variable naming the folder that holds the annotated corpora."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution marked by hand; each part's spans are `[start, end)` in the article's text."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speech: bool = True
    """Whether the cue is a word for speech, and not for a belief or an intention; True where nobody marked it."""
    source_kind: str = ""
    """`named`, `nominal`, `pronoun` or `none`; empty where nobody marked it."""
    resolved_name: str | None = None
    """Who a pronoun or nominal is, as a coreference tool guessed; None where none did."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with everything its annotators marked."""

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def corpora_folder() -> Path:
    """The folder that `ONRECORD_CORPORA` names.

    Raises `RuntimeError` when the variable is unset or names no folder.
    """
    folder = os.environ.get(CORPORA_VARIABLE)
    if not folder or not Path(folder).is_dir():
        raise RuntimeError(f"{CORPORA_VARIABLE} must name the folder with the annotated corpora")
    return Path(folder)


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """The articles of a JSON-lines file: `{id, text, quotes: [{content, cue, source}]}` a line.

    A quote may also have `speech`, `source_kind` and `speaker_name_silver`.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            yield GoldArticle(
                raw["id"],
                raw["text"],
                tuple(_attribution(quote) for quote in raw["quotes"]),
            )


def _attribution(quote: dict[str, Any]) -> GoldAttribution:
    return GoldAttribution(
        _spans(quote["content"]),
        _spans(quote["cue"] or ()),
        _spans(quote["source"] or ()),
        quote.get("speech", True),
        quote.get("source_kind", ""),
        quote.get("speaker_name_silver"),
    )


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(pair[0], pair[1]) for pair in pairs)


def hash_files(files: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of files, by the names given them."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def words_in(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The words of a text that stand in some spans, each as the offset it starts at."""
    return frozenset(
        span.start + match.start() for span in spans for match in _WORD.finditer(text[span.start : span.end])
    )


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared words as a share of all words of two sets (intersection over union), 0 when both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0
