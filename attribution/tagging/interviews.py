"""Interviews printed as questions and answers: paragraphs that start with `Q:` and `A:`.

The labels name nobody, so whoever the article says was interviewed is looked for elsewhere
(`attribution.speakers.interviewees`); here is only which words are a question and which an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from attribution.extraction import Span
from attribution.lexicon.function_words import CAPTION_WORDS
from attribution.text.document import Document

_LABEL = re.compile(
    r"[*_]{0,2}(?P<label>(?P<question>Q(?:uestion)?)|A(?:nswer)?)(?: ?\d{1,2})?[*_]{0,2}"
    r" ?(?P<mark>:|[.–—](?=\s)|-{1,2}(?=\s))[*_]{0,2}(?=\s*\S)"
)
_NAMED_ANSWER = re.compile(r"(?P<label>[A-Z][\w.'’-]*(?: +[A-Z][\w.'’-]*){0,3})(?P<mark>:)(?=\s)")
"""What an answer is labelled with where the questions have `Q:` and the answers the speaker's name.

Spaces stand in the place of a nickname (`attribution.speakers.nicknames`).
"""
_FEWEST_PLAIN_MARKS = 2
"""Questions before "Q." or "Q —" is believed: a name's initial and a list's letter look the same."""
_FEWEST_NAMED = 2
"""Paragraphs that a name labels: one may as well be a note."""
_ASIDE_MARKS = ("(", "[")
"""What a paragraph begins with that says what is seen and heard."""
_MOST_ANSWER_PARAGRAPHS = 12
"""Paragraphs that an answer may go on for, the first included."""


@dataclass(frozen=True, slots=True)
class InterviewTurn:
    """A question or an answer."""

    label: Span
    cue: Span
    """The mark after the label."""
    content: tuple[Span, ...]
    """One span a paragraph."""
    is_question: bool


@dataclass(frozen=True, slots=True)
class _Labelled:
    paragraph: int
    match: re.Match[str]
    kind: Literal["question", "answer"]


def interview_turns(document: Document) -> tuple[InterviewTurn, ...]:
    """The turns of an interview; empty for any other text.

    A text is an interview when the first such label is a question's and an answer comes right after a question.
    What follows an answer up to the next label is taken for part of it; after the last one only its own paragraph is.
    What somebody named states before the first question is a turn too, as an answer is.
    """
    named = _named_labels(document)
    labels = list(_labels(document, named))
    questions = sum(one.kind == "question" for one in labels)
    marks = {one.match["mark"] for one in labels if one.match.re is _LABEL}
    fewest = 1 if marks == {":"} else _FEWEST_PLAIN_MARKS
    if questions < fewest or all(one.kind == "question" for one in labels):
        return ()
    labels = [one for one in named.values() if one.paragraph < labels[0].paragraph] + labels
    turns: list[InterviewTurn] = []
    for place, one in enumerate(labels):
        following = labels[place + 1].paragraph if place + 1 < len(labels) else one.paragraph + 1
        if following - one.paragraph > _MOST_ANSWER_PARAGRAPHS:
            following = one.paragraph + 1
        first = Span(one.match.end(), document.paragraphs[one.paragraph].end)
        paragraphs = (first, *document.paragraphs[one.paragraph + 1 : following])
        content = tuple(span for each in paragraphs if (span := trimmed(document, each)) is not None)
        if content:
            label, mark = Span(*one.match.span("label")), Span(*one.match.span("mark"))
            turns.append(InterviewTurn(label, mark, content, one.kind == "question"))
    return tuple(turns)


def is_answer_label(document: Document, span: Span) -> bool:
    """Whether a span is the bare label of an answer, which names nobody."""
    match = _LABEL.match(document.folded, span.start)
    return match is not None and match.span("label") == span and match["question"] is None


def _named_labels(document: Document) -> dict[int, _Labelled]:
    """The paragraphs labelled with a name that labels others too, by number."""
    found: dict[int, _Labelled] = {}
    for number, (start, end) in enumerate(document.paragraphs):
        match = _NAMED_ANSWER.match(document.folded, start, end)
        if match is None or _LABEL.match(document.folded, start, end) is not None:
            continue
        if not CAPTION_WORDS.issuperset(match["label"].casefold().split()):
            found[number] = _Labelled(number, match, "answer")
    times = Counter(one.match["label"] for one in found.values())
    return {number: one for number, one in found.items() if times[one.match["label"]] >= _FEWEST_NAMED}


def _labels(document: Document, named: Mapping[int, _Labelled]) -> Iterator[_Labelled]:
    """The labelled paragraphs from the first question on. `named`: those with a name, by number."""
    asked = False
    for number, (start, end) in enumerate(document.paragraphs):
        match = _LABEL.match(document.folded, start, end)
        if match is not None and match["question"] is not None:
            asked = True
            yield _Labelled(number, match, "question")
        elif asked and match is not None:
            yield _Labelled(number, match, "answer")
        elif asked and number in named:
            yield named[number]


def trimmed(document: Document, paragraph: Span) -> Span | None:
    """A paragraph without white space around it; None without words, and for those that say what is seen and heard."""
    words = document.folded[paragraph.start : paragraph.end]
    start = paragraph.start + len(words) - len(words.lstrip())
    if not words.strip() or words.lstrip().startswith(_ASIDE_MARKS):
        return None
    return Span(start, paragraph.start + len(words.rstrip()))
