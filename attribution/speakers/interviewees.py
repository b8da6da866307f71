"""Whom an interview is with: "The Courier spoke with Mayor Ilse Brandt about the dam." above its questions and answers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.lexicon import word_set
from attribution.lexicon.person_nouns import HONORIFICS
from attribution.speakers.mentions import Mention
from attribution.speakers.names import fold, parse_person_name
from attribution.text.document import Document

_TALKING = (
    r"(?:interview(?:s|ed)?|conversations?|chat(?:s|ted)?|q ?& ?a|discussion|speak(?:s|ing)?|spoken?"
    r"|talk(?:s|ed|ing)?|sat down|sits? down|caught up|met(?: up)?|questions)"
)
_ON_SOMETHING = r"(?:about|on|as|after|before|during|and|who|that)\b"
_WITH = re.compile(
    rf"\b{_TALKING}(?: [\w’'-]+){{0,4}}? (?:with|to|for)(?: (?!{_ON_SOMETHING})[\w’'-]+){{0,7}},? \Z"
    r"|\b(?:interview(?:s|ed|ing)|ask(?:s|ed)|q ?& ?a:) \Z",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"(?:,[^.;:]{1,100},)?(?: (?:recently|also|has|have|then))* (?:spoke|speaks|spoken|talked|talks|sat down|sits down"
    r"|answer(?:s|ed)|t(?:ook|akes) questions|respond(?:s|ed)|discuss(?:es|ed)|was interviewed)\b"
)
_COORDINATED = re.compile(
    r"(?: (?:of|from|in) [\w’' -]{1,40})?(?:,[^.;:]{1,80})?"
    r"(?:[,;] |[,;]? (?P<and>and|&|as well as|along with|together with|plus) )"
    r"(?:(?:the|an?|his|her|their)(?: [\w’'-]+){1,3},? )?"
)
"""What stands between two of whom the same is said."""
_PLACING = re.compile(r"\b(?:of|from|in|at|near) \Z")
"""What stands before a name that only says where somebody is from: "the mayor of Ostby, Ilse Brandt"."""
_REACH = 140
"""Characters before and after a name that are looked at, so that time is linear."""
_ASKERS = word_set(
    "reporter correspondent journalist editor columnist anchor host presenter producer writer interviewer moderator"
)
_PRONOUNS = ("him", "her")
_PRONOUN_ENDS = re.compile(
    r"[,.;:)]|\Z| (?:about|in|on|at|by|this|last|before|after|for|during|and|as|to|ahead|from)\b"
)


def find_interviewee(document: Document, mentions: Sequence[Mention], turns: Sequence[Span]) -> Span | None:
    """The naming of the one person interviewed, outside of `turns`: the contents of all questions and answers, sorted.

    None when the text names nobody as interviewed, or several: a guess would put words in somebody's mouth.
    """
    outside = [one for one in mentions if not _is_in(one.span, turns)]
    found = list(_interviewed(document, outside))
    named = _persons(found)
    if len(named) > 1:
        if any(one.is_joined for one in found):
            return None
        # "Ivo Marsh sat down with Mayor Ilse Brandt": of the two the one whose office is told answers.
        named = [one for one in named if _has_office(one.mention)]
        if len(named) != 1:
            return None
    if named:
        return None if named[0].is_accompanied else named[0].mention.span
    return next((one.mention.span for one in found if one.mention.form == "pronoun"), None)


def _is_in(span: Span, turns: Sequence[Span]) -> bool:
    place = bisect_right(turns, span.start, key=lambda turn: turn.start) - 1
    return place >= 0 and span.start < turns[place].end


@dataclass(frozen=True, slots=True)
class _Interviewed:
    mention: Mention
    is_joined: bool
    """Whether somebody interviewed is named before in the same breath: "with Ilse Brandt and Tom Ribeck"."""
    is_accompanied: bool
    """Whether somebody else is: "Ilse Brandt and Tom Ribeck answered questions"."""


def _interviewed(document: Document, mentions: Sequence[Mention]) -> Iterator[_Interviewed]:
    """The mentions of those who are said to have been spoken with, each with those named after it with "and"."""
    text = document.folded
    last_end, was_interviewed, asked = 0, False, True
    for mention in mentions:
        start, end = mention.span
        person = mention.form == "named" and mention.kind == "person"
        pronoun = mention.form == "pronoun" and mention.head in _PRONOUNS
        if not (person or (pronoun and _PRONOUN_ENDS.match(text, end) is not None)):
            continue
        if _PLACING.search(text, max(0, start - _REACH), start) is not None:
            continue
        near = start - last_end < _REACH
        coordinated = _COORDINATED.fullmatch(text, last_end, start) if near else None
        talking = _WITH.search(text, max(0, start - _REACH), start)
        answering = person and _ANSWERING.match(text, end, min(len(text), end + _REACH)) is not None
        joined = was_interviewed and (
            coordinated is not None or (talking is not None and talking.start() < last_end)
        )
        joint = answering and coordinated is not None and coordinated["and"] is not None
        accompanied = joint and not was_interviewed and not asked
        asked = _asks(text, mention)
        was_interviewed = not asked and (talking is not None or answering or joined)
        last_end = end
        if was_interviewed:
            yield _Interviewed(mention, joined, accompanied)


def _has_office(mention: Mention) -> bool:
    return bool(mention.description or (mention.title and mention.title not in HONORIFICS))


def _asks(text: str, mention: Mention) -> bool:
    """Whether somebody is of the press, and asks the questions: "the Courier's Ivo Marsh", "reporter Ivo Marsh"."""
    words = f"{mention.title or ''} {mention.description or ''}".casefold().replace("-", " ").split()
    start = mention.span.start
    return not _ASKERS.isdisjoint(words) or text[max(0, start - 3) : start] in ("'s ", "’s ")


def _persons(found: Sequence[_Interviewed]) -> list[_Interviewed]:
    """The first mention of each person named, told apart by surname."""
    persons: dict[str, _Interviewed] = {}
    for one in found:
        name = parse_person_name(one.mention.name or "") if one.mention.form == "named" else None
        if name is not None:
            persons.setdefault(fold(name.surname), one)
    return list(persons.values())
