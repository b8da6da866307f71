"""What people say around a question: greetings, "can you tell me", thanks."""

from __future__ import annotations

import re

_GREETING = r"(?:hi|hello|hey|ok|okay|so|and|well|please|kindly|sorry|excuse me)\b[,!. ]*"
_ASKING = r"(?:can|could|would|will) (?:you|someone|anyone|i) (?:please |kindly |maybe )?"
_WISHING = (
    r"(?:i|we)(?:'d| would)?(?: really)? (?:want|like|need|love|have) to (?:please )?"
    r"(?:(?:know|see|hear|find out|find|read|learn|understand|ask)\b,? ?)?"
)
_SEARCHING = r"(?:(?:i am|i'm|we are|we're|i was|am) )?(?:looking|searching) for |(?:i am|i'm|i was) (?:curious|interested)(?: about| in| to know)? "
_WANTING = r"(?:i|we)(?:'d| would)? (?:want|like|need) |(?:is|are) there |(?:what|how) about "
_WONDERING = r"(?:(?:i|i am|i'm|i was|just) )?(?:wonder|wondering)\b,? ?|do you (?:happen to )?(?:know|remember|have)\b,? ?|any idea\b,? ?"
_TELLING = (
    r"(?:do you |i )?(?:tell|show|give|find|list|get|search|look up|know|see|wonder|remember|remind|help)"
    r"(?: for| out)?(?: me| us)?(?: find| out| see)?\b[,:]? ?"
)
_LEADING_ON = r"(?:all|if|whether) (?=\S)"
_CHUNK = re.compile(
    rf"\s*(?:{'|'.join((_GREETING, _ASKING, _WISHING, _SEARCHING, _WANTING, _WONDERING, _TELLING))})(?:{_LEADING_ON})?",
    re.IGNORECASE,
)
_THANKS = re.compile(r"(?<=\w)(?:[\s,]+(?:please|thanks|thank you))+$", re.IGNORECASE)


def drop_thanks(words: str) -> str:
    """A question without thanks after it."""
    return _THANKS.sub("", words)


def openings(words: str) -> list[int]:
    """Where the question may begin, likeliest first: after all words of politeness, after fewer, at the start."""
    places = [0]
    while (chunk := _CHUNK.match(words, places[-1])) is not None:
        places.append(chunk.end())
    return [place for place in reversed(places) if words[place:].strip()] or [0]
