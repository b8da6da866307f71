"""Checks on text that came from outside, in one wording."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from models import current_moment
from services.errors import InvalidInput

# The first newspapers; an earlier date is a mistake.
_FIRST_YEAR = 1600
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_AHEAD = timedelta(days=2)
"""How far ahead a date of publication may lie: some send articles before they appear."""


def invalid(field: str, message: str) -> InvalidInput:
    """The refusal of one field; its `errors` member is `{field: [message]}`."""
    return InvalidInput(f"{field}: {message}", errors={field: [message]})


def check_characters(field: str, value: str) -> str:
    """The value unchanged. Raises InvalidInput for characters that no database stores."""
    if "\x00" in value:
        raise invalid(field, "must not contain NUL characters.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        message = f"has half a character (a lone surrogate) at offset {error.start}."
        raise invalid(field, message) from None
    return value


def check_line(field: str, value: str, longest: int) -> str:
    """A short text with its spacing evened out. Raises InvalidInput when it is empty or longer than `longest`."""
    tidy = " ".join(check_characters(field, value).split())
    if not tidy:
        raise invalid(field, "must not be empty.")
    if len(tidy) > longest:
        raise invalid(field, f"must have at most {longest} characters, not {len(tidy)}.")
    return tidy


def check_optional_line(field: str, value: str | None, longest: int) -> str | None:
    """As `check_line`; nothing and only spaces are both None."""
    if value is None or not check_characters(field, value).strip():
        return None
    return check_line(field, value, longest)


def check_optional_text(field: str, value: str | None, longest: int) -> str | None:
    """A text of several lines without the space around it; nothing and only spaces are both None.

    Raises InvalidInput when it is longer than `longest`.
    """
    text = "" if value is None else check_characters(field, value).strip()
    if len(text) > longest:
        raise invalid(field, f"must have at most {longest} characters, not {len(text)}.")
    return text or None


def check_moment(field: str, value: datetime) -> datetime:
    """The moment in UTC. Raises InvalidInput without a time zone, or for a year no article can have."""
    if value.tzinfo is None:
        raise invalid(field, "needs a time zone, as in 2025-03-27T18:00:00Z.")
    if not is_plausible(value):
        raise invalid(field, f"must be between the years {_FIRST_YEAR} and {_last_year()}.")
    return value.astimezone(UTC)


def check_published(field: str, value: datetime) -> datetime:
    """The moment of a publication in UTC. Raises InvalidInput as `check_moment` does, and for one far ahead."""
    moment = check_moment(field, value)
    # It would stand first in every list for years.
    if moment > current_moment() + MOST_AHEAD:
        raise invalid(field, "must not be more than two days ahead.")
    return moment


def is_plausible(published: datetime) -> bool:
    """Whether an article can have been published then."""
    return _FIRST_YEAR <= published.year <= _last_year()


def _last_year() -> int:
    # A year ahead, because some send articles before they appear.
    return datetime.now(UTC).year + 1


def check_language(field: str, value: str) -> str:
    """The language tag unchanged. Raises InvalidInput for what cannot be one (BCP 47)."""
    if not is_language(value):
        raise invalid(field, "must be a language tag such as en or en-GB.")
    return value


def is_language(value: str) -> bool:
    """Whether this has the form of a language tag (BCP 47)."""
    return len(value) <= 35 and _LANGUAGE.fullmatch(value) is not None


def normalise_url(field: str, value: str) -> str:
    """A web address in the form in which two equal ones are the same text.

    Scheme and host in lower case, without default port and fragment. Raises InvalidInput for what is not the
    address of a web page, and for one with a user name or password in it.
    """
    url = check_characters(field, value).strip()
    if any(character.isspace() or not character.isprintable() for character in url):
        raise invalid(field, "must not contain spaces or control characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise invalid(field, "is not a web address.") from None
    scheme, host = parts.scheme.lower(), parts.hostname
    if scheme not in _DEFAULT_PORTS or not host:
        raise invalid(field, "must be a web address that starts with http:// or https://.")
    if "@" in parts.netloc:
        raise invalid(field, "must not have a user name or password in it.")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        place = f"{place}:{port}"
    normal = urlunsplit((scheme, place, parts.path or "/", parts.query, ""))
    if len(normal) > 2000:
        raise invalid(field, f"must have at most 2000 characters, not {len(normal)}.")
    return normal
