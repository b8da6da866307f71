"""What stands in feeds is read, whatever stands in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.feed_documents import MOST_ITEMS, FeedItem, NotAFeed, read_feed

FEED = "https://news.example/feeds/politics.rss"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Courier</title>
<link>https://news.example/</link>{}</channel></rss>"""
ITEM = "<item><title>Bridge &amp; quay</title><link>{}</link><pubDate>{}</pubDate></item>"
DATE = "Tue, 04 Mar 2025 11:30:00 +0100"
MOMENT = datetime(2025, 3, 4, 10, 30, tzinfo=UTC)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Bridge</title>
<link rel="self" href="/x"/><link href="/bridge"/><updated>2025-03-04T10:30:00Z</updated></entry></feed>"""


def read(text: str) -> tuple[FeedItem, ...]:
    return read_feed(text.encode(), FEED, "application/xml")


def test_rss() -> None:
    item = ITEM.format("https://news.example/bridge?utm_source=rss", DATE)
    assert read(RSS.format(item)) == (FeedItem("https://news.example/bridge", "Bridge & quay", MOMENT),)


def test_atom() -> None:
    assert read(ATOM) == (FeedItem("https://news.example/bridge", "Bridge", MOMENT),)


def test_an_address_may_be_relative_or_the_guid() -> None:
    items = "<item><link>../bridge</link></item><item><guid>https://news.example/quay</guid></item>"
    assert [item.url for item in read(RSS.format(items))] == [
        "https://news.example/bridge",
        "https://news.example/quay",
    ]


def test_the_same_address_twice_is_one_entry() -> None:
    items = ITEM.format("/a", DATE) + ITEM.format("/a?fbclid=1#x", DATE)
    assert len(read(RSS.format(items))) == 1


@pytest.mark.parametrize(
    "link",
    [
        "",
        " ",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://news.example/",
        "https://u:p@news.example/",
        "https://[::1/",
        "mailto:x@news.example",
        "https://news.example/\u00e9",
        "https://news.example/" + "a" * 2000,
    ],
)
def test_an_entry_without_a_web_page_is_left_out(link: str) -> None:
    assert [item.url for item in read(RSS.format(ITEM.format(link, DATE) + ITEM.format("/a", DATE)))] == [
        "https://news.example/a"
    ]


@pytest.mark.parametrize(
    "date", ["", "soon", "Tue, 04 Mar 1025 11:30:00 GMT", "Tue, 04 Mar 2999 11:30:00 GMT"]
)
def test_a_date_that_cannot_be_is_none(date: str) -> None:
    assert [item.published_at for item in read(RSS.format(ITEM.format("/a", date)))] == [None]


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(RSS.format("")) == ()


def test_a_long_feed_is_read_from_its_newest_end() -> None:
    items = "".join(ITEM.format(f"/{number}", DATE) for number in range(MOST_ITEMS + 50))
    found = read(RSS.format(items))
    assert (len(found), found[0].url) == (MOST_ITEMS, "https://news.example/0")


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    broken = RSS.format(ITEM.format("/a", DATE) + "<item><title>Brid").removesuffix("</channel></rss>")
    assert [item.url for item in read(broken)][:1] == ["https://news.example/a"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"\x00" * 100,
        b"\x89PNG\r\n",
        b"<html><body>No feed</body></html>",
        b"{}",
        b"hello",
        b"\xff\xfe" + b"a" * 99,
        b"<?xml version='1.0'?>",
        b"/etc/passwd",
        b"http://127.0.0.1/",
    ],
)
def test_what_is_no_feed_is_told(content: bytes) -> None:
    with pytest.raises(NotAFeed):
        read_feed(content, FEED, "text/html")


def test_entities_are_neither_fetched_nor_multiplied(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret of the house")
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    item = "<item><title>&x;</title><link>/a</link></item>"
    for item_found in read(RSS.format(item).replace("<rss", outside + "<rss")):
        assert "secret of the house" not in (item_found.title or "")
    laughs = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)
    )
    read(
        RSS.format("<item><title>&l9;</title><link>/a</link></item>").replace(
            "<rss", f"<!DOCTYPE rss [{laughs}]><rss"
        )
    )
