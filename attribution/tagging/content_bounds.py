"""Where reported content ends and where an attribution after it begins."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon.clause_words import AUXILIARIES, DATES, RELATIVES
from attribution.tagging.candidates import EDGE_MARKS, STOPS, CueInClause
from attribution.tagging.clauses import Unit
from attribution.tagging.cues import SPEECH_STEMS, cue_word
from attribution.tagging.sources import source_before
from attribution.tagging.verb_phrases import verb_phrase_start

LOOK_AHEAD = 14
"""Units within which an addressee, an adverbial or an attribution has to end."""

_CONCESSIONS = frozenset(["while", "although", "though"])


def content_end(clause: Sequence[Unit], start: int, cue: CueInClause) -> int:
    """First unit after the content that starts at `start`: the next reporting clause ends it."""
    if clause[start].region is not None and _another_is_announced(clause, start):
        return start + 1
    closing = _closing_mark(clause, cue)
    predicate = clause[start].word in AUXILIARIES and clause[start].word != "to"
    for position in range(start + 1, len(clause)):
        unit = clause[position]
        word = unit.word
        if word == ";" or word == closing:
            return position
        if word == "," and is_trailing_attribution(clause, position + 1):
            return position
        if word not in (",", "and", "but", "—", "–"):
            continue
        follower = clause[position + 1] if position + 1 < len(clause) else None
        if follower is None:
            return position
        if word == "and" and predicate and follower.word in AUXILIARIES:
            return position
        if follower.word in ("while", "but", "though", "although") and word == ",":
            return position
        if follower.word == "according":
            return position
        following = cue_word(follower.word)
        if following is None:
            continue
        if word == "," and following.form == "ing":
            return position
        if (
            word in ("and", "but")
            and following.form == cue.word.form
            and following.form in ("ed", "s")
            and following.stem in SPEECH_STEMS
        ):
            return position
    return len(clause)


def _another_is_announced(clause: Sequence[Unit], quotation: int) -> bool:
    """Whether a colon and a second quotation follow: the reply in "“Why?” to which Velden said: “Why not?”"."""
    return any(
        clause[position].region is not None and clause[position - 1].word == ":"
        for position in range(quotation + 2, len(clause))
    )


def _closing_mark(clause: Sequence[Unit], cue: CueInClause) -> str | None:
    """The mark that closes the insertion the cue stands in (" — officials spoke of … — "), if it does."""
    for position in range(cue.verb - 1, max(-1, cue.verb - LOOK_AHEAD), -1):
        word = clause[position].word
        if word in ("—", "–", "--"):
            return word
        if word == "(":
            return ")"
        if word == "," or word == ")":
            return None
        if word in _CONCESSIONS or (word in RELATIVES and position and clause[position - 1].word == ","):
            return ","
    return None


def is_trailing_attribution(clause: Sequence[Unit], start: int) -> bool:
    """Whether the clause ends in an attribution that starts at `start` (", the ministry said on Friday.")."""
    if len(clause) - start > LOOK_AHEAD:
        return False
    for position in range(start, len(clause)):
        unit = clause[position]
        if unit.region is not None or unit.word in EDGE_MARKS:
            return False
        word = cue_word(unit.word)
        if word is not None and word.stem in SPEECH_STEMS and word.form in ("ed", "s"):
            if position == start:
                return position + 1 < len(clause) and clause[position + 1].word != "that"
            source = source_before(clause, verb_phrase_start(clause, position), word.form)
            after = clause[position + 1].word if position + 1 < len(clause) else "."
            return (
                source is not None
                and source.first == start
                and source.kind in ("pronoun", "name", "nominal")
                and (after in STOPS or after in DATES or after in ("in", "on", "at", "during", "to"))
            )
    return False
