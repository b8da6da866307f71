"""The one line by which a quote is cited."""

from __future__ import annotations

import re
import unicodedata

from models import Quote

LONGEST_WORDS = 300
"""Characters of what was said that a citation has at most; what is cut off is marked."""

# Left in, they would turn round the line that they are in, or the page that the line is put into.
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def cite_quote(quote: Quote, permalink: str) -> str:
    """Speaker, what was said, publisher, date, the article's address and the quote's, as one line of plain text.

    Only the words of a direct quote stand in quotation marks; those of the others are the article's and are marked
    as such. It says who is reported to have said what and where, never that it is so.
    """
    # The comma belongs to the article's sentence, and here one follows anyway.
    words = _shorten(_line(quote.text).rstrip(" ,;:"))
    article = quote.article
    parts = [
        name_of_source(quote),
        f"“{words}”" if quote.type == "direct" else f"as reported: {words}",
        None if article.publisher is None else _line(article.publisher.name),
        "undated" if quote.said_at is None else quote.said_at.date().isoformat(),
        article.url,
        permalink,
    ]
    return ", ".join(part for part in parts if part)


def name_of_source(quote: Quote) -> str:
    """The speaker's name; without one, how the article names whoever said it, marked as not identified."""
    if quote.speaker is not None:
        return _line(quote.speaker.name)
    mention = "" if quote.mention is None else _line(quote.mention)
    return f"{mention} (not identified)" if mention else "Not identified"


def _line(text: str) -> str:
    visible = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    return " ".join(_DIRECTIONS.sub("", visible).split())


def _shorten(words: str) -> str:
    if len(words) <= LONGEST_WORDS:
        return words
    return words[:LONGEST_WORDS].rsplit(" ", 1)[0] + " […]"
