"""Days that words name: "27 March", "last week", "spring 2025", "the first quarter of 2025"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6}
_UNIT_DAYS = {"day": 1, "week": 7}

MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
ANY_YEAR = r"(?:19|20)\d\d"
_YEAR = rf"(?P<year>{ANY_YEAR})"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_PART = r"(?:early |mid[- ]?|late |(?:the )?(?:end|start|beginning|middle) of )"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINAL = "|".join(_ORDINALS)
# Winter is left out: nobody can tell which year "winter 2025" began in.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
_COUNT = r"(?P<count>\d{1,3}|a|one|two|couple of|three|few|four|five|six)"


class Days(NamedTuple):
    """From the day `first` until the day before `end`. `single` for one day, which "on" may lead to."""

    first: date
    end: date
    single: bool = False


def read_days(question: str, start: int, today: date) -> tuple[Days, int] | None:
    """The days that the words from `start` name, and where these words end; None if they name none."""
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


def _part_of_year(match: re.Match[str], _today: date) -> Days:
    # Thirds, since "early" and "late" leave room for "mid".
    return _months(int(match["year"]), {"e": 1, "s": 1, "b": 1, "m": 5, "l": 9}[_part(match["part"])], 4)


def _part(words: str) -> str:
    last = words.lower().removeprefix("the ")
    return "l" if last.startswith("end") else last[0]


def _quarter(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["year"]), int(match["number"] or _ORDINALS[match["ordinal"].lower()]) * 3 - 2, 3)


def _half(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["year"]), _ORDINALS[match["ordinal"].lower()] * 6 - 5, 6)


def _season(match: re.Match[str], today: date) -> Days:
    month = _SEASONS[match["season"].lower()]
    if match["year"]:
        return _months(int(match["year"]), month, 3)
    this = _months(today.year, month, 3)
    if (match["which"] or "").lower() == "last":
        return this if this.end <= today else _months(today.year - 1, month, 3)
    return this if this.first <= today or match["which"] else _months(today.year - 1, month, 3)


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
    if which in ("past", "the last", "the past"):
        return Days(go_back(today, 1, unit), today + timedelta(days=1))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + (0 if which == "this" else 7))
        return Days(monday, monday + timedelta(days=7))
    first = today.replace(day=1) if unit == "month" else today.replace(month=1, day=1)
    if which != "this":
        first = go_back(first, 1, unit)
    return _months(first.year, first.month, 1 if unit == "month" else 12)


def _last_units(match: re.Match[str], today: date) -> Days:
    return Days(go_back(today, _count(match), match["unit"].lower()), today + timedelta(days=1))


def _units_ago(match: re.Match[str], today: date) -> Days:
    unit = match["unit"].lower()
    first = go_back(today, _count(match), unit)
    if unit in _UNIT_DAYS:
        return Days(first, first + timedelta(days=_UNIT_DAYS[unit]), single=unit == "day")
    return _months(first.year, first.month if unit == "month" else 1, 1 if unit == "month" else 12)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]], ...] = tuple(
    (re.compile(pattern + r"(?![\w'’]|-\w)", re.IGNORECASE), build)
    for pattern, build in (
        (_YEAR + r"-(?P<number>\d\d)-(?P<day>\d\d)", _numeric_day),
        (rf"(?:the )?{_DAY}(?: of)? {MONTH}(?:,? {_YEAR})?", _day),
        (rf"{MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?", _day),
        (rf"(?:{_PART}|last |this )?{MONTH}(?:,? (?:of )?{_YEAR})?", _month),
        (rf"(?P<part>{_PART}){_YEAR}", _part_of_year),
        (rf"(?:the )?(?:year )?{_YEAR}", _year),
        (rf"(?:the )?(?:Q(?P<number>[1-4])|(?P<ordinal>{_ORDINAL}) quarter)(?: of)? {_YEAR}", _quarter),
        (rf"(?:the )?(?P<ordinal>first|second|1st|2nd) half(?: of)? {_YEAR}", _half),
        (
            rf"(?:the )?(?:(?P<which>last|this) )?(?P<season>spring|summer|autumn|fall)(?:,? (?:of )?{_YEAR})?",
            _season,
        ),
        (r"(?P<name>yesterday|today|the day before yesterday)", _named_day),
        (rf"(?P<last>last )?(?:this )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
        (
            r"(?:earlier )?(?P<which>the last|the past|last|past|(?:the )?previous|this) (?P<unit>week|month|year)",
            _calendar_unit,
        ),
        (rf"(?:the )?(?:last|past|previous) {_COUNT} {_UNIT}", _last_units),
        (rf"{_COUNT} {_UNIT} ago", _units_ago),
    )
)


def _one_day(day: date) -> Days:
    return Days(day, day + timedelta(days=1), single=True)


def _months(year: int, month: int, count: int) -> Days:
    after_last = year * 12 + month - 1 + count
    return Days(date(year, month, 1), date(after_last // 12, after_last % 12 + 1, 1))


def go_back(day: date, count: int, unit: str) -> date:
    """The same day so many units (day, week, month or year) earlier."""
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
