"""Our figures are those of the project's outside scorer; needs the corpora and the scorer beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from training.evaluation.engines import SHIPPED, QuoteLine
from training.evaluation.figures import WITH_SPEAKER, Figures, count_figures, total
from training.evaluation.matching import compare
from training.evaluation.predictions import read_prediction
from training.evaluation.reading import read_articles
from training.gold import CORPORA_VARIABLE, GoldArticle, read_gold

CORPORA = Path(os.environ.get(CORPORA_VARIABLE, ""))
SCORER = CORPORA.parent / "tools" / "score_quotes.py"
ARTICLES = 12

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(
        CORPORA_VARIABLE not in os.environ, reason=f"{CORPORA_VARIABLE} names no folder of gold data"
    ),
    pytest.mark.skipif(not SCORER.exists(), reason=f"the outside scorer is not at {SCORER}"),
]


@pytest.fixture(scope="module")
def articles() -> list[GoldArticle]:
    return list(islice(read_gold(CORPORA / "quotes" / "polnear.dev.jsonl"), ARTICLES))


@pytest.fixture(scope="module")
def lines(articles: list[GoldArticle]) -> list[list[QuoteLine]]:
    """Our quotes, and as many that are wrong in one of the ways that the figures tell apart."""
    found = read_articles(SHIPPED, [article.text for article in articles]).quotes
    return [[*quotes, *map(_spoilt, range(len(quotes)), quotes)] for quotes in found]


def _spoilt(number: int, quote: QuoteLine) -> QuoteLine:
    (start, end), *_ = quote["content"]
    spoilt = (
        {"content": [[start + 20, end + 60]]},
        {"content": [[max(0, start - 30), end]], "source": [], "speaker_name": None},
        {"content": [[start, (start + end) // 2]], "source": [[0, start]]},
        {"source": [[start, end]], "speaker_name": "the President"},
    )
    return {**quote, **spoilt[number % len(spoilt)]}


def test_figures_are_the_outside_scorers(
    articles: list[GoldArticle], lines: list[list[QuoteLine]], tmp_path: Path
) -> None:
    theirs = _their_figures(articles, lines, tmp_path)
    compared = [
        compare(article, [read_prediction(line) for line in quotes])
        for article, quotes in zip(articles, lines, strict=True)
    ]
    ours = _in_their_words(total(map(count_figures, compared)))
    assert len(ours) == 18
    for name, figure in ours.items():
        assert figure == pytest.approx(theirs[name]), name


def _their_figures(articles: list[GoldArticle], lines: list[list[QuoteLine]], folder: Path) -> dict[str, Any]:
    gold, predictions = folder / "gold.jsonl", folder / "predictions.jsonl"
    with (CORPORA / "quotes" / "polnear.dev.jsonl").open(encoding="utf-8") as dev:
        gold.write_text("".join(islice(dev, ARTICLES)), encoding="utf-8")
    predictions.write_text(
        "".join(
            json.dumps({"id": article.id, "quotes": quotes}) + "\n"
            for article, quotes in zip(articles, lines, strict=True)
        )
    )
    done = subprocess.run(
        [sys.executable, str(SCORER), str(gold), str(predictions), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _in_their_words(figures: Figures) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for name, score in figures.scores.items():
        their_name = f"{name[0]}_e2e" if name.endswith(WITH_SPEAKER) else f"{name}_ov"
        named[their_name] = [100 * score.precision, 100 * score.recall, 100 * score.f1]
    for type_, share in figures.recall.items():
        named[f"recall_{type_}"] = 100 * share.value
    for kind in ("D", "Q", "A"):
        named[f"{kind}_spk"] = 100 * figures.speaker[kind].value
    for kind in ("named", "nominal", "pronoun"):
        named[f"spk_{kind}"] = 100 * figures.speaker[kind].value
    return named
