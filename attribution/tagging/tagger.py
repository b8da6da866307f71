"""The stand-in tagger: finds content, cue and source by cue words, weighed by what annotated news showed.

Its seam is `Tagger`: any function that turns a document and its quotations into parts can take its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from attribution.extraction import Span
from attribution.speakers.datelines import find_dateline
from attribution.tagging.candidates import Candidate
from attribution.tagging.clauses import Paragraph, Unit, read_paragraphs
from attribution.tagging.cues import cue_weights, probability
from attribution.tagging.reporting import clause_candidates
from attribution.tagging.transcripts import labelled_lines
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

PartKind = Literal["content", "cue", "source"]

# Chosen on the training articles for the best F1: a quotation near a cue is reported far more often than
# a plain clause is, so less is asked of it.
QUOTED_THRESHOLD = 0.2
PLAIN_THRESHOLD = 0.43
# A cue rarely reports more quotations than stand before it in its paragraph; the limit keeps time linear.
_MOST_QUOTATIONS_BEFORE = 8
# Contents that share more than this part compete for being the one reported. A report within a report
# ("aid that he said was worth two million") shares much with it and is still one of its own.
_SAME = 0.5
_SAME_WITHIN = 0.65
# Contents that compete stand close together; comparing all of a very long paragraph would be quadratic.
_MOST_COMPARED = 40


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


def tag_parts(document: Document, regions: Sequence[QuotedRegion]) -> tuple[Part, ...]:
    """Parts found by cue words. Every outermost quotation is either in a content or tagged alone, without a cue."""
    weights = cue_weights()
    weighed: dict[int, list[tuple[float, Candidate]]] = {}
    for paragraph, candidate in document_candidates(document, regions):
        chance = probability(candidate.features, weights)
        if chance >= (QUOTED_THRESHOLD if candidate.regions else PLAIN_THRESHOLD):
            weighed.setdefault(paragraph, []).append((chance, candidate))
    parts: list[Part] = []
    covered: set[Span] = set()
    for found in weighed.values():
        for chance, candidate in _choose(found):
            covered.update(region.outer for region in candidate.regions)
            parts.extend(_parts(candidate, chance))
    parts.extend(
        Part("content", region.inner, 0.5, None)
        for region in regions
        if region.depth == 0 and region.inner.start < region.inner.end and region.outer not in covered
    )
    return tuple(parts)


def document_candidates(
    document: Document, regions: Sequence[QuotedRegion]
) -> Iterator[tuple[int, Candidate]]:
    """Every candidate of a document with the index of its paragraph."""
    paragraphs = list(_without_dateline(document, read_paragraphs(document, regions)))
    yield from labelled_lines(document, paragraphs)
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        for candidate in _paragraph_candidates(paragraph, following):
            yield paragraph.index, candidate


def _without_dateline(document: Document, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs without the units of the dateline, a place that would pass for a speaker."""
    dateline = find_dateline(document)
    for paragraph in paragraphs:
        if dateline is None or not dateline.start <= paragraph.clauses[0][0].start < dateline.end:
            yield paragraph
            continue
        kept = (tuple(unit for unit in clause if unit.start >= dateline.end) for clause in paragraph.clauses)
        clauses = tuple(clause for clause in kept if clause)
        if clauses:
            yield replace(paragraph, clauses=clauses)


def _paragraph_candidates(paragraph: Paragraph, following: Paragraph | None) -> Iterator[Candidate]:
    clauses = paragraph.clauses
    quoted_before: list[QuotedRegion] = []
    for number, clause in enumerate(clauses):
        if number + 1 < len(clauses):
            next_quoted = _leading_quotations(clauses[number + 1])
        elif following is not None and clause[-1].word == ":":
            next_quoted = _leading_quotations(following.clauses[0])
        else:
            next_quoted = ()
        yield from clause_candidates(clause, tuple(quoted_before), next_quoted)
        if all(unit.region is not None for unit in clause):
            quoted_before.extend(unit.region for unit in clause if unit.region is not None)
            del quoted_before[:-_MOST_QUOTATIONS_BEFORE]
        else:
            quoted_before.clear()


def _leading_quotations(clause: Sequence[Unit]) -> tuple[QuotedRegion, ...]:
    first = clause[0].region
    return (first,) if first is not None and len(clause) == 1 else ()


def _choose(found: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The likeliest candidate of each cue and of each content, in text order."""
    chosen: list[tuple[float, Candidate]] = []
    cues: set[int] = set()
    taken: list[Candidate] = []
    quotations: set[Span] = set()
    for chance, candidate in sorted(found, key=lambda pair: (-pair[0], pair[1].cue)):
        if candidate.cue.end in cues:
            continue
        own = {region.outer for region in candidate.regions}
        if own & quotations:
            continue
        if any(_says_the_same(candidate, other) for other in taken[-_MOST_COMPARED:]):
            continue
        cues.add(candidate.cue.end)
        quotations |= own
        taken.append(candidate)
        chosen.append((chance, candidate))
    return sorted(chosen, key=lambda pair: pair[1].cue)


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether two cues compete for one content."""
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content
    )
    total = sum(span.end - span.start for span in (*one.content, *other.content)) - shared
    within = _holds(one.content, other.cue) or _holds(other.content, one.cue)
    return total > 0 and shared / total > (_SAME_WITHIN if within else _SAME)


def _holds(content: Sequence[Span], cue: Span) -> bool:
    return any(span.start <= cue.start and cue.end <= span.end for span in content)


def _parts(candidate: Candidate, chance: float) -> Iterator[Part]:
    yield Part("cue", candidate.cue, chance, candidate.cue)
    for span in candidate.source:
        yield Part("source", span, chance, candidate.cue)
    for span in candidate.content:
        yield Part("content", span, chance, candidate.cue)
