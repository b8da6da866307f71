"""The forms in which people ask for quotes, as patterns tried in turn. docs/questions.md has the table for readers."""

from __future__ import annotations

import re
from typing import NamedTuple

from services.questions.words import (
    ABOUT,
    ADVERB,
    AUXILIARY,
    BE,
    CHANGED,
    EITHER_STANCE,
    EVERYTHING,
    FAVORING,
    LATEST,
    MOST,
    OPINION,
    OPPOSING,
    OTHER,
    PEOPLE,
    PUBLISHER,
    QUOTES,
    SAID,
    SOME,
    SPEAKER,
    STANCES,
    SUBJECT,
    SUBJECT_WITHIN,
    WHAT,
    WHO_DOES,
)


class Form(NamedTuple):
    """One pattern; its groups are the slots `speaker`, `other`, `subject` and `publisher`, and the marks `favor`, `against` and `negated`."""

    kind: str
    pattern: re.Pattern[str]
    needs_names: bool = False
    """Whether it is only meant where its speakers are known: "tolls against fees on bridges" compares nobody."""


def _form(kind: str, pattern: str, *, needs_names: bool = False) -> Form:
    return Form(kind, re.compile(pattern, re.IGNORECASE), needs_names)


_WHO = r"(?:who(?: else| all)?|(?:which|what) \w+)"
_WAS_SAID = rf"{WHAT} (?:was|were|is|are|has been|have been|is being) (?:said|written|stated|announced)"
_ANYTHING_NEW = rf"(?:{EVERYTHING}(?: new)?|(?:{WHAT} is |{WHAT} )?(?:the )?(?:{LATEST}|new))"
_HOW_OFTEN = r"(?:how (?:often|frequently|much)|how many times)"

FORMS: tuple[Form, ...] = (
    # who said the most about …
    _form("most_quoted", rf"who (?:else )?(?:{AUXILIARY} )?(?:{SAID}|quoted|cited) {MOST} {ABOUT} {SUBJECT}"),
    _form("most_quoted", rf"who (?:{AUXILIARY} )?{MOST} (?:quoted|cited|talkative|vocal) {ABOUT} {SUBJECT}"),
    # who in some newspaper said …
    _form("who_stance", rf"{_WHO} in {PUBLISHER} {WHO_DOES}(?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("who_stance", rf"{_WHO} in {PUBLISHER} {BE} (?P<favor>for) {SUBJECT}"),
    _form(
        "who_said",
        rf"who (?:else )?in {PUBLISHER} (?:{AUXILIARY} )?{SAID}(?: anything| something)? {ABOUT} {SUBJECT}",
    ),
    _form("who_said", rf"who (?:else )?in {PUBLISHER} (?:{AUXILIARY} )?{SAID}(?: that)? {SUBJECT}"),
    # who said …
    _form(
        "who_said",
        rf"who (?:else )?(?:{AUXILIARY} )?{SAID}(?: anything| something| \S+){{0,3}}? {ABOUT} {SUBJECT}",
    ),
    _form("who_stance", rf"{_WHO} {WHO_DOES}(?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("who_stance", rf"{_WHO} {BE} (?P<favor>for) {SUBJECT}"),
    _form(
        "who_stance",
        rf"(?:is|are) there (?:any )?{PEOPLE} (?:who|that) {WHO_DOES}(?:{ADVERB} )*{STANCES} {SUBJECT}",
    ),
    _form("who_said", rf"who (?:else )?(?:{AUXILIARY} )?{SAID}(?: that)? {SUBJECT}"),
    _form("who_said", rf"who (?:else )?(?:{AUXILIARY} )?call(?:s|ed)? {SUBJECT}"),
    # what was said about …
    _form("said", rf"{_WAS_SAID} by {SPEAKER} {ABOUT} {SUBJECT}"),
    _form("said", rf"{_WAS_SAID} {ABOUT} {SUBJECT_WITHIN} by {SPEAKER}"),
    _form("said", rf"{_WAS_SAID} {ABOUT} {SUBJECT}"),
    # how often X said …
    _form(
        "how_often",
        rf"{_HOW_OFTEN} {AUXILIARY} {SPEAKER} {SAID}(?: (?:anything|something))? (?:{ABOUT}|of) {SUBJECT}",
    ),
    _form("how_often", rf"{_HOW_OFTEN} {AUXILIARY} {SPEAKER} (?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("how_often", rf"{_HOW_OFTEN} {AUXILIARY} {SPEAKER} {SAID}(?: that)? {SUBJECT}"),
    # whether a position changed
    _form(
        "shift",
        rf"(?:how|when|why) (?:has|have|did|does|had) {SPEAKER}(?:'s|')? {OPINION} (?:{ABOUT}|of|to) {SUBJECT_WITHIN} {CHANGED}",
    ),
    _form(
        "shift",
        rf"(?:has|have|did|had) {SPEAKER}(?:'s|')? {OPINION} (?:{ABOUT}|of|to) {SUBJECT_WITHIN} {CHANGED}",
    ),
    # two speakers
    _form(
        "comparison",
        rf"(?:{WHAT} (?:is|are) |{WHAT} )?(?:the )?(?:main )?differences? between {SPEAKER} and {OTHER}(?:'s|')?(?: {OPINION})? {ABOUT} {SUBJECT}",
    ),
    _form("comparison", rf"{SPEAKER} (?:vs|v|versus)\.? {OTHER} {ABOUT} {SUBJECT}"),
    _form("comparison", rf"{SPEAKER} (?:vs|v|versus)\.? {OTHER}: {SUBJECT}"),
    # for or against
    _form("position", rf"{AUXILIARY} {SPEAKER} (?:{ADVERB} )*{EITHER_STANCE} {SUBJECT}"),
    # did X ever say anything about …
    _form(
        "asked_whether_said",
        rf"{AUXILIARY} {SPEAKER} {SAID}(?: (?:anything|something|much|a word|publicly|\S+)){{0,3}}? (?:{ABOUT}|of) {SUBJECT}",
    ),
    _form("stance", rf"(?:why |when |how )?{AUXILIARY} {SPEAKER} (?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("stance", rf"{BE} {SPEAKER} (?:{ADVERB} )*(?P<favor>for|pro) {SUBJECT}"),
    _form(
        "stance",
        rf"{WHAT}(?: {BE}|'s)? ?(?:reasons?|arguments?|grounds) (?:{AUXILIARY} )?{SPEAKER} (?:give|gives|gave|given|have|has|had|offer|offers|offered|cite|cites|cited) (?:for|to) (?:(?P<favor>{FAVORING})|(?P<against>{OPPOSING})) {SUBJECT}",
    ),
    _form("asked_whether_said", rf"{AUXILIARY} {SPEAKER} {SAID}(?: that)? {SUBJECT}"),
    _form("asked_whether_said", rf"{AUXILIARY} {SPEAKER} (?:{ADVERB} )*call(?:ed)? {SUBJECT}"),
    # what did X say about …
    _form("position", rf"{WHAT} (?:does|do|did|has|would) {SPEAKER} (?:make|made) of {SUBJECT}"),
    _form(
        "said",
        rf"(?:{WHAT}|when|where|why|how) (?:{AUXILIARY} )?{SPEAKER} {SAID} (?:{ABOUT}|of) {SUBJECT}",
    ),
    _form("said", rf"{WHAT} (?:{AUXILIARY} )?{SPEAKER} {SAID}(?: \S+){{0,4}}? {ABOUT} {SUBJECT}"),
    _form("everything", rf"{WHAT} (?:{AUXILIARY} )?{SPEAKER} {SAID}"),
    _form("said", rf"(?:{WHAT}|when|where|why) {AUXILIARY} {SPEAKER} {SAID}(?: that)? {SUBJECT}"),
    # quotes by X about …
    _form("quotes", rf"{SOME}{QUOTES} {ABOUT} {SUBJECT_WITHIN} (?:by|from) {SPEAKER}"),
    _form("quotes", rf"{SOME}{QUOTES} (?:by|from|of) {SPEAKER} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{SOME}{QUOTES} (?:by|from|of) {SPEAKER}"),
    _form("quotes", rf"{SOME}{QUOTES} {ABOUT} {SUBJECT}"),
    _form("position", rf"{SPEAKER}(?:'s|')? {LATEST} {QUOTES} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{SPEAKER}(?:'s|')? {LATEST} {QUOTES}"),
    _form("quotes", rf"{SPEAKER} {QUOTES} {ABOUT} {SUBJECT}"),
    _form("everything", rf"quote {SPEAKER}"),
    _form("everything", rf"{SPEAKER}(?:'s|')? {QUOTES}"),
    _form("quotes", rf"{_ANYTHING_NEW} (?:by|from) {SPEAKER} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{_ANYTHING_NEW} (?:by|from) {SPEAKER}"),
    _form("quotes", rf"{EVERYTHING}(?: that)? {SPEAKER} (?:has |have |had )?{SAID} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{EVERYTHING}(?: that)? {SPEAKER} (?:has |have |had )?{SAID}"),
    # positions
    _form(
        "position",
        rf"(?:{WHAT} {BE} |{WHAT} )?(?:the )?{OPINION} (?:of|by|from) {SPEAKER} (?:{ABOUT}|to) {SUBJECT}",
    ),
    _form("position", rf"{WHAT}(?: {BE})? {SPEAKER}(?:'s|')? {OPINION} (?:{ABOUT}|to|of) {SUBJECT}"),
    _form("position", rf"{SPEAKER}(?:'s|')? {OPINION} (?:{ABOUT}|to|of) {SUBJECT}"),
    _form(
        "position",
        rf"where (?:does|do|did|has|is|are) {SPEAKER} (?:stand|stood|standing) {ABOUT} {SUBJECT}",
    ),
    _form(
        "position",
        rf"how (?:does|do|did|has|have|is|are) {SPEAKER} (?:feel|felt|think|see|sees|seen|view|viewed|respond|responded|react|reacted|responding)(?: {ABOUT}| to)? {SUBJECT}",
    ),
    # X said …, X supports …
    _form("said", rf"{SPEAKER} (?:has |have |had )?{SAID}(?: \S+){{0,3}}? {ABOUT} {SUBJECT}"),
    _form(
        "said",
        rf"{SPEAKER} (?:has |have |had )?(?:{ADVERB} )*(?:said|says|stated|argued|warned)(?: that)? {SUBJECT}",
    ),
    _form("stance", rf"{SPEAKER} (?:has |have |had |is |are |was |were )?(?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("short", rf"{SPEAKER}(?: (?:on|about|abut|abotu|regarding|concerning|re)|:) {SUBJECT}"),
)
