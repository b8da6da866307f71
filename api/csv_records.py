"""Quotes as records of a CSV file (RFC 4180) that a spreadsheet can open without running what is in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from models import Quote
from services.citations import cite_quote

COLUMNS = (
    "id",
    "said_at",
    "speaker",
    "speaker_id",
    "wikidata_qid",
    "mention",
    "type",
    "text",
    "segments",
    "stances",
    "publisher",
    "title",
    "url",
    "article_id",
    "revision",
    "confidence",
    "engine",
    "engine_version",
    "decided_by",
    "permalink",
    "citation",
    "group",
    "first_appearance",
)
"""In this order for good; new ones are added at the end."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the machine's old code page."""

# What begins a formula, also full-width and small, at the start of a cell; and behind what another spreadsheet may
# take for the end of one: where the comma is the decimal sign, Excel divides cells at semicolons.
_FORMULA = re.compile(
    r"""((?:^|[;|\t\r\n])[\s"]*)('*)(?=[-=+@\uff0d\uff1d\uff0b\uff20\ufe63\ufe66\ufe62\ufe6b])"""
)
_DEFUSED = re.compile(_FORMULA.pattern.replace("('*)", "'('*)"))


def defuse(cell: str) -> str:
    """The text with an apostrophe before all that a spreadsheet could take for a formula."""
    # A tab or line break at the start could itself lead into one.
    return _FORMULA.sub(r"\1'\2", cell)


def restore(cell: str) -> str:
    """The text that `defuse` was given: without one apostrophe from each place where it puts one."""
    return _DEFUSED.sub(r"\1\2", cell)


def header_record() -> str:
    """The names of the columns."""
    return csv_record(COLUMNS)


def quote_record(quote: Quote, permalink: str) -> str:
    """A quote as one record."""
    article, speaker = quote.article, quote.speaker
    return csv_record(
        (
            quote.id,
            None if quote.said_at is None else quote.said_at.isoformat(),
            None if speaker is None else speaker.name,
            quote.speaker_id,
            None if speaker is None else speaker.wikidata_qid,
            quote.mention,
            quote.type,
            quote.text,
            " ".join(f"{span.start}:{span.end}" for span in quote.spans_of("content")),
            " ".join(f"{stance.target.slug}:{stance.label}" for stance in quote.stances),
            None if article.publisher is None else article.publisher.name,
            quote.revision.title,
            article.url,
            article.id,
            quote.revision.number,
            quote.confidence,
            quote.engine,
            quote.engine_version,
            quote.decided_by,
            permalink,
            cite_quote(quote, permalink),
            None if quote.group is None else quote.group.id,
            None if quote.group is None else quote.group.first_quote_id,
        )
    )


def end_record(count: int) -> str:
    """The last record of an export that is whole: `end` and the number of quotes."""
    return csv_record(("end", count, *[None] * (len(COLUMNS) - 2)))


def csv_record(values: Sequence[str | float | None]) -> str:
    """One record with its line break; nothing is an empty cell."""
    written = io.StringIO()
    csv.writer(written).writerow(_cells(values))
    return written.getvalue()


def _cells(values: Iterable[str | float | None]) -> list[str | float]:
    return ["" if value is None else defuse(value) if isinstance(value, str) else value for value in values]
