"""A page's bytes become the characters that a browser shows."""

from __future__ import annotations

import codecs

import pytest

from services.page_encoding import decode_page

WORDS = "“Nein”, sagte Jörg."


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (WORDS.encode(), None),
        (WORDS.encode("cp1252"), None),
        (WORDS.encode("cp1252"), "ISO-8859-1"),
        (WORDS.encode("cp1252"), "us-ascii"),
        (WORDS.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF8 + WORDS.encode(), "iso-8859-1"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-8"),
        (WORDS.encode(), "no such encoding"),
        (WORDS.encode(), "punycode"),
        (WORDS.encode(), "unicode_escape"),
        (WORDS.encode(), "base64"),
        (WORDS.encode(), "utf-8\x00"),
    ],
)
def test_mark_header_and_guess(content: bytes, declared: str | None) -> None:
    assert decode_page(content, declared) == WORDS


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251 />",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    ],
)
def test_a_page_names_its_own_encoding(meta: str) -> None:
    page = f"<html><head>{meta}</head><body>Мост открыт</body></html>"
    assert decode_page(page.encode("cp1251"), None) == page


def test_the_servers_word_counts_more_than_the_pages() -> None:
    page = f'<meta charset="windows-1251">{WORDS}'
    assert decode_page(page.encode(), "utf-8") == page


def test_broken_bytes_and_nul_never_stop_it() -> None:
    assert decode_page(b"a\xff\x00b", "utf-8") == "a\ufffdb"
    decode_page(bytes(range(256)) * 10, None).encode()
    for declared in ("utf-16", "gb18030", "shift_jis", "euc-kr", "iso-2022-jp"):
        decode_page(bytes(range(256)) * 10, declared).encode()
