"""Collects the stems of cue words: `python -m training.cue_stems`, then fit `training.cue_weights` again.

Reads `quotes/polnear.train.jsonl` in the folder that `ONRECORD_CORPORA` names and writes
`attribution/tagging/data/cue_stems.txt`, one stem a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import attribution
from attribution.lexicon.clause_words import ADVERBS, AUXILIARIES, DATES, PREPOSITIONS, PRONOUNS, RELATIVES
from attribution.tagging.cues import word_stem
from training.gold import GoldArticle, corpora_folder, read_gold

_WORD = re.compile(r"[A-Za-z]{3,20}")
_FUNCTION_WORDS = ADVERBS | AUXILIARIES | DATES | PREPOSITIONS | PRONOUNS | RELATIVES
# Rarer words, and words that are seldom cues, taught nothing that held on articles left out of the fit.
_FEWEST_USES = 4
_LEAST_SHARE = 0.1
# Too rare in the corpus to be collected, yet how news introduces a post.
_ADDED = frozenset(("caption",))


def cue_stems(articles: Iterable[GoldArticle]) -> frozenset[str]:
    """Stems of the words that annotators marked in cues often enough, and those added by hand."""
    uses: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for article in articles:
        marked = {
            position
            for found in article.attributions
            for span in found.cue
            for position in range(span.start, span.end)
        }
        for match in _WORD.finditer(article.text):
            stem = word_stem(match.group().lower())
            uses[stem] += 1
            cues[stem] += match.start() in marked
    excluded = {word_stem(word) for word in _FUNCTION_WORDS}
    learnt = {
        stem
        for stem, count in cues.items()
        if count >= _FEWEST_USES and count / uses[stem] >= _LEAST_SHARE and stem not in excluded
    }
    return frozenset(learnt) | _ADDED


def main() -> None:
    stems = cue_stems(read_gold(corpora_folder() / "quotes" / "polnear.train.jsonl"))
    target = Path(attribution.__file__).parent / "tagging" / "data" / "cue_stems.txt"
    target.write_text("\n".join(sorted(stems)) + "\n", encoding="utf-8")
    print(f"{len(stems)} stems: {target}")


if __name__ == "__main__":
    main()
