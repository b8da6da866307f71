"""What comes from outside is checked once, and refused in words that name the field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.errors import InvalidInput
from services.validation import check_line, check_moment, check_optional_line, is_language, normalise_url


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("HTTP://Courier.Example", "http://courier.example/"),
        ("https://courier.example:443/Quay?b=2&a=1#top", "https://courier.example/Quay?b=2&a=1"),
        ("http://courier.example:80/", "http://courier.example/"),
        ("http://courier.example:443/", "http://courier.example:443/"),
        ("https://courier.example:8443/a", "https://courier.example:8443/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        (" https://courier.example/a\n", "https://courier.example/a"),
        ("https://courier.example/größe", "https://courier.example/größe"),
    ],
)
def test_equal_addresses_become_the_same_text(given: str, normal: str) -> None:
    assert normalise_url("url", given) == normal
    assert normalise_url("url", normal) == normal


def test_a_line_has_single_spaces() -> None:
    assert check_line("title", " Quay\n stays\tshut ", 20) == "Quay stays shut"
    assert check_optional_line("title", " \n", 20) is None
    with pytest.raises(InvalidInput, match="title: must not be empty") as refusal:
        check_line("title", " ", 20)
    assert refusal.value.members == {"errors": {"title": ["must not be empty."]}}


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant-TW", "de-1996"])
def test_language_tags(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "en_GB", "english language", "en-", "x" * 9, "en" + "-abcdefgh" * 5, "ën"]
)
def test_what_is_no_language_tag(tag: str) -> None:
    assert not is_language(tag)


def test_a_moment_of_the_coming_year_is_accepted() -> None:
    coming = datetime(datetime.now(UTC).year + 1, 12, 31, tzinfo=UTC)
    assert check_moment("published_at", coming) == coming
    with pytest.raises(InvalidInput):
        check_moment("published_at", coming.replace(year=coming.year + 1))
