"""Measures the shipped engines: `python -m training.evaluate [quotes] [GOLD.jsonl] [--bootstrap N]`, `python -m training.evaluate stance`.

With `--write` what was measured also goes beside the weights, from where `GET /v1/accuracy` serves it.

`quotes`, which is meant when nothing is named, reads articles whose attributions were marked by hand and prints

- precision, recall and F1 of what is found, alone and with the right speaker (`training.evaluation.figures`);
- what is found of each kind of attribution, and the scare quotes taken for quotes (`training.evaluation.kinds`);
- whether the persons behind pronouns and nominals are named, where readers labelled them;
- whether confidence is calibrated, and what is left above a confidence;
- words a CPU-second and memory;
- the same figures and speed of textacy's direct quotations, where textacy and spaCy's English are installed.

Without an argument it reads `quotes/polnear.dev.jsonl` in the folder that `ONRECORD_CORPORA` names.

`stance` labels pairs of a quote and a proposition, those of our own that are kept out of the fit and the development sets of the corpora, and prints F1 by label, how often a side is taken and reversed, the error of confidence, kinds of difficulty and pairs a CPU-second.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attribution import ENGINE, ENGINE_VERSION
from attribution.stance import STANCE_ENGINE, STANCE_ENGINE_VERSION, network
from attribution.tagging.pieces import FOLDER
from training.evaluation.accuracy_file import measured_quotes, measured_stances, write_accuracy
from training.evaluation.engines import SHIPPED, TEXTACY, is_installed
from training.evaluation.matching import Comparison, compare
from training.evaluation.persons import LABELS, read_labels
from training.evaluation.predictions import read_prediction
from training.evaluation.reading import Reading, read_articles
from training.evaluation.report import (
    calibration_section,
    errors_section,
    figures_section,
    persons_section,
    speed_section,
)
from training.evaluation.stance_report import judge_pairs, stances_section
from training.evaluation.stances import without_unrelated
from training.gold import GoldArticle, corpora_folder, read_gold
from training.stance.pairs import read_public, read_written

_WRITE_HELP = "Store the figures beside the weights."


def evaluate_quotes(arguments: Sequence[str]) -> None:
    parser = ArgumentParser(
        prog="python -m training.evaluate quotes", description="Measure quotes and speakers."
    )
    parser.add_argument("gold", nargs="?", type=Path, metavar="GOLD.jsonl", help="Articles marked by hand.")
    parser.add_argument(
        "--bootstrap",
        type=int,
        default=0,
        metavar="N",
        help="Give 95 %% intervals of F1 from N resamples of the articles.",
    )
    parser.add_argument("--write", action="store_true", help=_WRITE_HELP)
    options = parser.parse_args(arguments)
    articles = tuple(read_gold(options.gold or corpora_folder() / "quotes" / "polnear.dev.jsonl"))
    words = sum(len(article.text.split()) for article in articles)
    reading, comparisons = _read(SHIPPED, articles)
    _print_section("What is found", figures_section(comparisons, options.bootstrap))
    _print_section("Errors by kind", errors_section(comparisons))
    _print_section("Persons", _persons(comparisons, LABELS))
    _print_section("Confidence", calibration_section(comparisons))
    _print_section("Speed", speed_section(reading, words))
    if options.write:
        name = (
            options.gold.stem
            if options.gold
            else "PolNeAR's development set: US political news of 2015 and 2016"
        )
        measured = [measured_quotes(name, comparisons)]
        write_accuracy(FOLDER / "accuracy.json", ENGINE, ENGINE_VERSION, "quotes", measured)
    if is_installed(TEXTACY):
        reading, comparisons = _read(TEXTACY, articles)
        lines = [*figures_section(comparisons, options.bootstrap), "", *speed_section(reading, words)]
    else:
        lines = ["textacy and an English pipeline of spaCy are not installed."]
    _print_section("Textacy's direct quotations on the same articles", lines)


def _read(engine: str, articles: Sequence[GoldArticle]) -> tuple[Reading, list[Comparison]]:
    reading = read_articles(engine, [article.text for article in articles])
    comparisons = [
        compare(article, [read_prediction(line) for line in lines])
        for article, lines in zip(articles, reading.quotes, strict=True)
    ]
    return reading, comparisons


def _persons(comparisons: Sequence[Comparison], path: Path) -> list[str]:
    if not path.exists():
        return [f"{path} is missing: who is behind pronouns and nominals was not measured."]
    return persons_section(comparisons, read_labels(path))


def evaluate_stances(arguments: Sequence[str]) -> None:
    parser = ArgumentParser(prog="python -m training.evaluate stance", description="Measure stances.")
    parser.add_argument("--write", action="store_true", help=_WRITE_HELP)
    options = parser.parse_args(arguments)
    stances = corpora_folder() / "stance"
    judged, seconds = judge_pairs(list(read_written("dev")))
    heading = "Quotes of our own, kept out of the fit"
    _print_section(heading, stances_section(judged, seconds))
    measured = [measured_stances(heading, judged)]
    for name, (heading, tells_unrelated) in PUBLIC_SETS.items():
        judged, seconds = judge_pairs(list(read_public(stances / f"{name}.jsonl", "dev")))
        if not tells_unrelated:
            judged = without_unrelated(judged)
        _print_section(heading, stances_section(judged, seconds))
        measured.append(measured_stances(heading, judged))
    if options.write:
        path = network.FOLDER / "accuracy.json"
        write_accuracy(path, STANCE_ENGINE, STANCE_ENGINE_VERSION, "stances", measured)


def _print_section(heading: str, lines: Sequence[str]) -> None:
    print(f"{heading}\n{'=' * len(heading)}\n" + "\n".join(lines) + "\n")


PUBLIC_SETS: Mapping[str, tuple[str, bool]] = {
    "news-quotes.dev": ("Real news quotes", True),
    "vast": ("VAST, comments on the news", False),
    "semeval16": ("SemEval-2016, posts", False),
}
"""Sets of the corpora to measure on: what they are, and whether they tell "unrelated" from "neutral"."""

COMMANDS: Mapping[str, Callable[[Sequence[str]], None]] = {
    "quotes": evaluate_quotes,
    "stance": evaluate_stances,
}
"""What may be measured, by the word that names it."""


def main(arguments: Sequence[str]) -> None:
    is_named = bool(arguments) and arguments[0] in COMMANDS
    command = COMMANDS[arguments[0] if is_named else "quotes"]
    command(arguments[1:] if is_named else arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
