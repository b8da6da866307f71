"""A page's address becomes the article that is on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from services.errors import InvalidInput, NoArticleText, NotAPage, PageTooLarge
from services.fetched_articles import fetch_article, fetch_changed_article
from services.fetching import Conditions
from tests.services.local_server import reply
from tests.services.page_server import PageServerFake, page, page_server, unless_known

QUOTE = "“The bridge stays open,” said Mara Velden, the transport minister of Torland."
PAGE = f"""<html lang="en-GB"><head><meta charset="utf-8"><title>Bridge stays open</title>
<link rel="canonical" href="/bridge"><meta property="og:site_name" content="Torland Courier">
<meta property="article:published_time" content="2025-03-04T11:30:00+01:00"></head>
<body><article><p>{QUOTE}</p></article></body></html>"""


@pytest.fixture
def server() -> Iterator[PageServerFake]:
    with page_server() as fake:
        fake.pages["/bridge"] = page(PAGE)
        yield fake


def test_the_article_is_what_the_page_says(server: PageServerFake) -> None:
    article = fetch_article(server.fetcher(), server.address("/bridge?utm_source=letter#top"))
    assert (article.text, article.title, article.publisher) == (QUOTE, "Bridge stays open", "Torland Courier")
    assert article.published_at == datetime(2025, 3, 4, 10, 30, tzinfo=UTC)
    assert (article.language, article.page_language) == (None, "en-GB")
    assert article.url == server.address("/bridge")


def test_what_is_given_counts_more(server: PageServerFake) -> None:
    article = fetch_article(
        server.fetcher(), server.address("/bridge"), title="Mine", publisher="Me", language="fr"
    )
    assert (article.title, article.publisher, article.language) == ("Mine", "Me", "fr")


def test_the_address_is_the_pages_own_after_redirects(server: PageServerFake) -> None:
    server.pages["/short"] = reply(301, Location="/2025/bridge?id=7")
    server.pages["/2025/bridge?id=7"] = page(PAGE)
    assert fetch_article(server.fetcher(), server.address("/short")).url == server.address("/bridge")


def test_a_page_cannot_take_another_sites_place(server: PageServerFake) -> None:
    server.pages["/lie"] = page(PAGE.replace('href="/bridge"', 'href="https://courier.example/bridge"'))
    assert fetch_article(server.fetcher(), server.address("/lie")).url == server.address("/lie")


def test_the_servers_encoding_is_read(server: PageServerFake) -> None:
    html = PAGE.replace('<meta charset="utf-8">', "")
    server.pages["/old"] = reply(200, html.encode("cp1252"), Content_Type="text/html; charset=iso-8859-1")
    assert fetch_article(server.fetcher(), server.address("/old")).text == QUOTE


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("image/png", b"<html>"),
        ("application/json", b"{}"),
        ("text/plain", b"He said so."),
        ("", b"%PDF-1.7"),
    ],
)
def test_what_is_no_page_is_refused(server: PageServerFake, content_type: str, body: bytes) -> None:
    headers = {"Content_Type": content_type} if content_type else {}
    server.pages["/"] = reply(200, body, **headers)
    with pytest.raises(NotAPage, match=content_type or "something"):
        fetch_article(server.fetcher(), server.address("/"))


def test_a_page_whose_type_is_not_named_is_read(server: PageServerFake) -> None:
    server.pages["/"] = reply(200, PAGE.encode())
    assert fetch_article(server.fetcher(), server.address("/")).text == QUOTE


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "<html></html>",
        "<html><body><script>1</script></body></html>",
        "\x00",
        "<div>" * 9000,
    ],
)
def test_a_page_without_an_article_is_told(server: PageServerFake, html: str) -> None:
    server.pages["/"] = page(html)
    with pytest.raises(NoArticleText, match="send it as `text`"):
        fetch_article(server.fetcher(), server.address("/"))


def test_a_page_of_too_many_characters_is_told(
    server: PageServerFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.pages.MOST_CHARACTERS", 100)
    with pytest.raises(PageTooLarge):
        fetch_article(server.fetcher(), server.address("/bridge"))


def test_an_address_that_is_none_is_refused_as_such(server: PageServerFake) -> None:
    with pytest.raises(InvalidInput) as invalid:
        fetch_article(server.fetcher(), "not an address")
    assert list(invalid.value.members["errors"]) == ["url"]


def test_a_page_that_has_not_changed_is_no_article(server: PageServerFake) -> None:
    server.pages["/bridge"] = unless_known('"1"', page(PAGE, ETag='"1"'))
    url = server.address("/bridge")
    first = fetch_changed_article(server.fetcher(), url, Conditions(), publisher="The Courier")
    assert first.article is not None
    assert first.article.publisher == "The Courier"
    assert first.conditions == Conditions('"1"', None)
    again = fetch_changed_article(server.fetcher(), url, first.conditions, publisher=None)
    assert (again.article, again.conditions) == (None, first.conditions)
