"""Lists in which a quote that several articles carry stands once."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.event import listen, remove
from sqlalchemy.orm import Session

from models import Quote, SessionFactory
from services.errors import InvalidCursor
from services.exports import export_quotes
from services.grouping.regrouping import regroup_quotes
from services.paging import PageRequest
from services.quotes import QuoteQuery, search_quotes
from tests.services.search.archive import Archive, day

BRIDGE = "We cannot reopen the harbour bridge for the ferry company"
TOLL = "The toll keeps every ferry company from our harbour"

QUERIES: dict[str, dict[str, Any]] = {
    "everything": {},
    "oldest": {"sort": "oldest"},
    "subject": {"about": "ferry harbour"},
    "subject in these words": {"about": '"ferry company"'},
    "subject by time": {"about": "harbour", "sort": "oldest"},
    "words": {"q": "bridge"},
    "target": {"target": "ferries", "stance": "favor"},
    "publisher": {"publisher": "Herald"},
    "moments": {"said_after": day("2025-03-03"), "said_before": day("2025-03-12")},
    "sure": {"min_confidence": 0.5, "speaker": "Mara Velden", "type": "direct"},
}


def fill(session: Session) -> Archive:
    """Forty quotes of two people, most of them in groups, on few days, some on none."""
    archive, chance = Archive(session), random.Random(3)
    target = archive.target("ferries", "Ferries should sail")
    for number in range(40):
        words = chance.choice(
            [BRIDGE, BRIDGE.upper(), TOLL, f"{TOLL}, they know", f"Ferry harbour number {number} opens now"]
        )
        archive.quote(
            words,
            title=f"Report {number}",
            speaker=chance.choice(["Mara Velden", "Jonas Arkwright"]),
            said=chance.choice([None, *(f"2025-03-{each:02}" for each in range(1, 16))]),
            publisher=chance.choice(["Herald", "Courier"]),
            kind=chance.choice(["direct", "direct", "indirect"]),
            confidence=chance.choice([0.3, 0.9]),
            stances=chance.choice([{}, {target: "favor"}, {target: "against"}]),
        )
    regroup(session)
    return archive


def regroup(session: Session) -> None:
    regroup_quotes(session, session.scalars(select(Quote.id)).all())


def walk(
    session: Session, query: QuoteQuery, limit: int, between: Callable[[], None] = lambda: None
) -> list[Quote]:
    found: list[Quote] = []
    page = search_quotes(session, query, PageRequest(limit))
    while True:
        found += [match.quote for match in page.items]
        if page.next is None:
            return found
        between()
        page = search_quotes(session, query, PageRequest(limit, page.next))


def first_of_each(quotes: list[Quote]) -> list[int]:
    never = datetime.max.replace(tzinfo=UTC)
    firsts: dict[int, int] = {}
    for quote in sorted(quotes, key=lambda each: (each.said_at or never, each.id)):
        firsts.setdefault(-quote.id if quote.group is None else quote.group.id, quote.id)
    return [quote.id for quote in quotes if quote.id in firsts.values()]


@pytest.mark.parametrize("asked", QUERIES.values(), ids=QUERIES)
def test_a_group_is_listed_by_the_first_of_it_that_fits(
    writing_sessions: SessionFactory, asked: dict[str, Any]
) -> None:
    with writing_sessions() as session:
        fill(session)
        everything = walk(session, QuoteQuery(**asked), 100)
        expected = first_of_each(everything)
        assert 1 < len(expected) < len(everything)
        for limit in (1, 7, 100):
            found = walk(session, QuoteQuery(**asked, distinct=True), limit)
            assert [quote.id for quote in found] == expected


@pytest.mark.parametrize("asked", QUERIES.values(), ids=QUERIES)
def test_a_walk_makes_the_whole_list_while_quotes_are_added(
    writing_sessions: SessionFactory, asked: dict[str, Any]
) -> None:
    with writing_sessions() as session:
        archive = fill(session)
        query = QuoteQuery(**asked, distinct=True)
        whole = [quote.id for quote in walk(session, query, 100)]
        # Each is published before what was there, and takes its place as the first of its group.
        days = iter(range(28, 15, -1))

        def add() -> None:
            for words in (BRIDGE, TOLL):
                archive.quote(
                    words,
                    title=f"Late {datetime.now(UTC)}",
                    speaker="Mara Velden",
                    said=f"2025-02-{next(days, 15):02}",
                    publisher="Herald",
                    kind="direct",
                )
            regroup(session)

        assert [quote.id for quote in walk(session, query, max(1, len(whole) // 3), add)] == whole


def test_exports_list_each_group_once(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.exports.NUMBERS_AT_A_TIME", 3)
    with writing_sessions.begin() as session:
        fill(session)
        expected = first_of_each(walk(session, QuoteQuery(), 100))
    batches = export_quotes(writing_sessions, QuoteQuery(distinct=True))
    assert [match.quote.id for batch in batches for match in batch] == expected


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("asked", QUERIES.values(), ids=QUERIES)
def test_others_of_a_group_are_found_by_its_index_and_not_among_all_that_fit(
    engine: Engine, writing_sessions: SessionFactory, asked: dict[str, Any]
) -> None:
    statements: list[tuple[str, Any]] = []
    with writing_sessions() as session:
        fill(session)

        def note(*event: Any) -> None:
            statements.append(event[2:4])

        listen(engine, "before_cursor_execute", note)
        search_quotes(session, QuoteQuery(**asked, distinct=True), PageRequest(5))
        remove(engine, "before_cursor_execute", note)
        [(statement, values)] = [each for each in statements if ".group_id = " in each[0]]
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        plan = [step.detail for step in rows]
    # Nothing comes before the group: what fits would be gone through for each quote of the list.
    group = next(place for place, step in enumerate(plan) if "ix_quote_wordings_group_id" in step)
    assert plan[group - 1].startswith("CORRELATED SCALAR SUBQUERY")


def test_a_list_that_is_not_distinct_has_other_cursors(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        for asked, other in ((True, False), (False, True)):
            cursor = search_quotes(session, QuoteQuery(distinct=asked), PageRequest(1)).next
            with pytest.raises(InvalidCursor):
                search_quotes(session, QuoteQuery(distinct=other), PageRequest(1, cursor))
