"""Settings come from the environment, and every one of them is documented."""

from __future__ import annotations

import re
from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path

import pytest

from services.outbound_addresses import OutboundRules
from services.settings import InvalidSetting, Settings, variable_name, webhook_rules

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "settings.md"


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_an_empty_value_counts_as_not_set() -> None:
    assert Settings.from_environment({"PORT": "", "ONRECORD_OPEN_READING": ""}) == Settings()


def test_values_are_read_from_the_variables_that_the_documentation_names() -> None:
    settings = Settings.from_environment(
        {"DATABASE_URL": "postgresql://db/onrecord", "PORT": "9000", "ONRECORD_OPEN_READING": "yes"}
    )
    assert (settings.database_url, settings.port, settings.open_reading) == (
        "postgresql://db/onrecord",
        9000,
        True,
    )


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("PORT", "eighty", "whole number"),
        ("PORT", "-1", "negative"),
        ("ONRECORD_OPEN_READING", "maybe", "true or false"),
        ("ONRECORD_LOG_LEVEL", "loud", "one of debug"),
        ("ONRECORD_LOG_FORMAT", "xml", "one of json, text"),
        ("ONRECORD_METRICS", "public", "one of admin, open, off"),
        ("ONRECORD_METRICS_TOKEN", "short", "16 visible"),
        ("ONRECORD_METRICS_TOKEN", "with a space in the middle", "16 visible"),
        ("ONRECORD_RECEIVE_SECONDS", "0", "at least 1"),
        ("ONRECORD_CORS_ORIGINS", "news.example", "origins such as"),
        ("ONRECORD_CORS_ORIGINS", "https://news.example/", "origins such as"),
        ("ONRECORD_CORS_ORIGINS", "https://news.example/page", "origins such as"),
        ("ONRECORD_CORS_ORIGINS", "https://mara@news.example", "origins such as"),
        ("ONRECORD_CORS_ORIGINS", "https://*.example", "origins such as"),
        ("ONRECORD_CORS_ORIGINS", "null", "origins such as"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused_by_name(variable: str, value: str, hint: str) -> None:
    with pytest.raises(InvalidSetting, match=rf"{variable}.*{hint}"):
        Settings.from_environment({variable: value})


def test_origins_are_compared_as_browsers_send_them() -> None:
    settings = Settings.from_environment(
        {"ONRECORD_CORS_ORIGINS": "https://News.example,http://127.0.0.1:3000  http://[::1]"}
    )
    assert settings.origins == {"https://news.example", "http://127.0.0.1:3000", "http://[::1]"}
    assert Settings().origins == frozenset()


def test_the_metrics_token_is_neither_shown_nor_refused_with_its_value() -> None:
    token = "collector-token-0123"
    assert token not in repr(Settings.from_environment({"ONRECORD_METRICS_TOKEN": token}))
    with pytest.raises(InvalidSetting) as invalid:
        Settings.from_environment({"ONRECORD_METRICS_TOKEN": f"{token}\n"})
    assert token not in str(invalid.value)


def test_a_public_address_ends_without_a_slash() -> None:
    for value in ("https://quotes.example/archive/", "https://quotes.example/archive"):
        found = Settings.from_environment({"ONRECORD_PUBLIC_URL": value})
        assert found.public_url == "https://quotes.example/archive"


@pytest.mark.parametrize(
    "value",
    [
        "quotes.example",
        "ftp://quotes.example",
        "https://",
        "https://a@b.example",
        "https://quotes.example/?a",
        "javascript:1",
    ],
)
def test_a_public_address_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(InvalidSetting, match="ONRECORD_PUBLIC_URL must be an http or https address"):
        Settings.from_environment({"ONRECORD_PUBLIC_URL": value})


def test_the_documentation_lists_every_setting_with_its_default_and_no_other() -> None:
    rows = dict(
        re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(rows) == {variable_name(field.name) for field in fields(Settings)}
    for field in fields(Settings):
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        shown = f"`{default}`" if default else "not set"
        assert rows[variable_name(field.name)].startswith(shown), field.name


ENDPOINT = {
    "ONRECORD_STANCE_ENDPOINT": "https://models.example:8443/v1",
    "ONRECORD_STANCE_ENDPOINT_KEY": "secret-of-the-house",
    "ONRECORD_STANCE_ENDPOINT_MODEL": "parrot-1",
}


def test_no_endpoint_is_the_default() -> None:
    assert Settings().stance_endpoint == ""


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:11434/v1", "https://models.example", "http://[::1]:80/v1/"]
)
def test_an_endpoint_is_an_address_with_a_model(address: str) -> None:
    settings = Settings.from_environment({**ENDPOINT, "ONRECORD_STANCE_ENDPOINT": address})
    assert (settings.stance_endpoint, settings.stance_endpoint_model) == (address, "parrot-1")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://models.example/v1",
        "file:///etc/passwd",
        "models.example/v1",
        "https://",
        "https:///v1",
        "https://mara:secret-of-the-house@models.example/v1",
        "https://models.example/v1?key=secret-of-the-house",
        "https://models.example/v1?",
        "https://models.example/v1#",
        "https://models.example:0/v1",
        "https://models.example:99999/v1",
        "https://models.example:port/v1",
        "https://models.example/v1\r\nX-Header: secret-of-the-house",
        "https://models.example/v 1",
        "https://[::1/v1",
        "https://m\u00f6dels.example/v1",
    ],
)
def test_an_endpoint_of_another_form_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(InvalidSetting, match="ONRECORD_STANCE_ENDPOINT must be an http or https") as invalid:
        Settings.from_environment({**ENDPOINT, "ONRECORD_STANCE_ENDPOINT": address})
    assert "secret-of-the-house" not in str(invalid.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ONRECORD_STANCE_ENDPOINT_MODEL", ""),
        ("ONRECORD_STANCE_ENDPOINT_MODEL", " parrot-1"),
        ("ONRECORD_STANCE_ENDPOINT_MODEL", "parrot\n1"),
        ("ONRECORD_STANCE_ENDPOINT_MODEL", "p" * 201),
        ("ONRECORD_STANCE_ENDPOINT_KEY", "secret-of-the-house\n"),
        ("ONRECORD_STANCE_ENDPOINT_KEY", "secret-of-the-h\u00f6use"),
        ("ONRECORD_STANCE_ENDPOINT_KEY", "Bearer secret-of-the-house"),
        ("ONRECORD_STANCE_ENDPOINT_SECONDS", "0"),
        ("ONRECORD_STANCE_ENDPOINT_SECONDS", "76"),
        ("ONRECORD_STANCE_ENDPOINT_DAILY_REQUESTS", "-1"),
    ],
)
def test_what_goes_with_an_endpoint_is_checked_with_it(variable: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=variable) as invalid:
        Settings.from_environment({**ENDPOINT, variable: value})
    assert "secret-of-the-h" not in str(invalid.value)
    if not variable.endswith("REQUESTS"):
        Settings.from_environment({variable: value})


def test_the_key_is_not_in_the_representation() -> None:
    settings = Settings.from_environment(ENDPOINT)
    assert settings.stance_endpoint_key == "secret-of-the-house"
    assert "secret-of-the-house" not in repr(settings)


def test_webhooks_go_to_public_places_over_tls_unless_settings_say_otherwise() -> None:
    assert webhook_rules(Settings()) == OutboundRules(frozenset({"https"}), frozenset({80, 443}), ())
    opened = Settings.from_environment(
        {
            "ONRECORD_WEBHOOK_HTTP": "true",
            "ONRECORD_WEBHOOK_PORTS": "8443",
            "ONRECORD_WEBHOOK_NETWORKS": "10.1.0.0/16, fd00::/8",
        }
    )
    networks = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert webhook_rules(opened) == OutboundRules(frozenset({"http", "https"}), frozenset({8443}), networks)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ONRECORD_WEBHOOK_HTTP", "maybe"),
        ("ONRECORD_WEBHOOK_PORTS", "https"),
        ("ONRECORD_WEBHOOK_PORTS", "0"),
        ("ONRECORD_WEBHOOK_PORTS", "65536"),
        ("ONRECORD_WEBHOOK_NETWORKS", "10.1.0.1/16"),
        ("ONRECORD_WEBHOOK_NETWORKS", "localhost"),
        ("ONRECORD_WEBHOOK_SECONDS", "0"),
        ("ONRECORD_WEBHOOK_SECONDS", "61"),
    ],
)
def test_settings_of_webhooks_of_the_wrong_form_are_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=variable):
        Settings.from_environment({variable: value})
