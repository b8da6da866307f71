"""The ways to read a question: which forms it has, and what stands in their slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from services.questions.forms import FORMS, Form
from services.questions.words import ABOUT, POSITIVE

StanceAsked = Literal["favor", "against"]
OrderAsked = Literal["newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question; `form` is its kind. What the question leaves open is None or empty."""

    form: str
    speakers: tuple[str, ...]
    """The names in its slots; one may hold several, as "Macron and Costa" does."""
    subject: str | None
    stance: StanceAsked | None = None
    negated: bool = False
    """Whether it asks what somebody did not say, or does not support or oppose; `stance` is the one without the "not"."""
    order: OrderAsked | None = None
    publisher: str | None = None
    needs_names: bool = False
    """Whether it is only meant where its speakers are known."""


# A speaker that is none of these can still be somebody nobody has heard of.
_NO_SPEAKER = re.compile(
    r"\b(?:what|wat|who|whom|when|where|why|how|which|say|says|said|saying|mention|did|does|do|has|have|had"
    r"|is|are|was|were|ever|about|compare|time|latest|tell|everything|regarding|it|anything|something|nothing|there)\b",
    re.IGNORECASE,
)
_ONLY_LEADS = re.compile(
    rf"{ABOUT}|that|of|to|lately|recently|exactly|so far|these days|please|now", re.IGNORECASE
)
_ANYBODY = re.compile(
    r"(?:any(?:one|body)|every(?:one|body)|some(?:one|body)|people|they all|all of them|politicians|leaders|others|everyone else)",
    re.IGNORECASE,
)
# Looked for outside the slots, so that it is never part of a name or a subject.
_OLDEST = re.compile(r"\b(?:first|earliest)\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:last|latest|newest|most recent(?:ly)?|still|currently|now)\b", re.IGNORECASE)
_SLOTS = ("speaker", "other", "subject", "publisher")

_LONGEST_SPEAKER_WORDS = 9
_NAME = re.compile(r"(?=.*[^\W\d_])[\w .,'&/()-]+")
_NEGATION = re.compile(rf" (?:\w+n't|cannot|(?:{POSITIVE} )?(?:not|never|no longer))$", re.IGNORECASE)
# "Macron (France)"; "Emmanuel Macron, the French president".
_APPOSITION = re.compile(r"\s*\([^()]*\)$|, (?:the|an?) (?:(?!\band\b)[^,])*$", re.IGNORECASE)
_OPERATOR = re.compile(r"AND|OR|NOT|[+&,|]|(?i:quotes?|quotations?)")
_EMPTY_OPENING = re.compile(
    r"(?:that|whether|(?:the |a |any )?(?:idea|issue|question|topic|subject|matter|possibility|prospect|notion|plans?|proposal)"
    r" (?:of|to|for|that|about|on))\s+",
    re.IGNORECASE,
)
# An apostrophe stands between letters, or ends a word that goes on with another.
_IN_SINGLE_QUOTES = re.compile(r"'((?:[^'\"]|(?<=\w)'(?=\w))+)'")
_EMPTY_ENDING = re.compile(
    r"[\s,]+(?:please|exactly|so far|anyway|lately|recently|at all|again|in general|these days|or not|now|ever|publicly)$",
    re.IGNORECASE,
)


def readings(question: str) -> Iterator[Reading]:
    """The ways to read a question that is one of the forms, likeliest first; none if it is not."""
    for form in FORMS:
        match = form.pattern.fullmatch(question)
        reading = None if match is None else _read(form, match)
        if reading is not None:
            yield reading


def _read(form: Form, match: re.Match[str]) -> Reading | None:
    parts = match.groupdict()
    speakers = []
    negated = False
    for name in (parts.get("speaker"), parts.get("other")):
        if name is None:
            continue
        named = _NEGATION.sub("", name)
        negated = negated or named != name
        speaker = tidy_speaker(named)
        if not is_speaker(speaker):
            return None
        if not _ANYBODY.fullmatch(speaker):
            speakers.append(speaker)
    publisher, subject = parts.get("publisher"), parts.get("subject")
    if publisher is not None:
        publisher = tidy_speaker(publisher)
        if not is_speaker(publisher):
            return None
    if subject is not None:
        subject = tidy_subject(subject)
        if not subject or _ONLY_LEADS.fullmatch(subject):
            return None
    if not speakers and subject is None and form.kind != "most_quoted":
        return None
    stance: StanceAsked | None = (
        "favor" if parts.get("favor") else "against" if parts.get("against") else None
    )
    if stance is not None and parts.get("negated"):
        stance = "against" if stance == "favor" else "favor"
    return Reading(
        form.kind,
        tuple(speakers),
        subject,
        stance,
        negated,
        _order(match),
        publisher,
        form.needs_names,
    )


def _order(match: re.Match[str]) -> OrderAsked | None:
    words = match.string
    spans = [match.span(slot) for slot in _SLOTS if slot in match.re.groupindex and match[slot] is not None]
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]}|{words[end:]}"
    if _OLDEST.search(words):
        return "oldest"
    return "newest" if _NEWEST.search(words) else None


def tidy_speaker(name: str) -> str:
    """A name without what asking added to it."""
    name = _APPOSITION.sub("", name.strip(" ,;:\"'"))
    name = re.sub(r"^the (?=\S)", "", name.strip(" ,;:\"'"), flags=re.IGNORECASE)
    return re.sub(r"'s?$", "", name, flags=re.IGNORECASE)


def drop_operators(words: str) -> str:
    """Bare words without those that people type for a search engine, not for what they look for."""
    return " ".join(word for word in words.split() if _OPERATOR.fullmatch(word) is None)


def tidy_subject(subject: str) -> str:
    """A subject without the words that only lead to it; one in quotation marks stays in them, as double ones."""
    quoted = _IN_SINGLE_QUOTES.fullmatch(subject.strip(" ,;:"))
    if quoted is not None:
        return f'"{quoted[1]}"'
    before = None
    while before != subject:
        before = subject
        subject = _EMPTY_ENDING.sub("", _EMPTY_OPENING.sub("", subject.strip(" ,;:"), count=1))
    return subject


def is_speaker(name: str) -> bool:
    """Whether words can be somebody's name."""
    return (
        _NAME.fullmatch(name) is not None
        and len(name.split()) <= _LONGEST_SPEAKER_WORDS
        and _NO_SPEAKER.search(name) is None
    )
