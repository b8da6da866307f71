"""Settings come from the environment, and every one of them is documented."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from services.settings import InvalidSetting, Settings, variable_name

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
    ],
)
def test_a_value_of_the_wrong_form_is_refused_by_name(variable: str, value: str, hint: str) -> None:
    with pytest.raises(InvalidSetting, match=rf"{variable}.*{hint}"):
        Settings.from_environment({variable: value})


def test_the_documentation_lists_every_setting_with_its_default_and_no_other() -> None:
    rows = dict(
        re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(rows) == {variable_name(field.name) for field in fields(Settings)}
    for field in fields(Settings):
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        shown = f"`{default}`" if default else "not set"
        assert rows[variable_name(field.name)].startswith(shown), field.name
