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
    SAY,
    SOME,
    SPEAKER,
    STANCES,
    SUBJECT,
    SUBJECT_WITHIN,
    TURNED,
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
_FIRST_TO = r"(?:the )?(?:first|last|latest)(?: one| person| speaker)? (?:to|who|that)"
_WHAT_ARE = rf"(?:{WHAT} {BE} )?"
_HOW_OFTEN = r"(?:how (?:often|frequently|much)|how many times)"

FORMS: tuple[Form, ...] = (
    # who said the most about …
    _form("most_quoted", rf"who (?:else )?(?:{AUXILIARY} )?(?:{SAID}|quoted|cited) {MOST} {ABOUT} {SUBJECT}"),
    _form("most_quoted", rf"who (?:{AUXILIARY} )?{MOST} (?:quoted|cited|talkative|vocal) {ABOUT} {SUBJECT}"),
    _form("most_quoted", rf"who (?:{AUXILIARY} )?{SAID} {ABOUT} {SUBJECT_WITHIN} {MOST}"),
    _form(
        "most_quoted",
        rf"who (?:{AUXILIARY} )?(?:{MOST} (?:quoted|cited)|(?:quoted|cited) {MOST})(?: (?:in|by) {PUBLISHER})?",
    ),
    # who in some newspaper said …
    _form("who_stance", rf"{_WHO} in {PUBLISHER} {WHO_DOES}(?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("who_stance", rf"{_WHO} in {PUBLISHER} {BE} (?P<favor>for) {SUBJECT}"),
    _form(
        "who_said",
        rf"who (?:else )?in {PUBLISHER} (?:{AUXILIARY} )?{SAID}(?: anything| something)? {ABOUT} {SUBJECT}",
    ),
    _form("who_said", rf"who (?:else )?in {PUBLISHER} (?:{AUXILIARY} )?{SAID}(?: that)? {SUBJECT}"),
    _form(
        "who_said",
        rf"who (?:else )?(?:{AUXILIARY} )?(?:been )?(?:quoted|cited) (?:in|by) {PUBLISHER} {ABOUT} {SUBJECT}",
    ),
    _form("who_said", rf"who (?:else )?{AUXILIARY} {PUBLISHER} (?:quote[ds]?|cite[ds]?) {ABOUT} {SUBJECT}"),
    # who said …
    _form("who_said", rf"who (?:{AUXILIARY} )?{SAID} (?:this|that|it|the following): {SUBJECT}"),
    _form("who_said", rf"who (?:else )?(?:{AUXILIARY} )?(?:been )?(?:quoted|cited) {ABOUT} {SUBJECT}"),
    _form("who_said", rf"who {BE} {_FIRST_TO} {SAY}(?: anything| something)? {ABOUT} {SUBJECT}"),
    _form("who_said", rf"who {BE} {_FIRST_TO} {SAY}(?: that)? {SUBJECT}"),
    _form("who_stance", rf"who {BE} {_FIRST_TO} {STANCES} {SUBJECT}"),
    _form(
        "who_said",
        rf"{PEOPLE} (?:who|that) (?:{AUXILIARY} )?{SAID}(?: anything| something)? {ABOUT} {SUBJECT}",
    ),
    _form("who_said", rf"{PEOPLE} (?:who|that) (?:{AUXILIARY} )?{SAID}(?: that)? {SUBJECT}"),
    _form(
        "who_said",
        rf"who (?:else )?(?:{AUXILIARY} )?{SAID}(?: anything| something| \S+){{0,3}}? {ABOUT} {SUBJECT}",
    ),
    _form("who_stance", rf"{_WHO} {WHO_DOES}(?:{ADVERB} )*{STANCES} {SUBJECT}"),
    _form("who_stance", rf"{_WHO} {BE} (?P<favor>for) {SUBJECT}"),
    _form(
        "who_stance",
        rf"(?:(?:is|are) there )?(?:any |all )?{PEOPLE} (?:who|that) {WHO_DOES}(?:{ADVERB} )*{STANCES} {SUBJECT}",
    ),
    _form("who_said", rf"who (?:else )?(?:{AUXILIARY} )?{SAID}(?: that)? {SUBJECT}"),
    _form("who_said", rf"who (?:else )?(?:{AUXILIARY} )?call(?:s|ed)? {SUBJECT}"),
    _form("who_said", r'(?P<subject>"[^"]+")[,.?!:]* who said (?:this|that|it|so)'),
    # for or against something, whoever it is
    _form(
        "who_stance",
        rf"{_WHAT_ARE}{SOME}(?:{QUOTES}|arguments?|voices|people) (?:(?P<favor>{FAVORING}|for)|(?P<against>{OPPOSING})) {SUBJECT}",
    ),
    _form(
        "who_stance",
        rf"(?:who {BE} )?{SOME}(?:(?P<favor>supporters|backers|advocates|proponents|defenders)|(?P<against>opponents|critics)) of {SUBJECT}",
    ),
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
    _form(
        "how_often",
        rf"how many {QUOTES} (?:{BE} there )?(?:by|from|of) {SPEAKER}(?: {BE} there)? {ABOUT} {SUBJECT}",
    ),
    _form("how_often", rf"how many {QUOTES} (?:{BE} there )?(?:by|from|of) {SPEAKER}"),
    _form("how_often", rf"how many {QUOTES} (?:{BE} there )?{ABOUT} {SUBJECT}"),
    _form("how_often", rf"{_HOW_OFTEN} {AUXILIARY} {SPEAKER} (?:been )?(?:quoted|cited) {ABOUT} {SUBJECT}"),
    _form("how_often", rf"{_HOW_OFTEN} {AUXILIARY} {SPEAKER} (?:been )?(?:quoted|cited)"),
    # whether a position changed
    _form(
        "shift",
        rf"(?:how|when|why) (?:has|have|did|does|had) {SPEAKER}(?:'s|')? {OPINION} (?:{ABOUT}|of|to) {SUBJECT_WITHIN} {CHANGED}",
    ),
    _form(
        "shift",
        rf"(?:has|have|did|had) {SPEAKER}(?:'s|')? {OPINION} (?:{ABOUT}|of|to) {SUBJECT_WITHIN} {CHANGED}",
    ),
    _form(
        "shift",
        rf"(?:(?:when |why |how |how often )?{AUXILIARY} )?{SPEAKER} (?:{ADVERB} )*{TURNED} (?:{ABOUT}|of|to) {SUBJECT}",
    ),
    # two speakers
    _form(
        "comparison",
        rf"(?:compare|comparison of|comparing) {SPEAKER} (?:and|with|to|vs\.?|versus|against) {OTHER}(?:'s|')?(?: {OPINION})? {ABOUT} {SUBJECT}",
    ),
    _form(
        "comparison",
        rf"(?:how |where |what )?{AUXILIARY} {SPEAKER} and {OTHER} (?:both )?(?:agree|disagree|differ|compare|clash)(?: with each other)? {ABOUT} {SUBJECT}",
    ),
    _form(
        "comparison",
        rf"(?:how |where )?{AUXILIARY} {SPEAKER} (?:differ|differs|differed) (?:from|with) {OTHER} {ABOUT} {SUBJECT}",
    ),
    _form(
        "comparison",
        rf"(?:how |where |why )?{AUXILIARY} {SPEAKER} (?:{ADVERB} )*(?:agree|agrees|agreed|disagree|disagrees|disagreed) with {OTHER} {ABOUT} {SUBJECT}",
        needs_names=True,
    ),
    _form("comparison", rf"{SPEAKER} against {OTHER} {ABOUT} {SUBJECT}", needs_names=True),
    _form(
        "comparison",
        rf"(?:{WHAT} (?:is|are) |{WHAT} )?(?:the )?(?:main )?differences? between {SPEAKER} and {OTHER}(?:'s|')?(?: {OPINION})? {ABOUT} {SUBJECT}",
    ),
    _form("comparison", rf"{SPEAKER} (?:vs|v|versus)\.? {OTHER} {ABOUT} {SUBJECT}"),
    _form("comparison", rf"{SPEAKER} (?:vs|v|versus)\.? {OTHER}: {SUBJECT}"),
    _form(
        "said",
        rf"(?:when {BE} )?(?:the )?(?:first|last|latest|most recent) time(?: that| when)? {SPEAKER} (?:has |have |had )?{SAID} (?:{ABOUT}|of) {SUBJECT}",
    ),
    _form(
        "stance",
        rf"(?:when {BE} )?(?:the )?(?:first|last|latest|most recent) time(?: that| when)? {SPEAKER} (?:has |have |had )?(?:{ADVERB} )*{STANCES} {SUBJECT}",
    ),
    _form("comparison", rf"compare what {SPEAKER} and {OTHER} {SAID} {ABOUT} {SUBJECT}"),
    _form("comparison", rf"{SPEAKER} (?:vs|v|versus)\.? {OTHER}"),
    _form("comparison", rf"(?:compare|comparing) {SPEAKER} (?:and|with|to|vs\.?|versus) {OTHER}"),
    # for or against
    _form("position", rf"{AUXILIARY} {SPEAKER} (?:{ADVERB} )*{EITHER_STANCE} {SUBJECT}"),
    _form(
        "position",
        rf"{AUXILIARY} {SPEAKER} (?:{ADVERB} )*(?:{FAVORING}|for|pro|{OPPOSING}) {SUBJECT_WITHIN} or (?:{OPPOSING}|{FAVORING}|for)(?: it| them| this| that)?",
    ),
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
    _form(
        "everything",
        rf"{WHAT} (?:{AUXILIARY} )?{SPEAKER} {SAID}(?: (?:lately|recently|so far|these days|now))?",
    ),
    _form("said", rf"(?:{WHAT}|when|where|why) {AUXILIARY} {SPEAKER} {SAID}(?: that)? {SUBJECT}"),
    _form(
        "quotes",
        rf"(?:the )?{LATEST} (?:that |thing |things )?{SPEAKER} (?:has |have |had )?{SAID} {ABOUT} {SUBJECT}",
    ),
    _form("everything", rf"(?:the )?{LATEST} (?:that |thing |things )?{SPEAKER} (?:has |have |had )?{SAID}"),
    # quotes by X about …
    _form("quotes", rf"{SUBJECT_WITHIN},? according to {SPEAKER}"),
    _form("quotes", rf"{SOME}{QUOTES} {ABOUT} {SUBJECT_WITHIN} (?:by|from) {SPEAKER}"),
    _form("quotes", rf"{SOME}{QUOTES} (?:by|from|of) {SPEAKER} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{SOME}{QUOTES} (?:by|from|of) {SPEAKER}"),
    _form("quotes", rf"{SOME}{QUOTES} {ABOUT} {SUBJECT}"),
    _form("quotes", rf"(?:{WHAT} {BE} |{WHAT} )?{SPEAKER}(?:'s|') {LATEST} {ABOUT} {SUBJECT}"),
    _form("quotes", rf"(?:{EVERYTHING} )?{ABOUT} {SUBJECT}"),
    _form("position", rf"(?:{WHAT} {BE} |{WHAT} )?{SPEAKER}(?:'s|')? {LATEST} {QUOTES} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{SPEAKER}(?:'s|')? {LATEST} {QUOTES}"),
    _form("quotes", rf"{SOME}{SPEAKER} {QUOTES} {ABOUT} {SUBJECT}"),
    _form("everything", rf"quote {SPEAKER}"),
    _form("everything", rf"{SOME}{SPEAKER}(?:'s|')? {QUOTES}"),
    _form("quotes", rf"{_ANYTHING_NEW} (?:by|from) {SPEAKER} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{_ANYTHING_NEW} (?:by|from) {SPEAKER}"),
    _form("quotes", rf"{EVERYTHING}(?: that)? {SPEAKER} (?:has |have |had )?{SAID} {ABOUT} {SUBJECT}"),
    _form("everything", rf"{EVERYTHING}(?: that)? {SPEAKER} (?:has |have |had )?{SAID}"),
    # positions
    _form(
        "position", rf"(?:which|what) side {BE} {SPEAKER} (?:on|taking)(?: {ABOUT}| in| of| with)? {SUBJECT}"
    ),
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
