"""What the taggers learn from: annotated articles, and news text without annotation for the teacher to annotate."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from attribution.tagging.pieces import read_pieces
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.gold import hash_files, read_gold
from training.tagging.examples import UNTAGGED, TaggedArticle, soften, tag_article

HELD_OUT = 40
"""Training articles that no weights are fitted on; biases and confidences are."""
_SPLIT_SEED = 13
_MOST_TEXTS = 10_000
"""Texts without annotation: about as many words as the annotated articles have two thirds of."""
_REPORTS = re.compile(r"\b(said|says|told|according to|argued|argues|believes?|wrote|called|asked)\b|[\"“]")
_FEWEST_WORDS = 8


def annotated_articles(corpora: Path) -> tuple[list[TaggedArticle], list[TaggedArticle]]:
    """The training articles to fit on and those held out, in a fixed random order.

    Articles that several people annotated have the share of people behind each tag as soft tags.
    """
    folder = corpora / "quotes"
    articles = [tag_article(article) for article in read_gold(folder / "polnear.train.jsonl")]
    versions: dict[str, list[TaggedArticle]] = {}
    for article in read_gold(folder / "polnear.train.multi.jsonl"):
        versions.setdefault(article.id, []).append(tag_article(article))
    for tagged in articles:
        if tagged.id in versions:
            soften(tagged, versions[tagged.id])
    held_out = held_out_ids(corpora)
    return (
        [article for article in articles if article.id not in held_out],
        [article for article in articles if article.id in held_out],
    )


def held_out_ids(corpora: Path) -> frozenset[str]:
    """The articles that no weights are fitted on, the same in every run."""
    names = sorted(article.id for article in read_gold(corpora / "quotes" / "polnear.train.jsonl"))
    random.Random(_SPLIT_SEED).shuffle(names)  # noqa: S311
    return frozenset(names[:HELD_OUT])


def unannotated_texts(corpora: Path) -> list[TaggedArticle]:
    """Sentences and paragraphs of political news and debate of other years and countries, without tags."""
    texts = list(dict.fromkeys(_texts(corpora)))
    random.Random(_SPLIT_SEED).shuffle(texts)  # noqa: S311
    texts = texts[:_MOST_TEXTS]
    return [_untagged(f"text-{number}", text) for number, text in enumerate(texts)]


def _texts(corpora: Path) -> Iterator[str]:
    for name, quoting_only in (("newsmtsc", False), ("procon20", True)):
        with (corpora / "stance" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["split"] == "train" and _is_useful(row["text"], quoting_only):
                    yield row["text"]
    with gzip.open(corpora / "nli" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["dataset"] in _NEWS_SETS and _is_useful(row["premise"], True):
                yield row["premise"]


_NEWS_SETS = frozenset(
    ("lingnli", "sanli", "rte", "claimdiff", "mnli_dev", "mnli_train_part", "climate_fever")
)


def _is_useful(text: str, quoting_only: bool) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and (not quoting_only or _REPORTS.search(text) is not None)


def _untagged(name: str, text: str) -> TaggedArticle:
    document = read_document(text)
    pieces = read_pieces(document, scan_quotation_marks(document).regions)
    unknown = np.full(len(pieces.ids), UNTAGGED, np.int64)
    return TaggedArticle(name, pieces, unknown, unknown, unknown)


def data_hashes(corpora: Path) -> dict[str, str]:
    """SHA-256 of every file the taggers learn from, by its path in the corpora folder."""
    names = (
        "quotes/polnear.train.jsonl",
        "quotes/polnear.train.multi.jsonl",
        "stance/newsmtsc.jsonl",
        "stance/procon20.jsonl",
        "nli/train.jsonl.gz",
    )
    return hash_files({name: corpora / name for name in names})
