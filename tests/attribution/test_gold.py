"""What the shipped engine finds in annotated news; needs the corpora."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from attribution import Quote, Span, Speaker, extract
from attribution.extraction import join_segments
from attribution.stance import stance
from seeds.material import read_targets
from training.evaluation.engines import load_shipped
from training.evaluation.figures import count_figures, total
from training.evaluation.matching import compare
from training.evaluation.predictions import read_prediction
from training.gold import CORPORA_VARIABLE, overlap, read_gold, words_in

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(
        CORPORA_VARIABLE not in os.environ, reason=f"{CORPORA_VARIABLE} names no folder of gold data"
    ),
]


SIDES = {"favor", "against"}
EVERY = 4
"""Of so many training articles one is read: all 840 take 20 seconds."""


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ[CORPORA_VARIABLE], "quotes")


def seed_pairs(article: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Quote]]:
    """The seed article's attributions that were found, each with our quote."""
    text = article["text"]
    quotes = extract(text).quotes
    for gold in article["quotes"]:
        wanted = words_in(text, [Span(start, end) for start, end in gold["content"]])
        best = max(quotes, key=lambda quote: overlap(wanted, words_in(text, quote.content)))
        if overlap(wanted, words_in(text, best.content)) >= 0.5:
            yield gold, best


def is_speaker(speaker: Speaker | None, name: str) -> bool:
    """Whether a speaker is the one that the gold names in full ("Macron" is "Emmanuel Macron")."""
    return speaker is not None and speaker.name.lower().split()[-1] == name.lower().split()[-1]


def test_the_seed_articles_attributions_and_speakers_are_found(folder: Path) -> None:
    article = json.loads((folder / "seed-article.json").read_text(encoding="utf-8"))
    pairs = list(seed_pairs(article))
    assert len(article["quotes"]) == 21
    assert len(pairs) >= 19
    assert sum(is_speaker(quote.speaker, gold["speaker"]) for gold, quote in pairs) >= 19


def test_the_seed_articles_stances_are_right_and_none_is_reversed(folder: Path) -> None:
    article = json.loads((folder / "seed-article.json").read_text(encoding="utf-8"))
    text = article["text"]
    targets = {target.slug: target for target in read_targets()}
    right = 0
    for gold, quote in seed_pairs(article):
        context = text[quote.context.start : quote.context.end]
        for slug, label in gold["stances"].items():
            found = stance(join_segments(text, quote.content), context, targets[slug])
            answer = "none" if found is None else found.label
            wanted = [label] if isinstance(label, str) else label
            right += answer in wanted
            assert not (answer in SIDES and answer not in wanted and SIDES.intersection(wanted)), quote
    assert right >= 36


def test_scores_on_articles_kept_out_of_the_fit(folder: Path) -> None:
    find = load_shipped()
    scores = total(
        count_figures(compare(article, [read_prediction(line) for line in find(article.text)]))
        for article in read_gold(folder / "polnear.dev.jsonl")
    ).scores
    assert scores["Q with speaker"].f1 >= 0.88
    assert scores["D with speaker"].f1 >= 0.87
    assert scores["A with speaker"].f1 >= 0.73


def test_no_annotated_article_makes_a_stage_fail(folder: Path) -> None:
    failures = [
        article.id
        for article in islice(read_gold(folder / "polnear.train.jsonl"), 0, None, EVERY)
        if any(warning.code == "internal_error" for warning in extract(article.text).warnings)
    ]
    assert failures == []
