"""One address for all those that lead to an article, and none that belongs to somebody else."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from services.page_addresses import canonical_address, tidy_address
from services.page_text import parse_page

HERE = "https://news.example/2025/bridge?id=7"


def head(inner: str) -> HtmlElement:
    page = parse_page(f"<html><head>{inner}</head><body><p>Text</p></body></html>")
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("HTTPS://News.Example:443/a#top", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=abc&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a?GCLID=1&mc_cid=2&%75tm_campaign=3", "https://news.example/a"),
        ("https://news.example/a?id=&b&&c=%20", "https://news.example/a?id=&b&c=%20"),
        ("https://news.example/a?ref=front&source=list", "https://news.example/a?ref=front&source=list"),
    ],
)
def test_what_only_tells_where_a_reader_came_from_is_left_out(given: str, tidy: str) -> None:
    assert tidy_address("url", given) == tidy
    assert tidy_address("url", tidy) == tidy


@pytest.mark.parametrize(
    ("claims", "known_by"),
    [
        ("", HERE),
        ('<link rel="canonical" href="https://news.example/bridge">', "https://news.example/bridge"),
        ('<link rel="Shortlink CANONICAL" href=" /bridge?utm_source=x#a ">', "https://news.example/bridge"),
        ('<meta property="og:url" content="https://news.example/bridge">', "https://news.example/bridge"),
        (
            '<meta property="og:url" content="/b"><link rel="canonical" href="/a">',
            "https://news.example/a",
        ),
        ('<link rel="canonical" href="http://news.example/bridge">', "http://news.example/bridge"),
    ],
)
def test_a_page_names_its_own_address(claims: str, known_by: str) -> None:
    assert canonical_address(head(claims), HERE) == known_by


@pytest.mark.parametrize(
    "claim",
    [
        "https://courier.example/bridge",
        "https://www.news.example/bridge",
        "https://news.example.evil.example/bridge",
        "https://news.example:8443/bridge",
        "https://news.example@courier.example/bridge",
        "//courier.example/bridge",
        "https://[::1/",
        "javascript:alert(1)",
        "https://news.example/",
        "/",
        "https://news.example/a b",
        " ",
    ],
)
def test_a_page_cannot_claim_another_address(claim: str) -> None:
    claims = f'<link rel="canonical" href="{claim}"><meta property="og:url" content="{claim}">'
    assert canonical_address(head(claims), HERE) == HERE


def test_a_refused_claim_leaves_the_next_one() -> None:
    claims = (
        '<link rel="canonical" href="https://courier.example/"><meta property="og:url" content="/bridge">'
    )
    assert canonical_address(head(claims), HERE) == "https://news.example/bridge"
