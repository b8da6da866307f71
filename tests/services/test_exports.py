"""Everything that fits, a few at a time, on either database."""

from __future__ import annotations

import gc
import itertools
import weakref

import pytest
from sqlalchemy import Engine, event

from models import Quote, QuoteState, SessionFactory
from services.errors import InvalidInput
from services.exports import export_quotes
from services.paging import PageRequest
from services.quotes import QuoteMatch, QuoteQuery, search_quotes
from tests.services.search.archive import Archive


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.exports.NUMBERS_AT_A_TIME", 6)
    monkeypatch.setattr("services.exports.QUOTES_AT_A_TIME", 4)


def fill(writing_sessions: SessionFactory, quotes: int) -> None:
    days = itertools.cycle(["2025-01-02", None, "2025-01-01", "2025-01-02"])
    with writing_sessions.begin() as session:
        archive = Archive(session)
        target = archive.target("tolls", "Harbour tolls should go")
        for number in range(quotes):
            archive.quote(
                f"harbour toll {number}" if number % 3 else f"toll {number}",
                before="harbour: " if number % 2 else "",
                said=next(days),
                stances={target: "favor"} if number % 5 == 0 else {},
            )


def described(match: QuoteMatch) -> tuple[int, float | None, tuple[str, ...]]:
    return match.quote.id, match.score, match.matched


@pytest.mark.parametrize(
    "query",
    [
        QuoteQuery(),
        QuoteQuery(sort="oldest"),
        QuoteQuery(about="harbour toll"),
        QuoteQuery(about="harbour toll", sort="oldest"),
        QuoteQuery(q="toll", target="tolls"),
        QuoteQuery(q="nothing"),
        QuoteQuery(about="!"),
    ],
    ids=str,
)
def test_an_export_is_the_whole_list(
    sessions: SessionFactory, writing_sessions: SessionFactory, query: QuoteQuery
) -> None:
    fill(writing_sessions, 19)
    with sessions() as session:
        listed = [described(match) for match in search_quotes(session, query, PageRequest(100)).items]
    batches = list(export_quotes(sessions, query))
    assert [described(match) for batch in batches for match in batch] == listed
    assert all(0 < len(batch) <= 4 for batch in batches)


@pytest.mark.parametrize("quotes", [0, 4, 6, 12])
def test_an_export_ends_where_a_batch_ends(
    sessions: SessionFactory, writing_sessions: SessionFactory, quotes: int
) -> None:
    fill(writing_sessions, quotes)
    assert sum(map(len, export_quotes(sessions, QuoteQuery()))) == quotes


def test_no_transaction_is_open_while_a_batch_is_handed_out(
    engine: Engine, sessions: SessionFactory, writing_sessions: SessionFactory
) -> None:
    fill(writing_sessions, 14)
    for _ in export_quotes(sessions, QuoteQuery()):
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_quotes_that_were_handed_out_are_let_go(
    sessions: SessionFactory, writing_sessions: SessionFactory
) -> None:
    """What keeps the memory of an export the same however long it is."""
    fill(writing_sessions, 40)
    handed_out: list[weakref.ref[Quote]] = []
    most = 0
    for batch in export_quotes(sessions, QuoteQuery()):
        handed_out += [weakref.ref(match.quote) for match in batch]
        gc.collect()
        most = max(most, sum(reference() is not None for reference in handed_out))
    assert len(handed_out) == 40
    # This batch, and the one before for as long as a name of the loop's still has it.
    assert most <= 8


def test_a_batch_takes_the_same_few_statements_however_many_quotes_it_has(
    engine: Engine,
    sessions: SessionFactory,
    writing_sessions: SessionFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(writing_sessions, 30)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: statements.append(statement))
    counts = []
    for size in (5, 30):
        monkeypatch.setattr("services.exports.NUMBERS_AT_A_TIME", size)
        monkeypatch.setattr("services.exports.QUOTES_AT_A_TIME", size)
        statements.clear()
        for match in next(export_quotes(sessions, QuoteQuery())):
            _ = [stance.target.slug for stance in match.quote.stances]
        counts.append(len(statements))
    assert counts[0] == counts[1] < 12


@pytest.mark.parametrize(
    "query", [QuoteQuery(), QuoteQuery(about="toll"), QuoteQuery(sort="oldest")], ids=str
)
def test_what_is_added_and_rejected_meanwhile(
    sessions: SessionFactory, writing_sessions: SessionFactory, query: QuoteQuery
) -> None:
    fill(writing_sessions, 16)
    before = [match.quote.id for batch in export_quotes(sessions, query) for match in batch]
    # One that has been looked up already when it is rejected, and one that has not.
    rejected = [before[5], before[-1]]
    seen: list[int] = []
    for number, batch in enumerate(export_quotes(sessions, query)):
        seen += [match.quote.id for match in batch]
        if number == 0:
            with writing_sessions.begin() as session:
                for number_of_quote in rejected:
                    session.get_one(Quote, number_of_quote).state = QuoteState.REJECTED
        if number < 4:
            with writing_sessions.begin() as session:
                Archive(session).quote(
                    f"harbour toll, added {number}", said=[None, "2025-01-01", "2025-03-01"][number % 3]
                )
    assert [number for number in seen if number in before] == [
        number for number in before if number not in rejected
    ]
    assert len(seen) == len(set(seen))


def test_what_cannot_be_asked_is_refused_at_the_first_batch(sessions: SessionFactory) -> None:
    with pytest.raises(InvalidInput):
        next(export_quotes(sessions, QuoteQuery(sort="relevance")))
