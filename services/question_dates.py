"""Time phrases in a question: "since March 2025", "last week", "between 2023 and 2024".

Rules rather than a general date reader, because those see dates everywhere ("may", "in Ukraine", "the second").
Nothing is a date here unless a word of time leads to it and the whole phrase is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6}
_UNIT_DAYS = {"day": 1, "week": 7}

_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_COUNT = r"(?P<count>\d{1,3}|a|one|two|couple of|three|few|four|five|six)"


class Days(NamedTuple):
    """From the day `first` until the day before `end`. `single` for one day, which "on" may lead to."""

    first: date
    end: date
    single: bool = False


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """From `after` (inclusive) until `before` (exclusive), midnights in UTC; None is open."""

    after: datetime | None = None
    before: datetime | None = None


def take_time_frame(question: str, today: date) -> tuple[str, TimeFrame]:
    """The question without its time phrases, and what they say together.

    A month, day or weekday without a year is the latest one that has begun by `today`; "last week" is the one from
    Monday to Sunday before this week's. A phrase that is no date ("since the summit") stays in the question.
    """
    after: date | None = None
    before: date | None = None
    # Each round shortens the question, so this ends.
    while (found := next(_phrases(question, today), None)) is not None:
        start, end, first, last = found
        after = first if after is None else max(after, first or after)
        before = last if before is None else min(before, last or before)
        question = f"{question[:start].rstrip(' ,')} {question[end:].lstrip(' ,')}".strip()
    return question, TimeFrame(_midnight(after), _midnight(before))


_LEAD = re.compile(
    r"(?<![\w'-])(?:(?P<between>between|from)|(?P<since>since|starting(?: in| on)?)|(?P<after>after)|(?P<before>before|prior to)"
    r"|(?P<until>until|till|up to)|(?P<inside>in|during|throughout|within|over)|(?P<on>on)"
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
_ONWARDS = re.compile(r"\s+(?:on|onwards?|forward)\b", re.IGNORECASE)

Phrase = tuple[int, int, date | None, date | None]


def _phrases(question: str, today: date) -> Iterator[Phrase]:
    for lead in _LEAD.finditer(question):
        phrase = _read_phrase(question, lead, today)
        if phrase is not None and (_GOES_ON.match(question, phrase[1]) or not question[: phrase[0]].strip()):
            yield phrase


def _read_phrase(question: str, lead: re.Match[str], today: date) -> Phrase | None:
    found = _read_days(question, lead.end(), today)
    if found is None:
        return None
    days, end = found
    start, kind = lead.start(), lead.lastgroup
    if kind == "between":
        joint = _JOINT[lead["between"].lower()].match(question, end)
        second = _read_days(question, joint.end(), today) if joint else None
        if second is not None:
            if days.first > second[0].first:
                # "from January to March 2025": the year of the second is meant for both.
                first = _read_days(question, lead.end(), second[0].end - timedelta(days=1))
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
    if (kind == "on") != days.single and kind != "bare":
        return None
    return start, end, days.first, days.end


def _read_days(question: str, start: int, today: date) -> tuple[Days, int] | None:
    for pattern, build in _READERS:
        match = pattern.match(question, start)
        if match is None:
            continue
        try:
            return build(match, today), match.end()
        except (ValueError, OverflowError):
            # 30 February, or 999 years ago: it looks like a date and is none.
            continue
    return None


def _day(match: re.Match[str], today: date) -> Days:
    month, day = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _one_day(date(int(match["year"]), month, day))
    # Eight years reach a 29 February from anywhere.
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return _one_day(found)
    raise ValueError(f"there is no day {day} in month {month}")


def _numeric_day(match: re.Match[str], _today: date) -> Days:
    return _one_day(date(int(match["year"]), int(match["number"]), int(match["day"])))


def _month(match: re.Match[str], today: date) -> Days:
    number = _month_number(match["month"])
    if match["year"]:
        return _months(int(match["year"]), number, 1)
    return _months(today.year if number <= today.month else today.year - 1, number, 1)


def _year(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["year"]), 1, 12)


def _quarter(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["year"]), int(match["quarter"]) * 3 - 2, 3)


def _named_day(match: re.Match[str], today: date) -> Days:
    back = {"today": 0, "yesterday": 1}.get(match["name"].lower(), 2)
    return _one_day(today - timedelta(days=back))


def _weekday(match: re.Match[str], today: date) -> Days:
    back = (today.weekday() - _position(_WEEKDAYS, match["weekday"])) % 7
    if match["last"] and back == 0:
        back = 7
    return _one_day(today - timedelta(days=back))


def _calendar_unit(match: re.Match[str], today: date) -> Days:
    unit, which = match["unit"].lower(), match["which"].lower()
    if which == "past":
        return Days(_go_back(today, 1, unit), today + timedelta(days=1))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + (0 if which == "this" else 7))
        return Days(monday, monday + timedelta(days=7))
    first = today.replace(day=1) if unit == "month" else today.replace(month=1, day=1)
    if which != "this":
        first = _go_back(first, 1, unit)
    return _months(first.year, first.month, 1 if unit == "month" else 12)


def _last_units(match: re.Match[str], today: date) -> Days:
    return Days(_go_back(today, _count(match), match["unit"].lower()), today + timedelta(days=1))


def _units_ago(match: re.Match[str], today: date) -> Days:
    unit = match["unit"].lower()
    first = _go_back(today, _count(match), unit)
    if unit in _UNIT_DAYS:
        return Days(first, first + timedelta(days=_UNIT_DAYS[unit]), single=unit == "day")
    return _months(first.year, first.month if unit == "month" else 1, 1 if unit == "month" else 12)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]], ...] = tuple(
    (re.compile(pattern + r"(?![\w'’]|-\w)", re.IGNORECASE), build)
    for pattern, build in (
        (_YEAR + r"-(?P<number>\d\d)-(?P<day>\d\d)", _numeric_day),
        (rf"(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?", _day),
        (rf"{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?", _day),
        (rf"(?:early |mid[- ]?|late |last |this )?{_MONTH}(?:,? (?:of )?{_YEAR})?", _month),
        (rf"(?:the )?(?:year )?(?:early |mid[- ]?|late )?{_YEAR}", _year),
        (rf"(?:Q|the )?(?P<quarter>[1-4])(?:st|nd|rd|th)?(?: quarter)?(?: of)? {_YEAR}", _quarter),
        (r"(?P<name>yesterday|today|the day before yesterday)", _named_day),
        (rf"(?P<last>last )?(?:this )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
        (r"(?:the |earlier )?(?P<which>last|past|previous|this) (?P<unit>week|month|year)", _calendar_unit),
        (rf"(?:the )?(?:last|past|previous) {_COUNT} {_UNIT}", _last_units),
        (rf"{_COUNT} {_UNIT} ago", _units_ago),
    )
)


def _one_day(day: date) -> Days:
    return Days(day, day + timedelta(days=1), single=True)


def _months(year: int, month: int, count: int) -> Days:
    after_last = year * 12 + month - 1 + count
    return Days(date(year, month, 1), date(after_last // 12, after_last % 12 + 1, 1))


def _go_back(day: date, count: int, unit: str) -> date:
    if unit in _UNIT_DAYS:
        return day - timedelta(days=count * _UNIT_DAYS[unit])
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    # The 31st of a month that has 30 days is its last one.
    for last in range(day.day, 27, -1):
        try:
            return date(months // 12, months % 12 + 1, last)
        except ValueError:
            continue
    return date(months // 12, months % 12 + 1, day.day)


def _count(match: re.Match[str]) -> int:
    word = match["count"].lower()
    return int(word) if word.isdecimal() else _NUMBERS[word]


def _month_number(name: str) -> int:
    return _position(_MONTHS, name) + 1


def _position(names: tuple[str, ...], name: str) -> int:
    return next(place for place, known in enumerate(names) if known.startswith(name.lower()[:3]))


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
