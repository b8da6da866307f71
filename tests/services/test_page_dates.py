"""A page's date is the one it gives in its metadata, never one from its text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.page_dates import page_moment
from services.page_text import parse_page

DAY = datetime(2025, 3, 4, tzinfo=UTC)


def moment(head: str) -> datetime | None:
    page = parse_page(f"<html><head>{head}</head><body><p>Updated 1 May 2024. © 2019</p></body></html>")
    assert page is not None
    return page_moment(page)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2025-03-04">', DAY),
        ('<meta name="DC.date.issued" content=" 2025-03-04T00:00:00 ">', DAY),
        ('<meta itemprop="datePublished" content="2025-03-03T22:00:00-02:00">', DAY),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2025-03-04T00:00Z"}]}</script>',
            DAY,
        ),
        ('<script type="application/ld+json">[{"a": {"datePublished": "2025-03-04"}}]</script>', DAY),
        ('<time class="entry-date published" datetime="2025-03-04">4 March</time>', DAY),
        ("", None),
        ('<time datetime="2025-03-04">an event</time>', None),
        ('<meta property="article:published_time" content="yesterday">', None),
        ('<meta property="article:published_time" content="0001-01-01T00:00:00+14:00">', None),
        ('<meta property="article:published_time" content="9999-12-31">', None),
        ('<script type="application/ld+json">{"datePublished": 20250304}</script>', None),
        ('<script type="application/ld+json">{"datePublished": </script>', None),
        ("<meta>", None),
    ],
)
def test_the_moment_of_publication(head: str, expected: datetime | None) -> None:
    assert moment(head) == expected


def test_a_wrong_date_does_not_hide_a_right_one() -> None:
    head = '<meta name="date" content="soon"><meta name="pubdate" content="2025-03-04">'
    assert moment(head) == DAY
