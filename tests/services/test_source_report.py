"""Who is quoted, how often, by whom and how: the same counts on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import SessionFactory
from services.errors import InvalidCursor, InvalidInput
from services.paging import PageRequest
from services.source_report import PeriodCount, SourceQuery, report_sources
from tests.services.search.archive import Archive, day

VELDEN, SARKOV = "Mara Velden", "Ines Sarkov"


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


@pytest.fixture
def archive(session: Session) -> Archive:
    archive = Archive(session)
    quay = archive.target("quay", "The quay should reopen")
    rows: list[tuple[str | None, str | None, str, str | None]] = [
        (VELDEN, "2025-03-31", "direct", "Courier"),
        (VELDEN, "2025-03-01", "mixed", "Courier"),
        (VELDEN, "2025-04-01", "indirect", "Herald"),
        (VELDEN, None, "direct", None),
        (SARKOV, "2025-03-05", "direct", "Courier"),
        (None, "2025-03-06", "indirect", "Courier"),
    ]
    for name, said, kind, publisher in rows:
        stances = {quay: "favor"} if kind == "mixed" else None
        archive.quote(
            f"The tram of {name} on {said}.",
            speaker=name,
            said=said,
            kind=kind,
            publisher=publisher,
            stances=stances,
        )
    archive.quote("Taken back.", speaker=VELDEN, state="withdrawn")
    return archive


def rows_of(
    archive: Archive, limit: int = 20, cursor: str | None = None, **query: Any
) -> list[tuple[Any, ...]]:
    """Period, name and total of each row, over all pages."""
    report = report_sources(archive.session, SourceQuery(**query), PageRequest(limit, cursor))
    rows = [(row.period, row.speaker.name, row.total) for row in report.page.items]
    return rows if report.page.next is None else rows + rows_of(archive, limit, report.page.next, **query)


def test_all_together(archive: Archive) -> None:
    report = report_sources(archive.session, SourceQuery(), PageRequest())
    assert report.periods == (PeriodCount(None, 6, 1, 2),)
    first, second = report.page.items
    assert (first.speaker.name, first.total, first.direct, first.mixed, first.indirect) == (
        VELDEN,
        4,
        2,
        1,
        1,
    )
    assert first.share == pytest.approx(4 / 6)
    assert first.publishers == (("Courier", 2), ("Herald", 1), (None, 1)) or first.publishers == (
        ("Courier", 2),
        (None, 1),
        ("Herald", 1),
    )
    assert (second.speaker.name, second.total, second.publishers) == (SARKOV, 1, (("Courier", 1),))


def test_by_month_and_by_year_newest_first_and_undated_last(archive: Archive) -> None:
    report = report_sources(archive.session, SourceQuery(period="month"), PageRequest())
    assert report.periods == (
        PeriodCount("2025-04", 1, 0, 1),
        PeriodCount("2025-03", 4, 1, 2),
        PeriodCount(None, 1, 0, 1),
    )
    assert rows_of(archive, period="month") == [
        ("2025-04", VELDEN, 1),
        ("2025-03", VELDEN, 2),
        ("2025-03", SARKOV, 1),
        (None, VELDEN, 1),
    ]
    assert [row.share for row in report.page.items] == [1, 0.5, 0.25, 1]
    assert rows_of(archive, period="year")[0] == ("2025", VELDEN, 3)


@pytest.mark.parametrize("sort", ["quotes", "name"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_make_the_whole_report(archive: Archive, sort: str, limit: int) -> None:
    whole = rows_of(archive, period="month", sort=sort)
    assert rows_of(archive, limit, period="month", sort=sort) == whole
    march = [name for period, name, _ in whole if period == "2025-03"]
    assert march == ([VELDEN, SARKOV] if sort == "quotes" else [SARKOV, VELDEN])


def test_what_is_added_between_two_pages_is_not_counted(archive: Archive) -> None:
    query = SourceQuery()
    first = report_sources(archive.session, query, PageRequest(limit=1))
    for number in range(5):
        archive.quote(f"New words {number}.", speaker=SARKOV)
        archive.quote(f"New words too {number}.", speaker="Jonas Arkwright")
    second = report_sources(archive.session, query, PageRequest(limit=1, cursor=first.page.next))
    assert [(row.speaker.name, row.total) for row in second.page.items] == [(SARKOV, 1)]
    assert second.periods == first.periods


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"publisher": "COURIER"}, [(None, VELDEN, 2), (None, SARKOV, 1)]),
        ({"publisher": "Nobody"}, []),
        ({"target": "quay"}, [(None, VELDEN, 1)]),
        ({"about": "trams"}, [(None, VELDEN, 4), (None, SARKOV, 1)]),
        ({"about": "buses"}, []),
        ({"about": "¿?"}, []),
        ({"published_after": day("2025-03-31")}, [(None, VELDEN, 2)]),
        ({"published_before": day("2025-03-06")}, [(None, SARKOV, 1), (None, VELDEN, 1)]),
    ],
)
def test_filters_narrow(archive: Archive, query: dict[str, Any], rows: list[tuple[Any, ...]]) -> None:
    assert sorted(rows_of(archive, **query)) == sorted(rows)


def test_publishers_after_the_tenth_are_counted_together(archive: Archive) -> None:
    for number in range(12):
        archive.quote("Said again.", speaker="Lena Holm", publisher=f"Paper {number:02}")
    archive.quote("Said again.", speaker="Lena Holm", publisher="Paper 11")
    report = report_sources(archive.session, SourceQuery(), PageRequest())
    (row,) = [row for row in report.page.items if row.speaker.name == "Lena Holm"]
    assert (row.publishers[0], len(row.publishers), row.other_publishers) == (("Paper 11", 2), 10, 2)


def test_an_empty_archive_has_an_empty_report(session: Session) -> None:
    report = report_sources(session, SourceQuery(period="month"), PageRequest())
    assert (report.periods, report.page.items, report.page.next) == ((), [], None)


def test_what_cannot_be_asked_is_refused(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="target"):
        rows_of(archive, target="nothing")
    with pytest.raises(InvalidInput, match="said_after"):
        rows_of(archive, published_after=day("2025-03-31").replace(tzinfo=None))
    cursor = report_sources(archive.session, SourceQuery(), PageRequest(limit=1)).page.next
    with pytest.raises(InvalidCursor):
        rows_of(archive, cursor=cursor, period="month")
