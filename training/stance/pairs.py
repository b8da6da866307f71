"""The pairs of a quote and a proposition that stance engines are fitted to and measured against."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import training
from attribution.extraction import SEGMENT_JOINT, Span, join_segments
from attribution.stance import PairLabel
from training.gold import hash_files, read_gold

WRITTEN = Path(training.__file__).parent / "data" / "stance" / "written.jsonl"
"""Quotes and targets of our own; training/data/stance/README.md is their datasheet."""
REAL = WRITTEN.with_name("real.jsonl")
"""Labels for real quotes of PolNeAR's training articles, whose text is not here."""

Split = Literal["train", "dev"]
_REAL_SHARES = 7
LABELS: tuple[PairLabel, ...] = get_args(PairLabel)


@dataclass(frozen=True, slots=True)
class Pair:
    """A text toward a proposition, with the label that people gave it."""

    text: str
    context: str
    """The sentences around the text, with it; empty where the set has none."""
    target: str
    labels: tuple[PairLabel, ...]
    """The answers that count as right, the first reader's first."""
    kind: str = ""
    """What is hard about it, in the sets that say so."""
    evidence: tuple[Span, ...] = ()
    """The words of the text that show the side, in the sets that say so."""


def read_written(split: Split, path: Path = WRITTEN) -> Iterator[Pair]:
    """The pairs of our own; no proposition and no quote is in both splits."""
    for row in _rows(path):
        if row["split"] == split:
            text = row["text"]
            found = ((text.find(words), len(words)) for words in row["evidence"])
            evidence = tuple(Span(start, start + length) for start, length in found if start >= 0)
            yield Pair(text, row["context"], row["target"], (row["label"],), row["kind"], evidence)


def read_real(corpora: Path, split: Split, path: Path = REAL) -> Iterator[Pair]:
    """The labelled quotes of PolNeAR's training articles, with their text from the corpora folder; a seventh of the articles is "dev"."""
    texts = {article.id: article.text for article in read_gold(corpora / "quotes" / "polnear.train.jsonl")}
    for row in _rows(path):
        if is_kept_out(row["article"]) != (split == "dev"):
            continue
        text = texts[row["article"]]
        content = [Span(start, end) for start, end in row["content"]]
        start, end = row["context"]
        yield Pair(
            join_segments(text, content),
            text[start:end],
            row["target"],
            (row["label"],),
            evidence=tuple(_within(content, *row["evidence"])),
        )


def is_kept_out(article: str) -> bool:
    """Whether nothing of an article with this id is learned from: a seventh of them."""
    return zlib.crc32(article.encode()) % _REAL_SHARES == 0


def read_public(path: Path, split: Split) -> Iterator[Pair]:
    """The pairs of one of the corpora's stance sets. Where readers differed, each of their labels counts as right."""
    for row in _rows(path):
        if row["split"] == split:
            labels = dict.fromkeys((row["label"], *row.get("labels", ())))
            yield Pair(row["text"], row.get("context") or "", row["target"], tuple(labels))


_ANSWERS: dict[str, tuple[PairLabel, ...]] = {
    "entailment": ("favor",),
    "contradiction": ("against",),
    "neutral": ("neutral", "unrelated"),
    "not_entailment": ("against", "neutral", "unrelated"),
}
"""What a premise would say of its hypothesis if that were a proposition."""


def read_inference(path: Path) -> Iterator[tuple[str, Pair]]:
    """The pairs of premise and hypothesis of a compressed file, each with the name of the set it is from."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["dataset"], Pair(row["premise"], "", row["hypothesis"], _ANSWERS[row["label"]])


_TURNED: dict[PairLabel, PairLabel] = {"favor": "against", "against": "favor"}


def turn_about(pair: Pair) -> Pair | None:
    """The pair toward the opposite of its proposition; None where the proposition has no "should" to negate."""
    before, should, after = pair.target.partition(" should ")
    if not should:
        return None
    target = before + should + (after[4:] if after.startswith("not ") else "not " + after)
    return replace(pair, target=target, labels=tuple(_TURNED.get(label, label) for label in pair.labels))


def _within(content: Sequence[Span], *marked: Sequence[int]) -> Iterator[Span]:
    """Spans of an article as spans of the text that its segments `content` make; what lies in none is left out."""
    offset = 0
    for segment in content:
        for start, end in marked:
            if max(start, segment.start) < min(end, segment.end):
                yield Span(
                    max(start, segment.start) - segment.start + offset,
                    min(end, segment.end) - segment.start + offset,
                )
        offset += segment.end - segment.start + len(SEGMENT_JOINT)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def data_hashes(corpora: Path) -> dict[str, str]:
    """SHA-256 of every file that stance engines learn from, by its name."""
    public = ("perspectrum", "ibmcs", "argkp", "gwsd", "semeval16", "newsmtsc", "vast")
    files = {
        "written.jsonl": WRITTEN,
        "real.jsonl": REAL,
        "quotes/polnear.train.jsonl": corpora / "quotes" / "polnear.train.jsonl",
        "nli/train.jsonl.gz": corpora / "nli" / "train.jsonl.gz",
        **{f"stance/{name}.jsonl": corpora / "stance" / f"{name}.jsonl" for name in public},
    }
    return hash_files(files)
