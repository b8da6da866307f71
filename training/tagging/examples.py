"""Annotated articles as word pieces, each with its tag and what it goes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from attribution.tagging.network import TAGS
from attribution.tagging.pieces import Pieces, read_pieces
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.gold import GoldArticle, GoldAttribution

UNTAGGED = -100
"""Stands for a tag or a pointer that nothing is known about."""

Array = NDArray[np.int64]


@dataclass(slots=True)
class TaggedArticle:
    """One article's pieces with, for each, what the network should say."""

    id: str
    pieces: Pieces
    tags: Array
    """Index into `TAGS` at the first piece of each word, `UNTAGGED` elsewhere."""
    to_cue: Array
    """At words of content the piece their cue begins with, `UNTAGGED` elsewhere."""
    to_source: Array
    """At the first word of a cue the piece its source begins with, -1 for none, `UNTAGGED` elsewhere."""
    soft: NDArray[np.float32] | None = None
    """Probabilities of the tags (pieces, 7) that take the place of `tags`."""


def tag_article(article: GoldArticle) -> TaggedArticle:
    """The article's pieces with the tags and pointers of its annotation."""
    document = read_document(article.text)
    pieces = read_pieces(document, scan_quotation_marks(document).regions)
    count = len(pieces.ids)
    tags = np.where(pieces.heads, 0, UNTAGGED).astype(np.int64)
    to_cue = np.full(count, UNTAGGED, np.int64)
    to_source = np.full(count, UNTAGGED, np.int64)
    for marked in article.attributions:
        attribution = in_place(article.text, marked)
        parts = (("content", attribution.content), ("source", attribution.source), ("cue", attribution.cue))
        for name, spans in parts:
            for start, end in spans:
                words = _words(pieces, start, end)
                if len(words):
                    tags[words[0]] = TAGS.index(f"B-{name}")
                    tags[words[1:]] = TAGS.index(f"I-{name}")
        cue = _words(pieces, *attribution.cue[0]) if attribution.cue else np.zeros(0, np.int64)
        if not len(cue):
            continue
        for start, end in attribution.content:
            to_cue[_words(pieces, start, end)] = cue[0]
        source = _words(pieces, *attribution.source[0]) if attribution.source else np.zeros(0, np.int64)
        to_source[cue[0]] = source[0] if len(source) else -1
    return TaggedArticle(article.id, pieces, tags, to_cue, to_source)


def soften(article: TaggedArticle, others: Sequence[TaggedArticle]) -> None:
    """Give an article the share of its annotators behind each tag as soft tags; `others` are their versions of it."""
    soft = np.zeros((len(article.tags), len(TAGS)), np.float32)
    heads = np.flatnonzero(article.tags != UNTAGGED)
    for one in others:
        soft[heads, one.tags[heads]] += 1
    article.soft = (soft / len(others)).astype(np.float32)


def _words(pieces: Pieces, start: int, end: int) -> Array:
    """First pieces of the words that begin within a span, or that it begins within."""
    first = int(np.searchsorted(pieces.starts, start, side="right")) - 1
    inside = np.arange(max(first, 0), int(np.searchsorted(pieces.starts, end)))
    inside = inside[pieces.heads[inside] & (pieces.ends[inside] > start)]
    return inside.astype(np.int64)


def in_place(text: str, attribution: GoldAttribution) -> GoldAttribution:
    """The attribution with its source and cue swapped back where the annotator mixed them up."""
    if len(attribution.source) != 1 or len(attribution.cue) != 1:
        return attribution
    source, cue = (text[span[0].start : span[0].end] for span in (attribution.source, attribution.cue))
    swapped = source.lower() in _SPEECH and cue.lower() not in _SPEECH
    if swapped and (cue[:1].isupper() or cue in _PRONOUNS):
        return GoldAttribution(attribution.content, attribution.source, attribution.cue)
    return attribution


_SPEECH = frozenset(("said", "says", "wrote", "told", "added", "tweeted", "asked", "argued", "according to"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i"))
