"""Fields and checks that several schemas share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

LARGEST_ID = 2**63 - 1
"""What a database's 64-bit integer holds; a larger number would make the driver fail."""

# RFC 3339. datetime.fromisoformat alone also takes week dates, naive times and other things nobody means.
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY = (
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_HOURS_AND_MINUTES = "([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT_OR_DATE_PATTERN = (
    f"^{_DAY}([Tt ]{_HOURS_AND_MINUTES}:([0-5][0-9]|60)([.][0-9]+)?([Zz]|[+-]{_HOURS_AND_MINUTES}))?$"
)
"""Exactly what a MomentOrDate takes: every day that there is, alone or with a time and its offset."""
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


class Moment(fields.DateTime):
    """A moment as RFC 3339 writes it, with its offset from UTC: a time without one names no moment."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:
        moment = parse_moment(value)
        if moment is None:
            raise ValidationError("Must be a date and time with its offset, as in 2025-03-27T18:00:00Z.")
        return moment


class MomentOrDate(fields.Field[datetime]):
    """A moment, or a date alone, which means its first moment in UTC. Only for comparing with."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:
        is_date = isinstance(value, str) and _DATE.fullmatch(value)
        moment = parse_moment(f"{value}T00:00:00Z" if is_date else value)
        if moment is None:
            raise ValidationError(
                "Must be a date, as in 2025-03-27, or a date and time with its offset, as in 2025-03-27T18:00:00Z "
                "(write + as %2B)."
            )
        return moment


def parse_moment(value: Any) -> datetime | None:
    """The moment in UTC that an RFC 3339 text names, None if it names none.

    The few at either end that Python's calendar (years 1 to 9999) leaves out become its first or last moment.
    """
    parts = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if parts is None:
        return None
    date, minutes, seconds, fraction, offset = parts.groups()
    # Python knows no leap seconds; the one before is the nearest.
    seconds = "59" if seconds == "60" else seconds
    microseconds = (fraction or ".0")[:7]
    first_year = date.startswith("0000")
    # The year 4 stands in for the year 0, which has the same leap day, to see whether the rest is a date.
    readable = f"0004{date[4:]}" if first_year else date
    try:
        moment = datetime.fromisoformat(f"{readable}T{minutes}:{seconds}{microseconds}{offset.upper()}")
    except ValueError:
        return None
    if first_year:
        return _EARLIEST
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return _EARLIEST if moment.year == 1 else _LATEST


NO_NUL = "^[^\\u0000]*$"
# Spelled out, because every regular expression engine has its own idea of what a space is.
_INVISIBLE = "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff"
VISIBLE = f"^[^\\u0000]*[^{_INVISIBLE}][^\\u0000]*$"
_VISIBLE_CHARACTER = re.compile(f"[^{_INVISIBLE}]")


def _require_visible(value: str) -> None:
    # One character instead of the pattern, whose backtracking a hostile text could make slow.
    if _VISIBLE_CHARACTER.search(value) is None:
        raise ValidationError("Must have at least one visible character.")


def visible_text(
    *,
    longest: int,
    description: str,
    example: str | None = None,
    examples: Sequence[str] = (),
    **options: Any,
) -> fields.String:
    """A text of at most `longest` characters, one of them visible; `examples` where one does not show enough."""
    metadata: dict[str, Any] = {"description": description, "pattern": VISIBLE}
    if example is not None:
        metadata["example"] = example
    if examples:
        metadata["examples"] = list(examples)
    return fields.String(
        validate=[validate.Length(min=1, max=longest), _require_visible], metadata=metadata, **options
    )


def patterned_text(
    pattern: str, *, longest: int, description: str, example: str | None = None, **options: Any
) -> fields.String:
    """A text that matches a pattern as a whole; marshmallow's own check lets a last line break pass."""
    compiled = re.compile(pattern)

    def require_match(value: str) -> None:
        if compiled.fullmatch(value) is None:
            raise ValidationError(f"Must match {pattern}")

    metadata: dict[str, Any] = {"description": description, "pattern": pattern}
    if example is not None:
        metadata["example"] = example
    # The length first, so that no long text meets the pattern.
    return fields.String(
        validate=[validate.Length(min=1, max=longest), require_match], metadata=metadata, **options
    )


def optional_line(*, longest: int, description: str, example: str | None = None) -> fields.String:
    """A short text that may be left out, null or blank."""
    metadata: dict[str, Any] = {"description": description, "pattern": NO_NUL}
    if example is not None:
        metadata["example"] = example
    return fields.String(allow_none=True, validate=validate.Length(max=longest), metadata=metadata)
