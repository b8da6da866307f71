"""Transcripts: lines that start with who speaks ("VELDEN: We shall see."), or with `Q:` and `A:`.

The network learnt from running text and misses most of them, while their form leaves no doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.tagging.interviews import interview_turns, trimmed
from attribution.text.document import Document

_NAME = r"[A-Z][\w.'’-]*(?: +(?:[A-Z][\w.'’-]*|of|the|van|von|de|al|bin|“[^”]{1,20}”)){0,5}"
"""Spaces stand in the place of a nickname (`attribution.speakers.nicknames`)."""
_LABEL = re.compile(
    rf"(?P<name>{_NAME})"
    r"(?P<title>(?:, [A-Z][A-Z .'&/-]{2,60})?(?: ?\([^()\n]{1,60}\))?(?:, [A-Z][A-Z .'&/-]{2,60})?(?: ?\([^()\n]{1,60}\))?)"
    r" ?(?P<colon>:)(?=\s)"
)
_FEWEST_LINES = 3
_MOST_TURN_PARAGRAPHS = 6
"""Paragraphs that a speaker's turn may go on for, the first included."""
_TOPIC_WORDS = ("on", "about", "regarding")
_LONGEST_TOPIC_WORD = 12
"""Characters, with what stands beside it."""
_SHORTEST_NAME = 3
"""Letters: "Q:" and "A:" name nobody."""


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """What one speaker of a transcript says until the next one's label."""

    source: Span | None
    """None for the questions of an interview, whoever asks them."""
    cue: Span
    content: tuple[Span, ...]
    """One span a paragraph."""


def is_topic_label(document: Document, source: Span, cue: Span) -> bool:
    """Whether a label says what is spoken about, not by whom: "On the new bridge: “It will stay.”"."""
    text = document.folded
    if text[cue.start : cue.end] != ":":
        return False
    # No more than is needed: a line may be as long as the text.
    before = text[max(0, source.start - _LONGEST_TOPIC_WORD) : source.start].rpartition("\n")[2].split()
    return len(before) == 1 and before[0].casefold() in _TOPIC_WORDS


def labelled_turns(document: Document) -> tuple[LabelledTurn, ...]:
    """The turns of a transcript; empty for any other text.

    A text is a transcript when at least three paragraphs have labels, some label comes back, and most paragraphs from the
    first label to the last have one, or when it is an interview with `Q:` and `A:` (`attribution.tagging.interviews`).
    """
    interview = interview_turns(document)
    if interview:
        return tuple(
            LabelledTurn(None if turn.is_question else turn.label, turn.cue, turn.content)
            for turn in interview
        )
    labels = {
        number: match
        for number, paragraph in enumerate(document.paragraphs)
        if (match := _LABEL.match(document.folded, paragraph.start, paragraph.end)) is not None
        and sum(character.isalpha() for character in match["name"]) >= _SHORTEST_NAME
    }
    numbers = list(labels)
    names = [match["name"] for match in labels.values()]
    if len(numbers) < _FEWEST_LINES or len(set(names)) == len(names):
        return ()
    if len(set(names)) == 1 or 2 * len(numbers) <= numbers[-1] - numbers[0] + 1:
        return ()
    turns: list[LabelledTurn] = []
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else number + 1
        if following - number > _MOST_TURN_PARAGRAPHS:
            following = number + 1
        match = labels[number]
        first = Span(match.end(), document.paragraphs[number].end)
        spoken = (first, *document.paragraphs[number + 1 : following])
        spans = tuple(span for each in spoken if (span := trimmed(document, each)) is not None)
        if spans:
            turns.append(LabelledTurn(Span(*match.span("name")), Span(*match.span("colon")), spans))
    return tuple(turns)
