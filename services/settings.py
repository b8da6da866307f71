"""Every setting, read once from the environment. docs/settings.md lists them; a test keeps the two in step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlsplit

# A pair may take a first request, a pause and a second one; a job that shows no sign of life for longer than its
# time-out is taken for dead.
_PAIRS_SHARE_OF_A_JOB = 4
_LONGEST_MODEL_NAME = 200


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
    # The Host header is the client's to choose, and behind a proxy it may name a machine that nobody else reaches.
    public_url: str = ""
    # How many proxies in front set X-Forwarded-For; 0 believes nobody.
    trusted_proxies: int = 0
    idempotency_hours: int = 24
    # After this a running job is taken for dead and done again.
    job_timeout_seconds: int = 300
    log_level: str = "info"
    # The folder of gold data for tests and training; no answer depends on it.
    corpora: str = ""
    # Off by default: it sends quotes to another machine. With one, stances come from it, or from ours when it fails.
    stance_endpoint: str = ""
    # Not in the representation, which ends up in tracebacks and logs.
    stance_endpoint_key: str = field(default="", repr=False)
    stance_endpoint_model: str = ""
    # Models of this kind answer within a few seconds; whoever sends an article waits for them.
    stance_endpoint_seconds: int = 20
    # What is paid for each request should not depend on how many articles come in.
    stance_endpoint_daily_requests: int = 1000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings. Raises InvalidSetting for a value of the wrong form."""
        values = os.environ if environment is None else environment
        found: dict[str, Any] = {}
        for each in fields(cls):
            variable = variable_name(each.name)
            if values.get(variable, "") != "":
                found[each.name] = _parse(variable, values[variable], type(each.default))
        settings = cls(**found)
        if settings.public_url:
            settings = replace(settings, public_url=_read_public_url(settings.public_url))
        if settings.stance_endpoint:
            _check_stance_endpoint(settings)
        return settings


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


def _read_public_url(value: str) -> str:
    if not _is_base_address(value):
        raise InvalidSetting(
            "ONRECORD_PUBLIC_URL must be an http or https address such as https://quotes.example, without a user, a"
            f" query or a fragment, not {value!r}"
        )
    return value.rstrip("/")


def _check_stance_endpoint(settings: Settings) -> None:
    # Neither the address nor the key is shown: somebody may have put a password into either.
    if not _is_base_address(settings.stance_endpoint):
        raise InvalidSetting(
            "ONRECORD_STANCE_ENDPOINT must be an http or https address such as https://models.example/v1, without"
            " a user, a query or a fragment; a key goes into ONRECORD_STANCE_ENDPOINT_KEY"
        )
    key = settings.stance_endpoint_key
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise InvalidSetting("ONRECORD_STANCE_ENDPOINT_KEY must be visible ASCII characters without spaces")
    model = settings.stance_endpoint_model
    if not model or len(model) > _LONGEST_MODEL_NAME or not model.isprintable() or model.strip() != model:
        raise InvalidSetting(
            "ONRECORD_STANCE_ENDPOINT_MODEL must name the model that ONRECORD_STANCE_ENDPOINT is to use, in at most"
            f" {_LONGEST_MODEL_NAME} characters"
        )
    longest = settings.job_timeout_seconds // _PAIRS_SHARE_OF_A_JOB
    if not 1 <= settings.stance_endpoint_seconds <= longest:
        raise InvalidSetting(
            "ONRECORD_STANCE_ENDPOINT_SECONDS must be from 1 to a quarter of ONRECORD_JOB_TIMEOUT_SECONDS"
            f" ({longest}), but is {settings.stance_endpoint_seconds}"
        )


def _is_base_address(value: str) -> bool:
    if not (value.isascii() and value.isprintable() and " " not in value):
        return False
    try:
        parts = urlsplit(value)
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    # "?" and "#" are looked for in the whole: a bare one leaves the query or fragment empty.
    return parts.scheme in {"http", "https"} and has_place and not set("@?#\\") & set(value)
