"""Every setting, read once from the environment. docs/settings.md lists them; a test keeps the two in step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


class InvalidSetting(Exception):
    """An environment variable has a value that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is read from the variable of its name in capitals, after `ONRECORD_` but for PORT, HOST and
    DATABASE_URL, which hosting platforms set under those names."""

    # A file beside the program, so that nothing has to be set up first.
    database_url: str = "sqlite:///var/onrecord.sqlite3"
    host: str = "127.0.0.1"
    port: int = 8000
    # SQLite has one writer, so more processes gain little by default.
    workers: int = 1
    threads: int = 8
    # Long enough for the longest accepted article, short enough to free a stuck worker.
    request_seconds: int = 60
    # Closed by default: an archive may hold what is not published yet.
    open_reading: bool = False
    # A text of a million characters is at most 12 MB of JSON; a request above this is refused before it is read.
    max_request_bytes: int = 16_000_000
    max_article_characters: int = 1_000_000
    # One address or key may ask this often; in the notation of the `limits` library.
    rate_limit: str = "600 per minute"
    # "memory://" counts per process; redis:// counts over all of them.
    rate_limit_storage: str = "memory://"
    # How many proxies in front set X-Forwarded-For; 0 believes nobody.
    trusted_proxies: int = 0
    idempotency_hours: int = 24
    # After this a running job is taken for dead and done again.
    job_timeout_seconds: int = 300
    log_level: str = "info"
    # The folder of gold data for tests and training; no answer depends on it.
    corpora: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings. Raises InvalidSetting for a value of the wrong form."""
        values = os.environ if environment is None else environment
        found: dict[str, Any] = {}
        for field in fields(cls):
            variable = variable_name(field.name)
            if values.get(variable, "") != "":
                found[field.name] = _parse(variable, values[variable], type(field.default))
        return cls(**found)


def variable_name(field_name: str) -> str:
    """The environment variable that sets a field."""
    bare = {"database_url", "host", "port"}
    return field_name.upper() if field_name in bare else f"ONRECORD_{field_name.upper()}"


def _parse(variable: str, value: str, kind: type) -> object:
    if kind is bool:
        if value.lower() in {"true", "yes", "on", "1"}:
            return True
        if value.lower() in {"false", "no", "off", "0"}:
            return False
        raise InvalidSetting(f"{variable} must be true or false, not {value!r}")
    if kind is int:
        try:
            number = int(value)
        except ValueError:
            raise InvalidSetting(f"{variable} must be a whole number, not {value!r}") from None
        if number < 0:
            raise InvalidSetting(f"{variable} must not be negative, but is {value}")
        return number
    return value
