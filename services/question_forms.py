"""The forms in which people ask for quotes, as patterns tried in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

StanceAsked = Literal["favor", "against"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question; `form` names the pattern. What the question leaves open is None."""

    form: str
    speaker: str | None
    subject: str | None
    stance: StanceAsked | None = None
    negated: bool = False
    """Whether it asks what somebody did not say."""


_WHAT = r"(?:what|wat|waht|whta|wht|wut)(?:'s|s)?(?: else| exactly| all| things?| kind of things?)?"
_POSITIVE = r"(?:did|dit|didi|does|do|doe|has|have|had|hsa|is|are|was|were|would|will)"
_AUXILIARY = rf"{_POSITIVE}(?:n't| not)?"
# Who does not support something is not among those who do.
_WHO_DOES = rf"(?:{_POSITIVE}(?P<negated>n't| not)? )?"
_ADVERB = (
    r"(?:ever|recently|lately|publicly|actually|really|also|already|once|just|exactly|openly|explicitly|clearly"
    r"|previously|still|now|currently|officially|been|have to|has to|had to)"
)
_SAY = (
    r"(?:say|says|said|saying|sya|sey|siad|sayd|stated|stating|tell|tells|told|telling|talk|talks|talked|talking"
    r"|speak|speaks|spoke|spoken|speaking|comment|comments|commented|commenting|think|thinks|thought|claim|claims|claimed"
    r"|argue[ds]?|write|writes|wrote|written|announce[ds]?|declare[ds]?|warn|warns|warned|remark|remarks|remarked"
    r"|mention|mentions|mentioned|explain|explains|explained|suggest|suggests|suggested|promise[ds]?|tweet|tweets|tweeted"
    r"|posted|respond|responds|responded|react|reacts|reacted)"
)
_ABOUT = (
    r"(?:about|abut|abotu|abuot|baout|abt|on the (?:subject|topic|question|issue) of|on|regarding|concerning|over|re"
    r"|with (?:regard|respect) to|in regard to|as to|as for|when it comes to|toward|towards)"
)
_FAVOR = (
    r"(?:support(?:s|ed|ing)?|suport(?:s|ed)?|back(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|endorse[ds]?|advocate[ds]?(?: for)?"
    r"|approve[ds]? of|agree[ds]? (?:with|to)|welcome[ds]?|call(?:s|ed)? for|push(?:es|ed)? for|come out (?:for|in favou?r of)"
    r"|in (?:favou?r|support) of|supportive of|(?:want(?:s|ed)?|plan(?:s|ned)?|intend(?:s|ed)?|ready|willing|prepared) to)"
)
_AGAINST = (
    r"(?:oppose[ds]?|opposing|reject(?:s|ed)?|criticis(?:e[ds]?|ing)|criticiz(?:e[ds]?|ing)|condemn(?:s|ed)?|denounce[ds]?"
    r"|object(?:s|ed)? to|disagree[ds]? with|opposed to|rule[ds]? out|reject(?:s|ed)?"
    r"|(?:come out|speak|spoke|spoken|speak out|spoke out|spoken out|argue[ds]?|warn(?:s|ed)?) against|against|refuse[ds]? to|(?:unwilling|not (?:ready|willing|prepared)) to)"
)
_STANCES = rf"(?:(?P<favor>{_FAVOR})|(?P<against>{_AGAINST}))"
_OPINION = (
    r"(?:(?:official|current|latest|public|own|main) )?(?:position|positon|stance|stand|view|opinion|take|policy|attitude"
    r"|statement|thought|comment|remark|line|reaction|response)s?"
)
_QUOTES = r"(?:quotes?|quotations?|statements?|remarks?|comments?)"
_SPEAKER = r"(?P<speaker>\S.*?)"
_SUBJECT = r"(?P<subject>\S.*)"
_SAID = rf"(?:{_ADVERB} )*{_SAY}"

# A speaker that is none of these can still be somebody nobody has heard of.
_NO_SPEAKER = re.compile(
    r"\b(?:what|wat|who|whom|when|where|why|how|which|say|says|said|saying|mention|did|does|do|has|have|had"
    r"|is|are|was|were|ever|about|regarding|it|anything|something|nothing|there)\b",
    re.IGNORECASE,
)
_ONLY_LEADS = re.compile(rf"{_ABOUT}|that|of|to", re.IGNORECASE)
_ANYBODY = re.compile(
    r"(?:any(?:one|body)|every(?:one|body)|some(?:one|body)|people|they all|all of them|politicians|leaders|others|everyone else)",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"(?:he|she|they|him|her|them|we|you|i|this|that|these|those|one)", re.IGNORECASE)

_PATTERNS: tuple[tuple[str, str], ...] = (
    # who said …
    (
        "who_said",
        rf"who (?:else )?(?:{_AUXILIARY} )?{_SAID}(?: anything| something| \S+){{0,3}}? {_ABOUT} {_SUBJECT}",
    ),
    (
        "who_stance",
        rf"(?:who(?: else| all)?|(?:which|what) \w+) {_WHO_DOES}(?:{_ADVERB} )*{_STANCES} {_SUBJECT}",
    ),
    (
        "who_stance",
        rf"(?:who(?: else| all)?|(?:which|what) \w+) (?:is|are|was|were) (?P<favor>for) {_SUBJECT}",
    ),
    ("who_said", rf"who (?:else )?(?:{_AUXILIARY} )?{_SAID}(?: that)? {_SUBJECT}"),
    ("who_said", rf"who (?:else )?(?:{_AUXILIARY} )?call(?:s|ed)? {_SUBJECT}"),
    # what was said about …
    (
        "said",
        rf"{_WHAT} (?:was|were|is|are|has been|have been|is being) (?:said|written|stated|announced) {_ABOUT} (?P<subject>\S.*?) by (?P<speaker>\S.*)",
    ),
    (
        "said",
        rf"{_WHAT} (?:was|were|is|are|has been|have been|is being) (?:said|written|stated|announced) {_ABOUT} {_SUBJECT}",
    ),
    # did X ever say anything about …
    (
        "asked_whether_said",
        rf"{_AUXILIARY} {_SPEAKER} {_SAID}(?: (?:anything|something|much|a word|publicly|\S+)){{0,3}}? (?:{_ABOUT}|of) {_SUBJECT}",
    ),
    ("stance", rf"(?:why |when |how )?{_AUXILIARY} {_SPEAKER} (?:{_ADVERB} )*{_STANCES} {_SUBJECT}"),
    ("stance", rf"(?:is|are|was|were) {_SPEAKER} (?:{_ADVERB} )*(?P<favor>for|pro) {_SUBJECT}"),
    ("asked_whether_said", rf"{_AUXILIARY} {_SPEAKER} {_SAID}(?: that)? {_SUBJECT}"),
    ("asked_whether_said", rf"{_AUXILIARY} {_SPEAKER} (?:{_ADVERB} )*call(?:ed)? {_SUBJECT}"),
    # what did X say about …
    ("position", rf"{_WHAT} (?:does|do|did|has|would) {_SPEAKER} (?:make|made) of {_SUBJECT}"),
    (
        "said",
        rf"(?:{_WHAT}|when|where|why|how|how often) (?:{_AUXILIARY} )?{_SPEAKER} {_SAID} (?:{_ABOUT}|of) {_SUBJECT}",
    ),
    ("said", rf"{_WHAT} (?:{_AUXILIARY} )?{_SPEAKER} {_SAID}(?: \S+){{0,4}}? {_ABOUT} {_SUBJECT}"),
    ("everything", rf"{_WHAT} (?:{_AUXILIARY} )?{_SPEAKER} {_SAID}"),
    ("said", rf"(?:{_WHAT}|when|where|why|how often) {_AUXILIARY} {_SPEAKER} {_SAID}(?: that)? {_SUBJECT}"),
    # quotes by X about …
    (
        "quotes",
        rf"(?:all |any |some |the |latest |recent |newest |last )*{_QUOTES} (?:{_ABOUT}) (?P<subject>\S.*?) (?:by|from) (?P<speaker>\S.*)",
    ),
    (
        "quotes",
        rf"(?:all |any |some |the |latest |recent |newest |last )*{_QUOTES} (?:by|from|of) {_SPEAKER} (?:{_ABOUT}) {_SUBJECT}",
    ),
    (
        "everything",
        rf"(?:all |any |some |the |latest |recent |newest |last )*{_QUOTES} (?:by|from|of) {_SPEAKER}",
    ),
    ("quotes", rf"(?:all |any |some |the |latest |recent |newest |last )*{_QUOTES} {_ABOUT} {_SUBJECT}"),
    ("quotes", rf"{_SPEAKER} {_QUOTES} {_ABOUT} {_SUBJECT}"),
    ("everything", rf"quote {_SPEAKER}"),
    ("everything", rf"{_SPEAKER}(?:'s|')? {_QUOTES}"),
    (
        "quotes",
        rf"(?:everything|anything|all|things|something)(?: that)? {_SPEAKER} (?:has |have |had )?{_SAID} {_ABOUT} {_SUBJECT}",
    ),
    (
        "everything",
        rf"(?:everything|anything|all|things|something)(?: that)? {_SPEAKER} (?:has |have |had )?{_SAID}",
    ),
    # positions
    (
        "position",
        rf"(?:{_WHAT} (?:is|are|was|were) |{_WHAT} )?(?:the )?{_OPINION} (?:of|by|from) {_SPEAKER} (?:{_ABOUT}|to) {_SUBJECT}",
    ),
    (
        "position",
        rf"{_WHAT}(?: (?:is|are|was|were))? {_SPEAKER}(?:'s|')? {_OPINION} (?:{_ABOUT}|to|of) {_SUBJECT}",
    ),
    ("position", rf"{_SPEAKER}(?:'s|')? {_OPINION} (?:{_ABOUT}|to|of) {_SUBJECT}"),
    (
        "position",
        rf"where (?:does|do|did|has|is|are) {_SPEAKER} (?:stand|stood|standing) {_ABOUT} {_SUBJECT}",
    ),
    (
        "position",
        rf"how (?:does|do|did|has|have|is|are) {_SPEAKER} (?:feel|felt|think|see|sees|seen|view|viewed|respond|responded|react|reacted|responding)(?: {_ABOUT}| to)? {_SUBJECT}",
    ),
    # X said …, X supports …
    ("said", rf"{_SPEAKER} (?:has |have |had )?{_SAID}(?: \S+){{0,3}}? {_ABOUT} {_SUBJECT}"),
    (
        "said",
        rf"{_SPEAKER} (?:has |have |had )?(?:{_ADVERB} )*(?:said|says|stated|argued|warned)(?: that)? {_SUBJECT}",
    ),
    ("stance", rf"{_SPEAKER} (?:has |have |had |is |are |was |were )?(?:{_ADVERB} )*{_STANCES} {_SUBJECT}"),
    ("short", rf"{_SPEAKER}(?: (?:on|about|abut|abotu|regarding|concerning|re)|:) {_SUBJECT}"),
)
_FORMS = tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in _PATTERNS)

_LONGEST_SPEAKER_WORDS = 9
_NAME = re.compile(r"(?=.*[^\W\d_])[\w .,'&/()-]+")
_NEGATION = re.compile(r" (?:not|never)$", re.IGNORECASE)
# "Macron (France)"; "Emmanuel Macron, the French president".
_APPOSITION = re.compile(r"\s*\([^()]*\)$|, (?:the|an?) (?:(?!\band\b)[^,])*$", re.IGNORECASE)
_OPERATOR = re.compile(r"AND|OR|NOT|[+&,|]|(?i:quotes?|quotations?)")
_EMPTY_OPENING = re.compile(
    r"(?:that|whether|(?:the |a |any )?(?:idea|issue|question|topic|subject|matter|possibility|prospect|notion|plans?|proposal)"
    r" (?:of|to|for|that|about|on))\s+",
    re.IGNORECASE,
)
_EMPTY_ENDING = re.compile(
    r"[\s,]+(?:please|exactly|so far|anyway|lately|recently|at all|again|in general|these days|or not|now|ever|publicly)$",
    re.IGNORECASE,
)


def readings(question: str) -> Iterator[Reading]:
    """The ways to read a question that is one of the forms, likeliest first; none if it is not."""
    for form, pattern in _FORMS:
        match = pattern.fullmatch(question)
        if match is None:
            continue
        parts = match.groupdict()
        speaker, subject = parts.get("speaker"), parts.get("subject")
        negated = False
        if speaker is not None:
            named = _NEGATION.sub("", speaker)
            negated = named != speaker
            speaker = tidy_speaker(named)
            if not is_speaker(speaker):
                continue
            if _ANYBODY.fullmatch(speaker):
                speaker = None
        if subject is not None:
            subject = tidy_subject(subject)
            if not subject or _ONLY_LEADS.fullmatch(subject):
                continue
        if speaker is None and subject is None:
            continue
        stance: StanceAsked | None = (
            "favor" if parts.get("favor") else "against" if parts.get("against") else None
        )
        if stance is not None and parts.get("negated"):
            stance = "against" if stance == "favor" else "favor"
        yield Reading(form, speaker, subject, stance, negated and stance is None)


def tidy_speaker(name: str) -> str:
    """A name without what asking added to it."""
    name = _APPOSITION.sub("", name.strip(" ,;:\"'"))
    name = re.sub(r"^the (?=\S)", "", name.strip(" ,;:\"'"), flags=re.IGNORECASE)
    return re.sub(r"'s?$", "", name, flags=re.IGNORECASE)


def drop_operators(words: str) -> str:
    """Bare words without those that people type for a search engine, not for what they look for."""
    return " ".join(word for word in words.split() if _OPERATOR.fullmatch(word) is None)


def tidy_subject(subject: str) -> str:
    """A subject without the words that only lead to it; one in quotation marks stays in them."""
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
