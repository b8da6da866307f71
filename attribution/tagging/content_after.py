"""Content after its cue: "Velden said that …", "told reporters: “…”", "called for …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribution.lexicon import word_set
from attribution.lexicon.clause_words import ADDRESSING, DATES, PREPOSITIONS, PRONOUNS
from attribution.tagging.candidates import EDGE_MARKS, STOPS, Candidate, CueInClause, frame_of, propose
from attribution.tagging.clauses import Unit
from attribution.tagging.content_bounds import LOOK_AHEAD, content_end
from attribution.tagging.cues import cue_word
from attribution.tagging.source_phrases import Source
from attribution.tagging.sources import source_after
from attribution.text.quotation_marks import QuotedRegion

_ADDRESSED = word_set("tell remind assur inform ask warn urg convinc persuad advis")
_LONGEST_ADDRESSEE = 6
_PARTICLES = word_set("out back up off clear down")


def following_candidates(
    clause: Sequence[Unit], cue: CueInClause, source: Source | None, next_quoted: Sequence[QuotedRegion]
) -> Iterator[Candidate]:
    size = len(clause)
    start = cue.after
    prefix = ""
    if start < size and clause[start].word in _PARTICLES:
        prefix = clause[start].word + "+"
        start += 1
    far = _content_after_addressee(clause, start, addressed=cue.word.stem in _ADDRESSED)
    if far is not None and clause[far[0]].region is not None and quoted_up_to(clause, cue, source):
        # The cue stands between two halves of one quotation, which `preceding_candidates` takes together.
        return
    if far is not None:
        content, frame = far
        yield from propose(
            clause, cue, source, [(content, content_end(clause, content, cue))], (), prefix + frame
        )
        return
    if next_quoted and not quoted_up_to(clause, cue, source):
        colon = clause[size - 1].word == ":"
        speaker = source
        if source is None and colon and cue.word.stem not in ADDRESSING:
            speaker = source_after(clause, start)
        near = "near" if start >= size or clause[start].word in EDGE_MARKS else "far"
        frame = f"{near}-{'colon-' if colon else ''}next-quotation"
        yield from propose(clause, cue, speaker, [], next_quoted, frame)
    if start >= size or clause[start].word in STOPS:
        return
    word = clause[start].word
    if word == "," or word == ":":
        if source is not None and cue.verb > 2 and word == ",":
            before = min(source.first, cue.verb)
            if before > 2 and clause[before - 1].word == "," and start + 1 < size:
                spans = [(0, before), (start + 1, content_end(clause, start + 1, cue))]
                yield from propose(clause, cue, source, spans, (), "split")
        if word == ":":
            yield from propose(clause, cue, source, [(start + 1, size)], (), "colon")
        return
    if word in DATES:
        while start < size and clause[start].word in DATES:
            start += 1
        prefix += "date+"
        if start >= size or clause[start].word in EDGE_MARKS:
            return
        word = clause[start].word
    if cue.word.stem in _ADDRESSED and clause[start].region is None:
        after = _addressee_end(clause, start)
        if after is not None and after < size and clause[after].word not in EDGE_MARKS:
            frame = prefix + "addressed-" + frame_of(clause[after])
            yield from propose(clause, cue, source, [(after, content_end(clause, after, cue))], (), frame)
    frame = prefix + frame_of(clause[start])
    content = start + 1 if word in PREPOSITIONS and word != "to" else start
    if content < size:
        yield from propose(clause, cue, source, [(content, content_end(clause, content, cue))], (), frame)


def quoted_up_to(clause: Sequence[Unit], cue: CueInClause, source: Source | None) -> bool:
    """Whether a quotation ends right before the cue and its source, which then report that one."""
    before = min(source.first, cue.verb) if source is not None else cue.verb
    return any(unit.region is not None for unit in clause[max(0, before - 2) : before])


def _content_after_addressee(
    clause: Sequence[Unit], start: int, *, addressed: bool
) -> tuple[int, str] | None:
    """Where the content starts when "that" or a quotation is reached over an addressee or an adverbial."""
    for position in range(start, min(len(clause), start + LOOK_AHEAD)):
        unit = clause[position]
        near = "" if position - start <= 1 else "far-"
        if unit.region is not None:
            mark = clause[position - 1].word
            if mark in (",", ":"):
                return position, near + ("comma-quotation" if mark == "," else "colon-quotation")
            return (position, "quotation") if position == start else None
        if unit.word == "that":
            if near and clause[start].word not in DATES | PREPOSITIONS and not addressed:
                return None
            if _quotation_follows(clause, position + 1):
                return position + 2, near + "colon-quotation"
            return position, near + "that"
        if unit.word in EDGE_MARKS:
            follower = clause[position + 1] if position + 1 < len(clause) else None
            if unit.word not in (",", ":") or follower is None:
                return None
            if follower.region is None and (unit.word == ":" or position > start):
                return None
            if follower.region is None:
                return None
        elif (
            position > start and not unit.capital and cue_word(unit.word) and clause[position - 1].word != "a"
        ):
            return None
    return None


def _quotation_follows(clause: Sequence[Unit], position: int) -> bool:
    """Whether a colon or a comma at `position` leads to a quotation ("held that: “…”")."""
    following = clause[position : position + 2]
    return len(following) == 2 and following[0].word in (",", ":") and following[1].region is not None


def _addressee_end(clause: Sequence[Unit], start: int) -> int | None:
    first = clause[start]
    if first.word in PRONOUNS or first.word in ("him", "her", "them", "us", "me", "reporters"):
        return start + 1
    if first.word in ("the", "a", "his", "their"):
        end = start + 2
        while (
            end < len(clause)
            and end - start < _LONGEST_ADDRESSEE
            and clause[end - 1].capital
            and clause[end].capital
        ):
            end += 1
        return end
    position = start
    while position < len(clause) and clause[position].capital and position - start < _LONGEST_ADDRESSEE:
        position += 1
    if position == start:
        return None
    if position < len(clause) and clause[position].word == "'s":
        position += 1
        while position < len(clause) and clause[position].capital:
            position += 1
    return position
