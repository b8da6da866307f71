"""Sets the tagger's biases and confidences: `python -m training.tagging.calibrate`.

Uses the training articles that the weights were not fitted on. Biases, which trade what is missed of a part against
what is made up, are changed where that brings F1 of whole attributions with their source; the confidence is a logistic regression on `attribution.tagging.confidence.SIGNS`. Rewrites `attribution/weights/tagger/tagger.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from attribution import Span, extract
from attribution.speakers.datelines import find_dateline
from attribution.tagging.confidence import SIGNS, log_odds
from attribution.tagging.edges import EdgeFinder
from attribution.tagging.joining import Setting
from attribution.tagging.network import DESCRIPTION, Floats, description, read_windows
from attribution.tagging.pieces import Pieces, read_pieces
from attribution.tagging.tagger import TaggedAttribution, setting_of, tag_attributions
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.evaluation.matching import pair_by_overlap
from training.gold import GoldArticle, corpora_folder, read_gold, words_in
from training.tagging.corpus import held_out_ids

_ROUNDS = 3
_STEPS = (-0.5, -0.25, 0.25, 0.5)
_LEAST_GAIN = 0.0025
"""A smaller gain on 40 articles is chance."""
_RIDGE = 1.0

Matrix = NDArray[np.float64]
ContentAndSource = tuple[Sequence[Span], Sequence[Span]]


def judge(article: GoldArticle, found: Sequence[ContentAndSource]) -> list[bool]:
    """For each attribution found whether its content is the gold's, one to one, and its source too."""
    gold = [
        (words_in(article.text, one.content), words_in(article.text, one.source))
        for one in article.attributions
    ]
    ours = [(words_in(article.text, content), words_in(article.text, source)) for content, source in found]
    right = [False] * len(found)
    for row, column in pair_by_overlap([words for words, _ in gold], [words for words, _ in ours]):
        source, other = gold[row][1], ours[column][1]
        right[column] = bool(source & other) or source == other
    return right


def fit_confidence(signs: Sequence[Sequence[float]], right: Sequence[bool]) -> dict[str, float]:
    """Weights of the signs by logistic regression with a ridge penalty, by Newton's method."""
    weights = _logistic(np.asarray(signs, float), np.asarray(right, float))
    return {name: round(float(weight), 4) for name, weight in zip(SIGNS, weights, strict=True)}


def _logistic(rows: Matrix, labels: Matrix) -> Matrix:
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (chances - labels) + _RIDGE * weights
        curvature = (rows * (chances * (1 - chances))[:, None]).T @ rows + _RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def fit_scale(chances: Sequence[float], right: Sequence[bool]) -> list[float]:
    """Scale and shift of log-odds that make chances the shares that are right (Platt 1999)."""
    rows = np.stack([[log_odds(chance), 1.0] for chance in chances])
    weights = _logistic(rows, np.asarray(right, float))
    return [round(float(weight), 4) for weight in weights]


def _parts(found: TaggedAttribution) -> ContentAndSource:
    return found.contents, (found.source,) if found.source else ()


def _read(article: GoldArticle) -> tuple[Pieces, Setting, Floats, EdgeFinder]:
    document = read_document(article.text)
    regions = scan_quotation_marks(document).regions
    pieces = read_pieces(document, regions, find_dateline(document))
    return pieces, setting_of(document, pieces), read_windows(pieces), EdgeFinder(document, regions)


def biases_of(content: float, source: float, cue: float) -> list[float]:
    """What is added to the logits of `TAGS` to find a part more often (or less, when negative)."""
    return [0.0, content, content, source, source, cue, cue]


def main() -> None:
    corpora = corpora_folder()
    held_out = held_out_ids(corpora)
    articles = [one for one in read_gold(corpora / "quotes" / "polnear.train.jsonl") if one.id in held_out]
    read = [_read(article) for article in articles]
    wanted = sum(len(article.attributions) for article in articles)

    def attributions(biases: list[float]) -> tuple[float, list[TaggedAttribution], list[bool]]:
        description()["biases"] = biases
        found = [tag_attributions(*one) for one in read]
        right = [
            verdict
            for article, one in zip(articles, found, strict=True)
            for verdict in judge(article, [_parts(each) for each in one])
        ]
        return 2 * sum(right) / (len(right) + wanted), [one for group in found for one in group], right

    chosen = [float(bias) for bias in description()["biases"][1::2]]
    best = attributions(biases_of(*chosen))[0]
    for _ in range(_ROUNDS):
        for part in range(len(chosen)):
            for step in _STEPS:
                tried = [value + step * (place == part) for place, value in enumerate(chosen)]
                f1 = attributions(biases_of(*tried))[0]
                if f1 > best + _LEAST_GAIN:
                    best, chosen = f1, tried
        print(f"biases for content, source and cue {chosen}: F1 of attributions with source {best:.4f}")
    _, found, right = attributions(biases_of(*chosen))
    described = description()
    described |= {
        "biases": biases_of(*chosen),
        "confidence": fit_confidence([one.signs for one in found], right),
        "both_right": [1.0, 0.0],
    }
    described["both_right"] = fit_scale(*_products(articles))
    DESCRIPTION.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _products(articles: Sequence[GoldArticle]) -> tuple[list[float], list[bool]]:
    """What the engine makes of its two chances while they are only multiplied, and whether the quote is right."""
    products: list[float] = []
    right: list[bool] = []
    for article in articles:
        quotes = extract(article.text).quotes
        products += [quote.confidence for quote in quotes]
        right += judge(article, [(quote.content, quote.source) for quote in quotes])
    return products, right


if __name__ == "__main__":
    main()
