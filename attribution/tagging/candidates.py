"""One way a cue could attribute the words around it, described by features for the tagger to weigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.lexicon import word_set
from attribution.lexicon.clause_words import AUXILIARIES, PREPOSITIONS, PRONOUNS
from attribution.tagging.clauses import Unit
from attribution.tagging.cues import CueWord
from attribution.tagging.source_phrases import Source
from attribution.text.quotation_marks import QuotedRegion

STOPS = frozenset((".", "?", "!", "…", "..."))
EDGE_MARKS = frozenset((".", ",", ";", ":", "—", "–", "--", "…", "..."))
"""Marks that belong to no content they begin or end."""

_QUESTION_WORDS = word_set("how why what whether if where when who")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution: its three parts, and the features that say how likely it is right."""

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    regions: tuple[QuotedRegion, ...]
    """Outermost quotations that the content holds."""
    features: list[str]


@dataclass(frozen=True, slots=True)
class CueInClause:
    """A cue in its clause: unit indices of its verb phrase, and where what follows it begins."""

    word: CueWord
    position: int
    verb: int
    after: int


def propose(
    clause: Sequence[Unit],
    cue: CueInClause,
    source: Source | None,
    ranges: list[tuple[int, int]],
    quoted: Sequence[QuotedRegion],
    frame: str,
) -> Iterator[Candidate]:
    spans: list[Span] = [region.inner for region in quoted]
    regions: list[QuotedRegion] = list(quoted)
    words = 0
    for first, last in ranges:
        while first < last and clause[first].word in EDGE_MARKS:
            first += 1
        while last > first and (clause[last - 1].word in EDGE_MARKS):
            last -= 1
        if first >= last:
            continue
        inside = [unit.region for unit in clause[first:last] if unit.region is not None]
        regions.extend(inside)
        words += last - first
        if all(unit.region is not None or unit.word == "," for unit in clause[first:last]):
            spans.extend(region.inner for region in inside)
        else:
            spans.append(Span(clause[first].start, clause[last - 1].end))
    if not spans:
        return
    spans.sort()
    kind = source.kind if source is not None else "none"
    yield Candidate(
        cue=Span(clause[cue.verb].start, clause[cue.after - 1].end),
        source=_source_spans(clause, cue, source),
        content=tuple(spans),
        regions=tuple(regions),
        features=_features(clause, cue, kind, frame, words, spans, regions),
    )


def _source_spans(clause: Sequence[Unit], cue: CueInClause, source: Source | None) -> tuple[Span, ...]:
    if source is None:
        return ()
    phrase = Span(clause[source.first].start, clause[source.last - 1].end)
    if source.kind != "relative":
        return (phrase,)
    pronoun = clause[cue.verb - 1]
    return (phrase, Span(pronoun.start, pronoun.end))


def _features(
    clause: Sequence[Unit],
    cue: CueInClause,
    kind: str,
    frame: str,
    words: int,
    spans: Sequence[Span],
    regions: Sequence[QuotedRegion],
) -> list[str]:
    stem, form = cue.word.stem, cue.word.form
    inner = {region.inner for region in regions}
    quoted = "none" if not regions else ("direct" if all(span in inner for span in spans) else "mixed")
    rest = len(clause) - cue.after
    rest_size = "0" if rest <= 1 else "1" if rest <= 5 else "2" if rest <= 12 else "3"
    length = "0" if not words else "1" if words == 1 else "3" if words <= 3 else "8" if words <= 8 else "9"
    auxiliary = clause[cue.verb].word if cue.verb < cue.position else "-"
    if auxiliary not in AUXILIARIES:
        auxiliary = "-"
    negated = any(
        clause[position].word in ("n't", "not", "never") for position in range(cue.verb, cue.position)
    )
    opening = "open" if cue.verb == 0 else ""
    return [
        "bias",
        f"frame={frame}",
        f"stem={stem}",
        f"cue={stem}/{form}",
        f"cue={stem}/{form} frame={frame}",
        f"stem={stem} quoted={quoted}",
        f"form={form} frame={frame} source={kind}",
        f"cue={stem}/{form} source={kind}",
        f"quoted={quoted} frame={frame}",
        f"quoted={quoted} source={kind} words={length}",
        f"form={form} words={length}",
        f"auxiliary={auxiliary} form={form}",
        f"auxiliary={auxiliary} stem={stem}",
        f"negated={negated} stem={stem}",
        f"opening={opening} form={form}",
        f"rest={rest_size} frame={frame}",
        f"rest={rest_size} stem={stem} preceding={frame.startswith(('before', 'inverted'))}",
    ]


def frame_of(unit: Unit) -> str:
    word = unit.word
    if unit.region is not None:
        return "quotation"
    if word in PREPOSITIONS:
        return "prep-" + word
    if word in _QUESTION_WORDS:
        return "question"
    if word in PRONOUNS:
        return "pronoun"
    if word in AUXILIARIES:
        return "auxiliary"
    if word in ("the", "a", "an", "his", "her", "their", "its", "this", "these", "those", "some", "no"):
        return "determiner"
    if word in ("him", "them", "us", "me", "himself", "herself", "themselves"):
        return "object"
    if word in ("and", "or", "but", "as", "so"):
        return "conjunction"
    if unit.capital:
        return "capital"
    if word.endswith("ing"):
        return "ing"
    if not word[0].isalnum():
        return "mark"
    return "word"
