"""Every setting, read once from the environment. docs/settings.md lists them; a test keeps the two in step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlsplit

from services.log_lines import FORMATS, LEVELS
from services.outbound_addresses import OutboundRules

# A pair may take a first request, a pause and a second one; a job that shows no sign of life for longer than its
# time-out is taken for dead.
_PAIRS_SHARE_OF_A_JOB = 4
_LONGEST_MODEL_NAME = 200
# Long enough that nobody finds it by trying.
_SHORTEST_TOKEN = 16
_CHOICES = {
    "log_level": LEVELS,
    "log_format": FORMATS,
    "metrics": ("admin", "open", "off"),
}
# A claim on a delivery is taken for dead after two minutes, and a name that resolves slowly adds to the time.
_LONGEST_WEBHOOK_SECONDS = 60


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
    # Some ten thousand articles of news; an upload waits on the disk, never in memory.
    max_bulk_bytes: int = 100_000_000
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
    # An archive of this size is tagged while its client waits; nobody should wait for a larger one.
    tag_at_once_quotes: int = 500
    # Up to 495 bytes of each process's memory for a quote, so 248 MB when there are so many.
    meaning_quotes: int = 500_000
    log_level: str = "info"
    # For programs by default; `make run` asks for lines that people read.
    log_format: str = "json"
    # Pages of these sites may read answers in a browser; "*" for all.
    cors_origins: str = ""
    # Counts tell how much is read and written, so they are for administrators unless somebody says otherwise.
    metrics: str = "admin"
    # So that what collects counts needs no key that may do everything.
    metrics_token: str = field(default="", repr=False)
    # Whoever sends a request more slowly than this holds up one of the threads.
    receive_seconds: int = 30
    # On: only public addresses are fetched from, and only for keys that may add articles anyway.
    fetch_articles: bool = True
    # Says honestly what asks; an operator can add where to complain.
    fetch_user_agent: str = "OnRecord"
    # With the time for extraction it stays below that of a request.
    fetch_seconds: int = 20
    # Pages of news have some 200,000 bytes; this leaves room for those with pictures in them.
    fetch_max_bytes: int = 8_000_000
    # Others could make this server speak to what listens there.
    fetch_ports: str = "80,443"
    # Private networks that may be fetched from all the same, such as a newsroom's own.
    fetch_networks: str = ""
    # News feeds are made to be asked some times in an hour.
    poll_minutes: int = 15
    # What is sent is signed, not encrypted, so without TLS others could read it.
    webhook_http: bool = False
    # Others could make this server speak to what listens there.
    webhook_ports: str = "80,443"
    # Private networks that may be sent to all the same, such as a newsroom's own.
    webhook_networks: str = ""
    # A receiver has only to say that it has it; what it does with it can wait until then.
    webhook_seconds: int = 10
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
        _check_choices(settings)
        _check_origins(settings)
        _check_metrics_token(settings)
        if settings.receive_seconds == 0:
            raise InvalidSetting("ONRECORD_RECEIVE_SECONDS must be at least 1")
        _check_fetching(settings)
        webhook_rules(settings)
        if settings.public_url:
            settings = replace(settings, public_url=_read_public_url(settings.public_url))
        if settings.stance_endpoint:
            _check_stance_endpoint(settings)
        return settings

    @property
    def origins(self) -> frozenset[str]:
        """The origins of `cors_origins`, in lower case as browsers send them."""
        return frozenset(self.cors_origins.lower().replace(",", " ").split())


def webhook_rules(settings: Settings) -> OutboundRules:
    """Where webhooks may be sent. Raises InvalidSetting."""
    schemes = ("http", "https") if settings.webhook_http else ("https",)
    if not 1 <= settings.webhook_seconds <= _LONGEST_WEBHOOK_SECONDS:
        raise InvalidSetting(
            f"ONRECORD_WEBHOOK_SECONDS must be from 1 to {_LONGEST_WEBHOOK_SECONDS}, but is {settings.webhook_seconds}"
        )
    try:
        OutboundRules.parse(schemes=schemes, ports=settings.webhook_ports, networks="")
    except ValueError:
        raise InvalidSetting("ONRECORD_WEBHOOK_PORTS must be ports from 1 to 65535 such as 80,443") from None
    try:
        return OutboundRules.parse(
            schemes=schemes, ports=settings.webhook_ports, networks=settings.webhook_networks
        )
    except ValueError:
        raise InvalidSetting(
            "ONRECORD_WEBHOOK_NETWORKS must be networks such as 10.1.0.0/16,fd00::/8"
        ) from None


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


def _check_choices(settings: Settings) -> None:
    for name, choices in _CHOICES.items():
        value = getattr(settings, name)
        if value not in choices:
            raise InvalidSetting(f"{variable_name(name)} must be one of {', '.join(choices)}, not {value!r}")


def _check_origins(settings: Settings) -> None:
    for origin in settings.origins:
        if origin != "*" and ("*" in origin or origin.count("/") != 2 or not _is_base_address(origin)):
            raise InvalidSetting(
                "ONRECORD_CORS_ORIGINS must be * or origins such as https://news.example or http://127.0.0.1:3000,"
                f" with a space or comma between two, but has {origin!r}"
            )


def _check_metrics_token(settings: Settings) -> None:
    # The token is not shown: it ends up in the log.
    token = settings.metrics_token
    if token and not (len(token) >= _SHORTEST_TOKEN and _is_visible_ascii(token)):
        raise InvalidSetting(
            f"ONRECORD_METRICS_TOKEN must be at least {_SHORTEST_TOKEN} visible ASCII characters without spaces"
        )


def _is_visible_ascii(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value


def _check_fetching(settings: Settings) -> None:
    agent = settings.fetch_user_agent
    if not (agent.isascii() and agent.isprintable() and agent.strip() == agent):
        raise InvalidSetting("ONRECORD_FETCH_USER_AGENT must be visible ASCII characters")
    try:
        OutboundRules.parse(schemes=(), ports=settings.fetch_ports, networks="")
    except ValueError:
        raise InvalidSetting("ONRECORD_FETCH_PORTS must be ports from 1 to 65535 such as 80,443") from None
    try:
        OutboundRules.parse(schemes=(), ports="", networks=settings.fetch_networks)
    except ValueError:
        raise InvalidSetting(
            "ONRECORD_FETCH_NETWORKS must be networks such as 10.1.0.0/16,fd00::/8"
        ) from None
    for name in ("fetch_seconds", "fetch_max_bytes", "poll_minutes"):
        if getattr(settings, name) < 1:
            raise InvalidSetting(f"{variable_name(name)} must be at least 1")


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
    if not _is_visible_ascii(key):
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
    if not _is_visible_ascii(value):
        return False
    try:
        parts = urlsplit(value)
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    # "?" and "#" are looked for in the whole: a bare one leaves the query or fragment empty.
    return parts.scheme in {"http", "https"} and has_place and not set("@?#\\") & set(value)
