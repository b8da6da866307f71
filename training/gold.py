"""The annotated articles that engines are fitted to and measured against."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    """The articles of a JSON-lines file: `{id, text, quotes: [{content, cue, source}]}` a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            yield GoldArticle(
                raw["id"],
                raw["text"],
                tuple(
                    GoldAttribution(
                        _spans(quote["content"]), _spans(quote["cue"] or ()), _spans(quote["source"] or ())
                    )
                    for quote in raw["quotes"]
                ),
            )


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(pair[0], pair[1]) for pair in pairs)


def words_in(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The words of a text that stand in some spans, each as the offset it starts at."""
    return frozenset(
        span.start + match.start() for span in spans for match in _WORD.finditer(text[span.start : span.end])
    )


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared words as a share of all words of two sets (intersection over union), 0 when both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0
