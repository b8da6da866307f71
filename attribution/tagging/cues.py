"""Cue words: the words that report what somebody said, believes or wants, known by their stem."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import exp

from nltk.stem.snowball import SnowballStemmer

from attribution.lexicon import word_set

_STEMMER = SnowballStemmer("english")

# The Snowball stemmer knows no irregular past forms.
_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "wrote": "write",
    "written": "write",
    "thought": "think",
    "knew": "know",
    "known": "know",
    "spoke": "speak",
    "spoken": "speak",
    "made": "make",
    "went": "go",
    "saw": "see",
    "seen": "see",
    "felt": "feel",
    "found": "find",
    "meant": "mean",
    "held": "hold",
    "gave": "give",
    "took": "take",
    "swore": "swear",
    "shown": "show",
    "sought": "seek",
    "heard": "hear",
    "understood": "understand",
    "shot": "shoot",
    "forgave": "forgive",
}

SPEECH_STEMS = word_set(
    "say tell add write report note explain tweet post announc declar warn argu claim insist suggest "
    "acknowledg accus call state conclud continu repli respond recal ask vow pledg promis den deni urg "
    "describ predict critic criticis prais blame reveal confirm complain joke admit assert reiter stress "
    "emphas testifi comment observ remark"
)
"""Stems whose past form nearly always reports speech."""

# No cue word is longer; the limit keeps a megabyte without a space from being stemmed.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word that may report speech: its stem and its form (`base`, `s`, `ed` or `ing`)."""

    stem: str
    form: str


@lru_cache(maxsize=1)
def cue_stems() -> frozenset[str]:
    """Stems of the words that annotators of news marked as cues (`attribution/tagging/data/cue_stems.txt`)."""
    return frozenset(_data("cue_stems.txt").split())


@lru_cache(maxsize=1)
def cue_weights() -> Mapping[str, float]:
    """Weight of each feature of a candidate attribution (`attribution/tagging/data/cue_weights.json`).

    They are those of a logistic regression fitted to annotated news by `training.cue_weights`.
    """
    weights: dict[str, float] = json.loads(_data("cue_weights.json"))
    return weights


def _data(name: str) -> str:
    return resources.files("attribution.tagging").joinpath("data", name).read_text("utf-8")


def probability(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """Probability in (0, 1) that a candidate with these features is an attribution."""
    total = sum([weights.get(feature, 0.0) for feature in features])
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=65536)
def word_stem(word: str) -> str:
    """Stem of a lower-case English word; irregular past forms go to the stem of their base form."""
    return str(_STEMMER.stem(_IRREGULAR.get(word, word)))


@lru_cache(maxsize=65536)
def cue_word(word: str) -> CueWord | None:
    """The cue a lower-case word is a form of, or None when it reports nothing."""
    if not 2 < len(word) <= _LONGEST or not word.isalpha() or word.endswith("ly"):
        return None
    stem = word_stem(word)
    if stem not in cue_stems():
        return None
    return CueWord(stem, _form(word))


def _form(word: str) -> str:
    if word in _IRREGULAR or word.endswith("ed"):
        return "ed"
    if word.endswith("ing"):
        return "ing"
    if word.endswith("s") and not word.endswith("ss"):
        return "s"
    return "base"
