"""Times that only somebody who knows the news could date: "before the vote", "since the summit"."""

from __future__ import annotations

import re

from services.questions.words import ABOUT, SAY

_EVENTS = (
    r"(?:votes?|elections?|primaries|primary|ballot|referendum|summit|war|invasion|meeting|talks|debate|crisis|attacks?"
    r"|pandemic|conference|congress|strikes?|trial|verdict|ceasefire|truce|deal|agreement|speech|hearing|resignation"
    r"|inauguration|campaign|protests?|riots?|scandal|flood|fire|storm|earthquake|disaster|accident|crash|coup|holidays?)"
)
_NAMED_EVENTS = r"(?:brexit|christmas|easter|ramadan|covid(?:-19)?)"
_EVENT = re.compile(
    r"\b(?:before|after|since|until|till|during|prior to|ahead of|following|in the (?:run-up|lead-up) to)"
    rf" (?P<event>(?:the|their|his|her|its|that|this|last) (?:[\w'-]+ ){{0,2}}?{_EVENTS}|{_NAMED_EVENTS})"
    rf"(?=$|,|\s(?:{ABOUT}|what|who|did|has|have|does|is|was)\b)",
    re.IGNORECASE,
)
# "who said we decide after the election": the words are what was said.
_WHAT_WAS_SAID = re.compile(rf"\b{SAY}\b(?: that)?(?! {ABOUT}\b) (?!.*\b{ABOUT}\b)\S", re.IGNORECASE)


def take_event(question: str) -> tuple[str, str | None]:
    """The question without a time that names an event, and a note on it; None where there is none.

    >>> take_event("what did Velden say about tolls before the vote")
    ('what did Velden say about tolls', "'before the vote' was not heeded: when 'the vote' was is not known.")
    """
    for match in _EVENT.finditer(question):
        head, tail = question[: match.start()].rstrip(" ,"), question[match.end() :].lstrip(" ,")
        if not _WHAT_WAS_SAID.search(head):
            note = f"'{match[0]}' was not heeded: when '{match['event']}' was is not known."
            return f"{head} {tail}".strip(), note
    return question, None
