"""A paragraph as clauses: the words outside quotation marks, each quotation standing as one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribution.text.document import Document, Token
from attribution.text.quotation_marks import QuotedRegion

_NICKNAME_WORDS = 2
_PARTICLE_NAME = re.compile(r"(?:a[ldnrstz]|ash|el|ul|d|l)[-'’][A-Z]")
"""A name whose capital stands after its particle: al-Sorri, d'Arden."""
# Prose has no longer sentence; the limit keeps whatever looks through a clause constant in the text's length.
_LONGEST_CLAUSE = 250


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or punctuation mark outside quotation marks, or a whole quotation (`region` is set)."""

    start: int
    end: int
    word: str
    """Lower-case text; empty for a quotation."""
    capital: bool
    region: QuotedRegion | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph's clauses in text order; a full stop inside a quotation ends no clause around it."""

    index: int
    clauses: tuple[tuple[Unit, ...], ...]


def read_paragraphs(document: Document, regions: Sequence[QuotedRegion]) -> Iterator[Paragraph]:
    """Paragraphs that have words, in text order."""
    outermost: dict[int, list[QuotedRegion]] = {}
    for region in regions:
        if region.depth == 0 and region.inner.start < region.inner.end:
            outermost.setdefault(region.paragraph, []).append(region)
    tokens: list[tuple[Token, int]] = []
    current = -1
    for number, sentence in enumerate(document.sentences):
        if sentence.paragraph != current:
            if tokens:
                yield _read_paragraph(document, current, tokens, outermost.get(current, []))
            current, tokens = sentence.paragraph, []
        tokens.extend((token, number) for token in sentence.tokens)
    if tokens:
        yield _read_paragraph(document, current, tokens, outermost.get(current, []))


def _read_paragraph(
    document: Document, index: int, tokens: list[tuple[Token, int]], regions: list[QuotedRegion]
) -> Paragraph:
    units: list[Unit] = []
    first_sentence: list[int] = []
    last_sentence: list[int] = []
    waiting = iter(sorted(regions, key=lambda region: region.outer.start))
    region = next(waiting, None)
    for token, sentence in tokens:
        while region is not None and token.start >= region.outer.end:
            region = next(waiting, None)
        if region is not None and token.end > region.outer.start:
            if units and units[-1].region is region:
                last_sentence[-1] = sentence
                continue
            units.append(Unit(region.outer.start, region.outer.end, "", False, region))
        else:
            text = token.text
            capital = text[0].isupper() or _PARTICLE_NAME.match(text) is not None
            units.append(Unit(token.start, token.end, text.lower(), capital))
        first_sentence.append(sentence)
        last_sentence.append(sentence)
    clauses: list[tuple[Unit, ...]] = []
    start = 0
    for position in range(1, len(units)):
        sentence_ends = last_sentence[position - 1] != first_sentence[position]
        if position - start >= _LONGEST_CLAUSE or _ends_clause(document, units, position, sentence_ends):
            clauses.append(tuple(units[start:position]))
            start = position
    if units:
        clauses.append(tuple(units[start:]))
    return Paragraph(index, tuple(_without_nicknames(document, clause) for clause in clauses))


def _ends_clause(document: Document, units: list[Unit], position: int, sentence_ends: bool) -> bool:
    before, after = units[position - 1], units[position]
    if before.region is None:
        return sentence_ends
    inner = before.region.inner
    last = document.folded[max(inner.start, inner.end - 3) : inner.end].rstrip()[-1:]
    if last == ",":
        return False
    if after.region is not None:
        return True
    return after.capital and (sentence_ends or last in ".?!…")


def _without_nicknames(document: Document, clause: tuple[Unit, ...]) -> tuple[Unit, ...]:
    # “Tony “Duke” Marr said” is one name: left as a quotation, the nickname would pass for what he said.
    found = [
        position
        for position in range(1, len(clause) - 1)
        if clause[position].region is not None
        and clause[position - 1].capital
        and clause[position + 1].capital
        and len(document.text[clause[position].start : clause[position].end].split()) <= _NICKNAME_WORDS
    ]
    if not found:
        return clause
    units = list(clause)
    for position in found:
        old = units[position]
        units[position] = Unit(
            old.start, old.end, document.folded[old.start + 1 : old.end - 1].strip().lower() or '"', True
        )
    return tuple(units)
