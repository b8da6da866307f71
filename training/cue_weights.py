"""Fits the weights of the cue-word tagger: `python -m training.cue_weights`.

Reads `quotes/polnear.train.jsonl` in the folder that `ONRECORD_CORPORA` names and writes
`attribution/tagging/data/cue_weights.json`. To be run again whenever `attribution/tagging/data/cue_stems.txt` or the
features of candidates change. Deterministic: the same corpus gives the same file.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import attribution
from attribution.tagging.tagger import document_candidates
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.gold import GoldArticle, corpora_folder, overlap, read_gold, words_in

# Rarer features taught nothing that held on articles left out of the fit.
_FEWEST_SEEN = 5
_MATCH = 0.5
# A prime steps through all examples in an order that mixes the articles, the same in every run.
_STRIDE = 1_000_003

Example = tuple[list[str], bool]


def labelled_candidates(articles: Iterable[GoldArticle]) -> list[Example]:
    """The features of every candidate, and whether annotators marked that content for that cue."""
    examples: list[Example] = []
    for article in articles:
        document = read_document(article.text)
        regions = scan_quotation_marks(document).regions
        gold = [(found.cue, words_in(article.text, found.content)) for found in article.attributions]
        for _, candidate in document_candidates(document, regions):
            words = words_in(article.text, candidate.content)
            right = any(
                overlap(words, content) >= _MATCH
                for cue, content in gold
                if any(span.start < candidate.cue.end and candidate.cue.start < span.end for span in cue)
            )
            examples.append((candidate.features, right))
    return examples


def fit_weights(
    examples: Sequence[Example], *, epochs: int = 5, rate: float = 0.08, penalty: float = 5e-5
) -> dict[str, float]:
    """Logistic regression by stochastic gradient descent with per-feature steps (Duchi et al. 2011, AdaGrad)."""
    seen = Counter(feature for features, _ in examples for feature in features)
    kept = [([one for one in features if seen[one] >= _FEWEST_SEEN], right) for features, right in examples]
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1.0)
    for _ in range(epochs):
        for step in range(len(kept)):
            features, right = kept[step * _STRIDE % len(kept)]
            total = sum([weights[feature] for feature in features])
            error = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))) - right
            for feature in features:
                gradient = error + penalty * len(kept) / seen[feature] * weights[feature]
                squares[feature] += gradient * gradient
                weights[feature] -= rate * gradient / math.sqrt(squares[feature])
    return {feature: round(value, 3) for feature, value in sorted(weights.items()) if abs(value) >= 0.02}


def main() -> None:
    examples = labelled_candidates(read_gold(corpora_folder() / "quotes" / "polnear.train.jsonl"))
    weights = fit_weights(examples)
    target = Path(attribution.__file__).parent / "tagging" / "data" / "cue_weights.json"
    target.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    right = sum(label for _, label in examples)
    print(f"{len(examples)} candidates ({right} right), {len(weights)} weights: {target}")


if __name__ == "__main__":
    main()
