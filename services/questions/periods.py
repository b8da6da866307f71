"""Time phrases in a question: "since March 2025", "last week", "between 2023 and 2024".

Rules rather than a general date reader, because those see dates everywhere ("may", "in Ukraine", "the second").
Nothing is a date here unless the whole phrase is one, and a word of time leads to it or the question ends in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.questions.days import ANY_YEAR, MONTH, Days, go_back, read_days


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """From `after` (inclusive) until `before` (exclusive), midnights in UTC; None is open."""

    after: datetime | None = None
    before: datetime | None = None


def take_time_frame(question: str, today: date) -> tuple[str, TimeFrame]:
    """The question without its time phrases, and what they say together.

    A month, day or weekday without a year is the latest one that has begun by `today`; "last week" is the one from
    Monday to Sunday before this week's, but "the last week" the seven days until today. At its end, "March 2025" and "(2025)" need no
    word that leads to them. A phrase that is no date ("since the summit") stays in the question.
    """
    after: date | None = None
    before: date | None = None
    # Each round shortens the question, so this ends.
    while (found := next(_phrases(question, today), None) or _bare_ending(question, today)) is not None:
        start, end, first, last = found
        after = first if after is None else max(after, first or after)
        before = last if before is None else min(before, last or before)
        question = f"{question[:start].rstrip(' ,')} {question[end:].lstrip(' ,')}".strip()
    return question, TimeFrame(_midnight(after), _midnight(before))


_BARE = re.compile(
    rf"[\s,]*(?:(?P<bracket>\()(?:(?:in|from|of) )?)?\b(?P<date>(?:\d{{1,2}}\w* )?{MONTH}(?: \d{{1,2}}\w*)?,? {ANY_YEAR}"
    rf"|{ANY_YEAR})(?(bracket)\))$",
    re.IGNORECASE,
)
_LAST_UNIT = re.compile(r"(?:the )?last (?P<unit>week|month|year)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?<![\w'-])(?:(?P<between>between|from)|(?P<since>since|starting(?: in| on)?)|(?P<after>after)|(?P<before>before|prior to)"
    r"|(?P<until>until|till|up to)|(?P<inside>in|during|throughout|within|over|at(?= the (?:end|start|beginning|middle) of\b))|(?P<on>on)"
    r"|(?=(?P<bare>yesterday|today|last|past|this|earlier this|the day before|(?:\d{1,3}|a|one|two|three|four|five|six) \w+ ago)\b))\s*",
    re.IGNORECASE,
)
# What may stand after a time phrase: the end, or the question going on. "in 2024 elections" is no time phrase.
_GOES_ON = re.compile(
    r"[\s,]*(?:$|(?:about|on|regarding|concerning|say|said|saying|ever|talk|comment|support|oppose|by|what|who|did|has"
    r"|since|after|before|until|in|during|between|from)\b)",
    re.IGNORECASE,
)
_JOINT = {
    "between": re.compile(r"\s+and\s+", re.IGNORECASE),
    "from": re.compile(r"\s+(?:to|until|till|through)\s+", re.IGNORECASE),
}
_ALSO = re.compile(r"\s+(?:and|or)\s+", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:on|onwards?|forward)\b", re.IGNORECASE)

Phrase = tuple[int, int, date | None, date | None]


def _phrases(question: str, today: date) -> Iterator[Phrase]:
    for lead in _LEAD.finditer(question):
        phrase = _read_phrase(question, lead, today)
        if phrase is not None and (_GOES_ON.match(question, phrase[1]) or not question[: phrase[0]].strip()):
            yield phrase


def _read_phrase(question: str, lead: re.Match[str], today: date) -> Phrase | None:
    found = read_days(question, lead.end(), today)
    if found is None:
        return None
    days, end = found
    start, kind = lead.start(), lead.lastgroup
    if kind == "between":
        joint = _JOINT[lead["between"].lower()].match(question, end)
        second = read_days(question, joint.end(), today) if joint else None
        if second is not None:
            if days.first > second[0].first:
                # "from January to March 2025": the year of the second is meant for both.
                first = read_days(question, lead.end(), second[0].end - timedelta(days=1))
                days = first[0] if first is not None else days
            return start, second[1], days.first, second[0].end
        if lead["between"].lower() == "between":
            return None
        onwards = _ONWARDS.match(question, end)
        return (start, onwards.end(), days.first, None) if onwards else (start, end, days.first, days.end)
    if kind == "since":
        return start, end, days.first, None
    if kind == "after":
        return start, end, days.end, None
    if kind == "before":
        return start, end, None, days.first
    if kind == "until":
        return start, end, None, days.end
    if kind == "inside":
        days, end = _with_next(question, lead.end(), days, end, today)
        if lead["inside"].lower() in ("within", "over") and (
            recent := _LAST_UNIT.match(question, lead.end())
        ):
            days = Days(go_back(today, 1, recent["unit"].lower()), today + timedelta(days=1))
    if (kind == "on") != days.single and kind != "bare":
        return None
    return start, end, days.first, days.end


def _with_next(question: str, start: int, days: Days, end: int, today: date) -> tuple[Days, int]:
    """With what directly follows, as in "March or April 2025"; what leaves a gap stays unread."""
    joint = _ALSO.match(question, end)
    second = read_days(question, joint.end(), today) if joint else None
    if second is None:
        return days, end
    later, later_end = second
    if days.first > later.first:
        # "March or April 2025": the year of the second is meant for both.
        first = read_days(question, start, later.end - timedelta(days=1))
        days = first[0] if first is not None else days
    return (Days(days.first, later.end), later_end) if days.end == later.first else (days, end)


# "the budget of 2025", "agenda 2030" and "the 30th of February 2025" are no dates of what was said.
_LEADS_ON = re.compile(
    r"(?:\b(?:about|abut|on|of|the|an?|by|for|to|and|or|in|with|from|since|until|than|versus|vs|over|re|regarding"
    r"|concerning|say|said|between|before|after)|\d\w*|[-/&:])$",
    re.IGNORECASE,
)


def _bare_ending(question: str, today: date) -> Phrase | None:
    match = _BARE.search(question)
    if match is None or not (before := question[: match.start()].rstrip()):
        return None
    apart = match["bracket"] or before.endswith(",")
    found = read_days(question, match.start("date"), today)
    if found is None or (not apart and _LEADS_ON.search(before)):
        return None
    days, end = found
    if end != match.end("date") or days.first > today:
        return None
    return match.start(), match.end(), days.first, days.end


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
