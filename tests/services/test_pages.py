"""A page becomes the article a reader sees on it, with every quote, and nothing is fetched."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest

from services.errors import InvalidInput, TooLarge
from services.pages import MOST_CHARACTERS, read_page

FILLER = "".join(
    f"<p>Talks over berth {number} went on in the customs house while crews waited on the wet quay below.</p>"
    for number in range(8)
)
PAGE = f"""<!DOCTYPE html>
<html lang="en_GB"><head>
<meta charset="utf-8"><title>Port row deepens | The Courier</title>
<meta property="og:site_name" content="The Courier"><meta name="author" content="Jo Reed">
<meta property="article:published_time" content="2025-03-04T11:30:00+01:00">
<script>var text = "“Never,” said a script.";</script><style>p::before {{ content: "“" }}</style>
</head><body>
<header class="site"><nav><a href="/">Home</a> <a href="/port">Port</a></nav></header>
<main><article><h1>Port row deepens</h1>
<p class="standfirst">“We are being starved out,” say the dockers of Aldermoor.</p>
{FILLER}
<blockquote><p>“We have been lied to for a month,” said Ilse Marovny, who leads the union.</p></blockquote>
<figure><img src="quay.jpg" alt=""><figcaption>Mara Velden: ‘No more money.’</figcaption></figure>
<figure><img src="rain.jpg" alt=""><figcaption>Rain over Aldermoor.</figcaption></figure>
<h2>‘A slap in the face’</h2>
<ul><li>“The offer is a joke,” Teodor Vasch, a crane driver, said.</li><li>Talks resume on Friday.</li></ul>
<p>Velden said: "It&#39;s 5 per&nbsp;cent &mdash; <em>final</em>." She <q>won’t <q>beg</q></q>.</p>
<p>Then, in verse:<br>“Break, break,<br>break.”</p>
<table><tr><td>“In a table,” he said.</td></tr></table>
</article></main>
<aside><p>Read also: how the port was built.</p></aside>
<footer><p>© The Courier. All rights reserved.</p></footer>
</body></html>"""


def test_every_quote_of_a_page_is_kept_as_it_stands() -> None:
    paragraphs = read_page(PAGE, None).text.split("\n\n")
    assert paragraphs[0] == "“We are being starved out,” say the dockers of Aldermoor."
    assert paragraphs[9:] == [
        "“We have been lied to for a month,” said Ilse Marovny, who leads the union.",
        "Mara Velden: ‘No more money.’",
        "‘A slap in the face’",
        "“The offer is a joke,” Teodor Vasch, a crane driver, said.",
        "Talks resume on Friday.",
        'Velden said: "It\'s 5 per cent — final." She “won’t ‘beg’”.',
        "Then, in verse:\n“Break, break,\nbreak.”",
        "“In a table,” he said.",
    ]


def test_a_page_says_who_published_it_and_when() -> None:
    page = read_page(PAGE, "https://courier.example/port")
    assert (page.title, page.byline, page.publisher) == ("Port row deepens", "Jo Reed", "The Courier")
    assert page.published_at == datetime(2025, 3, 4, 10, 30, tzinfo=UTC)
    assert page.language == "en-GB"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    base = PAGE.replace(
        "<head>", '<head><base href="https://courier.example/"><link rel="canonical" href="/port">'
    )
    assert read_page(base, "https://courier.example/port").text


def test_a_short_article_is_told_from_the_page_around_it() -> None:
    html = (
        "<html><body><nav><a href='/'>Home</a></nav><article><h1>Quay shut</h1>"
        "<p>“We will not reopen,” said Mara Velden.</p></article><footer>All rights reserved</footer></body></html>"
    )
    assert read_page(html, None).text == "“We will not reopen,” said Mara Velden."


def test_the_headline_is_the_title_and_not_in_the_text() -> None:
    page = read_page(PAGE, None)
    assert page.title is not None
    assert page.title not in page.text


def test_sayings_that_are_repeated_are_kept() -> None:
    html = (
        f"<html><body><article><p>“No,” she said.</p>{FILLER}<p>“No,” she said.</p></article></body></html>"
    )
    assert read_page(html, None).text.count("“No,” she said.") == 2


def test_all_of_a_fragment_is_the_article() -> None:
    html = (
        "<p>“Never,” said Mara\n   Velden.</p><blockquote>“We will sue.”</blockquote><div>He <b>left</b>.</div>"
        "Loose words<figure><figcaption>“A caption,” it says.</figcaption></figure><script>alert(1)</script>"
    )
    page = read_page(html, None)
    assert page.text.split("\n\n") == [
        "“Never,” said Mara Velden.",
        "“We will sue.”",
        "He left.",
        "Loose words",
        "“A caption,” it says.",
    ]
    assert (page.title, page.byline, page.published_at, page.language) == (None, None, None, None)


def test_text_without_any_markup_is_a_fragment() -> None:
    assert read_page("“Never,” said Mara Velden & co.", None).text == "“Never,” said Mara Velden & co."


@pytest.mark.parametrize("characters", ["“„«‹’‘›»”", "ﬁ ﬂ … – — ‑", "e\u0301 é 🙂 𝔸 שלום", "5′ 6″ `` ''"])
def test_characters_stay_as_they_are(characters: str) -> None:
    assert read_page(f"<p>{characters}</p>", None).text == characters
    html = f"<html><body><article><p>{characters}</p>{FILLER}</article></body></html>"
    assert read_page(html, None).text.startswith(characters)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<html></html>",
        "<html><body></body></html>",
        "<!-- -->",
        "<script>alert(1)</script>",
        "<p> </p>",
    ],
)
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(InvalidInput):
        read_page(html, None)


@pytest.mark.parametrize("html", ["<p>a\x00b</p>", "<p>\ud800</p>", "%PDF-1.4 \x01\x02", "\ufffd" * 50])
def test_what_is_not_text_is_refused(html: str) -> None:
    with pytest.raises(InvalidInput):
        read_page(html, None)


def test_a_page_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_page("<p>" + "a" * MOST_CHARACTERS, None)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "“Hi,” he said.",
        "<html><body>" + "<b><i>" * 50_000 + "“Hi,” he said.",
        "<html><body>" + "<table><tr><td>" * 10_000 + "“Hi,” he said.",
        "<html><body><p>“Hi,” he said.</p>" + "<q>" * 50_000,
        "<html><body><p>“Hi,” he said.</p><!--" + "-" * 500_000,
        "<html><body><p " + "a=b " * 100_000 + ">“Hi,” he said.</p>",
        "<html><head><script type='application/ld+json'>" + "[" * 500_000 + "</script></head><p>“Hi.”</p>",
        "<html>" + "&" * 500_000,
        "<" * 500_000,
        "<html><frameset><frame src='a'></frameset></html>",
        "<?xml version='1.0' encoding='utf-16'?><html><body><p>“Hi,” he said.</p></body></html>",
        "<html><body><p>“Hi,” he said.</body></p></html><html>",
    ],
    ids=range(12),
)
def test_a_broken_page_is_read_or_refused(html: str) -> None:
    try:
        text = read_page(html, "https://courier.example/port").text
    except InvalidInput:
        return
    assert text


def test_what_is_too_long_to_be_a_title_is_none() -> None:
    html = f"<html><head><title>{'t' * 501}</title></head><body><article>{FILLER}</article></body></html>"
    assert read_page(html, None).title is None
