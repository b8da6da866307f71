"""Every cue of a clause with all the ways it could attribute the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribution.lexicon.clause_words import ADDRESSING, CONTINUING, RULINGS, SOUNDS
from attribution.tagging.candidates import Candidate, CueInClause, propose
from attribution.tagging.clauses import Unit
from attribution.tagging.content_after import following_candidates
from attribution.tagging.content_before import preceding_candidates
from attribution.tagging.content_bounds import LOOK_AHEAD
from attribution.tagging.cues import SPEECH_STEMS, CueWord, cue_word
from attribution.tagging.source_phrases import Source
from attribution.tagging.sources import source_after, source_before
from attribution.tagging.verb_phrases import verb_phrase_start
from attribution.text.quotation_marks import QuotedRegion

_OWN_SUBJECTS = frozenset(("pronoun", "name", "nominal"))
# No sentence reports so often; a text that only repeats "said" would otherwise cost much for nothing.
_MOST_CUES = 25


def clause_candidates(
    clause: Sequence[Unit], quoted_before: Sequence[QuotedRegion], next_quoted: Sequence[QuotedRegion]
) -> Iterator[Candidate]:
    """Candidates of one clause.

    `quoted_before` are the quotations that stand directly before the clause in its paragraph, nothing
    between; `next_quoted` those that directly follow it, in its paragraph or, after a colon, the next.
    """
    last_source: Source | None = None
    left = _MOST_CUES
    title_case = _is_title_case(clause)
    for position, unit in enumerate(clause):
        if unit.region is not None:
            continue
        if unit.capital and position and not title_case:
            # "The Harbour Post" posts nothing: inside a sentence a capital makes a word part of a name.
            continue
        word = cue_word(unit.word) or _unknown_cue(clause, position, next_quoted)
        if word is None:
            continue
        left -= 1
        if left < 0:
            return
        verb = verb_phrase_start(clause, position)
        if word.stem == "accord":
            yield from _according_to(clause, word, position, quoted_before)
            continue
        after = position + 2 if _takes_on(clause, position) else position + 1
        cue = CueInClause(word, position, verb, after)
        source = source_before(clause, verb, word.form)
        if source is None or source.kind == "subject":
            source = last_source or source
            if source is not None:
                source = Source(source.first, source.last, "subject")
        if source is not None and source.kind in _OWN_SUBJECTS and word.stem in SPEECH_STEMS:
            last_source = source
        yield from following_candidates(clause, cue, source, next_quoted)
        yield from preceding_candidates(clause, cue, source, quoted_before, next_quoted)
        inverted = None if word.stem in ADDRESSING else source_after(clause, after)
        if inverted is not None:
            yield from preceding_candidates(clause, cue, inverted, quoted_before, next_quoted, inverted=True)
            if source is None and word.stem in SPEECH_STEMS:
                last_source = inverted


def _is_title_case(clause: Sequence[Unit]) -> bool:
    """Whether most words have a capital, as in headlines, where a capital tells nothing."""
    words = [unit for unit in clause if unit.region is None and unit.word.isalpha()]
    return 2 * sum(unit.capital for unit in words) > len(words)


def _unknown_cue(
    clause: Sequence[Unit], position: int, next_quoted: Sequence[QuotedRegion]
) -> CueWord | None:
    """Any past form right beside a quotation may report it ("“Never!” thundered Velden")."""
    unit = clause[position]
    if unit.capital or not unit.word.isalpha():
        return None
    after = position + 1
    if unit.word in RULINGS:
        found = after < len(clause) and clause[after].word == "that"
        return CueWord("rule", "ed") if found else None
    if unit.word in CONTINUING:
        if not _takes_on(clause, position):
            return None
        after += 1
    elif unit.word not in SOUNDS and not unit.word.endswith("ed"):
        return None
    quoted = any(other.region is not None for other in clause[max(0, position - 4) : position])
    if not quoted and after < len(clause) and clause[after].word in (",", ":"):
        quoted = bool(next_quoted) if after + 1 == len(clause) else clause[after + 1].region is not None
    return CueWord("*", "ed") if quoted else None


def _takes_on(clause: Sequence[Unit], position: int) -> bool:
    """Whether the verb is "went on" or the like, two words that report together."""
    return (
        clause[position].word in CONTINUING
        and position + 1 < len(clause)
        and clause[position + 1].word == "on"
    )


def _according_to(
    clause: Sequence[Unit], word: CueWord, position: int, quoted_before: Sequence[QuotedRegion]
) -> Iterator[Candidate]:
    if position + 1 >= len(clause) or clause[position + 1].word != "to":
        return
    source = source_after(clause, position + 2)
    last = source.last if source else position + 2
    cue = CueInClause(word, position, position, position + 2)
    if position <= 1:
        start = last
        while start < len(clause) and clause[start].word not in (",", ":") and start - last < LOOK_AHEAD:
            start += 1
        if start < len(clause) and clause[start].word in (",", ":"):
            yield from propose(clause, cue, source, [(start + 1, len(clause))], (), "according-first")
    else:
        yield from propose(clause, cue, source, [(0, position)], quoted_before, "according-last")
