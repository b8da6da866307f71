"""The one line by which a quote is cited."""

from __future__ import annotations

import pytest

from models import Article, ArticleRevision, Publisher, Quote, Speaker
from services.citations import LONGEST_WORDS, cite_quote, name_of_source
from tests.services.search.archive import day

PERMALINK = "https://quotes.example/v1/quotes/7"


def quote(**changes: object) -> Quote:
    article = Article(
        identity_key="a",
        url="https://news.example/bridge",
        publisher=Publisher(name="Torland Courier", name_key="t"),
    )
    known = {
        "article": article,
        "revision": ArticleRevision(article=article, number=1, text="x", text_digest=""),
        "type": "direct",
        "text": "The bridge stays open,",
        "speaker": Speaker(name="Mara Velden", kind="person"),
        "said_at": day("2025-03-27"),
    }
    return Quote(**{**known, **changes})


def test_a_line_says_who_what_where_and_when() -> None:
    assert cite_quote(quote(), PERMALINK) == (
        "Mara Velden, “The bridge stays open”, Torland Courier, 2025-03-27, https://news.example/bridge, "
        + PERMALINK
    )


@pytest.mark.parametrize("kind", ["mixed", "indirect"])
def test_only_the_speakers_own_words_stand_in_quotation_marks(kind: str) -> None:
    line = cite_quote(quote(type=kind, text="that the bridge stays open"), PERMALINK)
    assert line.startswith("Mara Velden, as reported: that the bridge stays open, Torland Courier")
    assert "“" not in line


def test_what_is_not_known_is_left_out_or_said() -> None:
    bare = quote(article=Article(identity_key="a"), said_at=None, speaker=None)
    assert cite_quote(bare, PERMALINK) == f"Not identified, “The bridge stays open”, undated, {PERMALINK}"
    assert name_of_source(quote(speaker=None, mention="An official")) == "An official (not identified)"


@pytest.mark.parametrize("text", ["a\nb", "a\r\n\tb", "a\u2028b", "a\x00\x1b b", "a\u202e b", "a\x85b"])
def test_it_stays_one_line_read_in_one_direction(text: str) -> None:
    assert "“a b”" in cite_quote(quote(text=text), PERMALINK)


def test_long_words_are_cut_between_words_and_marked() -> None:
    words = "bridge " * LONGEST_WORDS
    line = cite_quote(quote(text=words), PERMALINK)
    assert "bridge […]”, Torland Courier" in line
    assert len(line) < LONGEST_WORDS + 150
    unbroken = cite_quote(quote(text="b" * 2 * LONGEST_WORDS), PERMALINK)
    assert "b […]”" in unbroken
