"""The tagger: finds content, cue and source of every attribution in a document with the trained network.

Its seam is `Tagger`: any function that turns a document and its quotations into parts can take its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from attribution.extraction import Span
from attribution.speakers.datelines import find_dateline
from attribution.tagging.confidence import probability, signs_of
from attribution.tagging.decoding import PartKind, Stretch, decode, log_probabilities
from attribution.tagging.edges import EdgeFinder
from attribution.tagging.joining import Join, Setting, joiner
from attribution.tagging.labelled_lines import is_topic_label, labelled_turns
from attribution.tagging.nested_reports import nested_reports
from attribution.tagging.network import Floats, description, load_network, read_windows
from attribution.tagging.pieces import IN_QUOTATION, Pieces, read_pieces
from attribution.tagging.plain_demands import plain_demands
from attribution.tagging.scare_quotes import ScareQuotes
from attribution.tagging.scraps import without_scraps
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

_NESTED_CONFIDENCE = 0.8
"""A guess: the annotated articles mark no report within a report."""
_TURN_CONFIDENCE = 0.9
"""A guess: there are too few transcripts among the annotated articles to measure it."""

_DEMAND_CONFIDENCE = 0.7
"""A guess: the training articles have eight."""


@dataclass(frozen=True, slots=True)
class Part:
    """One tagged stretch of text.

    `cue` is the cue a content or a source goes with (for a cue, itself). Content with `cue` None is a
    quotation whose attribution is elsewhere; linking finds it.
    """

    kind: PartKind
    span: Span
    confidence: float
    cue: Span | None


class Tagger(Protocol):
    """Finds the parts of attributions in one document, in any order."""

    def __call__(self, document: Document, regions: Sequence[QuotedRegion]) -> tuple[Part, ...]: ...


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """An attribution as the network found it, and the signs of how sure it is."""

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]
    signs: tuple[float, ...]


def load_tagger() -> None:
    """Load the network and the joiner now rather than with the first text.

    Raises `attribution.WeightsUnavailable`.
    """
    load_network()
    joiner()


def tag_parts(document: Document, regions: Sequence[QuotedRegion]) -> tuple[Part, ...]:
    """Parts found by the network. Every outermost quotation is either in a content or tagged alone, without a cue.

    Raises `attribution.WeightsUnavailable`.
    """
    load_tagger()
    # A place before the news would pass for a speaker.
    pieces = read_pieces(document, regions, find_dateline(document))
    edges = EdgeFinder(document, regions)
    parts: list[Part] = []
    setting = setting_of(document, pieces)
    turns = _turn_parts(document, edges)
    taken = sorted(part.span for part in turns if part.kind == "content")
    attributions = tag_attributions(pieces, setting, read_windows(pieces), edges)
    cues = sorted(found.cue for found in attributions)
    scare_quotes = ScareQuotes(document, edges)
    for each in attributions:
        whole = without_scraps(document, each.contents, each.cue, edges)
        said = scare_quotes.said(whole, each.cue, has_source=each.source is not None)
        source = each.source
        if source is not None and is_topic_label(document, source, each.cue):
            source = None
        found = replace(each, contents=said, source=source)
        if said and not any(_is_touched(span, taken) for span in said):
            parts += _parts(found, probability(found.signs))
            parts += _nested_parts(document, found, edges, cues)
    parts += turns
    parts += _demand_parts(document, edges, cues, [part.span for part in parts if part.kind == "content"])
    contents = [part.span for part in parts if part.kind == "content"]
    parts += (Part("content", span, 0.5, None) for span in edges.quotations_outside(contents))
    return tuple(parts)


def setting_of(document: Document, pieces: Pieces) -> Setting:
    """The words of a document with where they stand."""
    heads = np.flatnonzero(pieces.heads)
    starts, ends = pieces.word_bounds()
    beginnings = np.asarray([sentence.start for sentence in document.sentences])
    return Setting(
        words=[
            document.folded[start:end].lower()
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ],
        sentences=(np.searchsorted(beginnings, starts, side="right") - 1).tolist(),
        paragraphs=pieces.paragraphs[heads].tolist(),
        quoted=((pieces.features[heads] // IN_QUOTATION) % 2 == 1).tolist(),
    )


def tag_attributions(
    pieces: Pieces, setting: Setting, tags: Floats, edges: EdgeFinder
) -> list[TaggedAttribution]:
    """The attributions that the network's logits (pieces, 7) of a document's pieces amount to."""
    words = _Words(pieces)
    joins = joiner().join(decode_words(pieces, tags), setting)
    found = (_attribution(one, words, edges) for one in joins)
    return [one for one in found if one is not None]


def decode_words(pieces: Pieces, tags: Floats) -> list[Stretch]:
    """The parts that the network's logits (pieces, 7) amount to, in words."""
    heads = np.flatnonzero(pieces.heads)
    biases = np.asarray(description()["biases"], np.float32)
    return decode(log_probabilities(tags[heads] + biases), pieces.paragraphs[heads])


class _Words:
    """Offsets of the words of a document."""

    def __init__(self, pieces: Pieces) -> None:
        self._starts, self._ends = pieces.word_bounds()

    def span(self, stretch: Stretch) -> Span:
        return Span(int(self._starts[stretch.first]), int(self._ends[stretch.last - 1]))


def _attribution(found: Join, words: _Words, edges: EdgeFinder) -> TaggedAttribution | None:
    cue = words.span(found.cue)
    source = words.span(found.source) if found.source is not None else None
    apart = (cue,) if source is None else (cue, source)
    contents = [
        span for content, _ in found.contents for span in edges.content_spans(*words.span(content), apart)
    ]
    if not contents:
        return None
    quoted, touched = edges.marked(contents)
    return TaggedAttribution(cue, source, tuple(contents), signs_of(found, quoted=quoted, touched=touched))


def _nested_parts(
    document: Document, found: TaggedAttribution, edges: EdgeFinder, cues: Sequence[Span]
) -> Iterator[Part]:
    """The parts of the reports within an attribution's content that are not found already. `cues`: those found, sorted."""
    likely = _NESTED_CONFIDENCE * probability(found.signs)
    for content in found.contents:
        for inner in nested_reports(document, content):
            _, quoted = edges.marked((inner.content, inner.cue))
            if not quoted and not _is_touched(inner.cue, cues):
                yield Part("cue", inner.cue, likely, inner.cue)
                yield Part("source", inner.source, likely, inner.cue)
                yield Part("content", inner.content, likely, inner.cue)


def _turn_parts(document: Document, edges: EdgeFinder) -> list[Part]:
    """The parts of a transcript's turns."""
    parts: list[Part] = []
    for turn in labelled_turns(document):
        contents = [span for whole in turn.content for span in edges.content_spans(*whole)]
        if contents:
            parts.append(Part("cue", turn.cue, _TURN_CONFIDENCE, turn.cue))
            if turn.source is not None:
                parts.append(Part("source", turn.source, _TURN_CONFIDENCE, turn.cue))
            parts += (Part("content", span, _TURN_CONFIDENCE, turn.cue) for span in contents)
    return parts


def _demand_parts(
    document: Document, edges: EdgeFinder, cues: Sequence[Span], contents: Sequence[Span]
) -> list[Part]:
    """The parts of the demands that stand in plain words where nothing was found. `cues`: those found, sorted; `contents`: so far."""
    covered: list[Span] = []
    for span in sorted(contents):
        if covered and span.start < covered[-1].end:
            covered[-1] = Span(covered[-1].start, max(covered[-1].end, span.end))
        else:
            covered.append(span)
    parts: list[Part] = []
    for demand in plain_demands(document):
        _, quoted = edges.marked((demand.content, demand.cue))
        whole = Span(demand.source.start, demand.content.end)
        if not quoted and not _is_touched(demand.cue, cues) and not _is_touched(whole, covered):
            parts.append(Part("cue", demand.cue, _DEMAND_CONFIDENCE, demand.cue))
            parts.append(Part("source", demand.source, _DEMAND_CONFIDENCE, demand.cue))
            parts.append(Part("content", demand.content, _DEMAND_CONFIDENCE, demand.cue))
    return parts


def _is_touched(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of some sorted, disjoint others."""
    place = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return place >= 0 and others[place].end > span.start


def _parts(found: TaggedAttribution, confidence: float) -> Iterator[Part]:
    yield Part("cue", found.cue, confidence, found.cue)
    if found.source is not None:
        yield Part("source", found.source, confidence, found.cue)
    for span in found.contents:
        yield Part("content", span, confidence, found.cue)
