"""What a search finds is counted by each property, as many as narrowing it by the value finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import SessionFactory
from services.errors import InvalidInput
from services.paging import PageRequest
from services.quote_facets import QuoteFacets, StanceValue, count_facets
from services.quotes import QuoteQuery, search_quotes
from tests.services.search.archive import Archive, day

SEARCHES: list[dict[str, Any]] = [
    {},
    {"speaker": "Velden"},
    {"speaker": "1"},
    {"about": "toll"},
    {"about": "harbour toll"},
    {"q": "bridge"},
    {"target": "tolls"},
    {"stance": "favor"},
    {"target": "tolls", "stance": "against"},
    {"type": "direct"},
    {"publisher": "torland courier"},
    {"said_after": day("2025-03-15")},
    {"said_before": day("2025-03-15")},
    {"said_after": day("2025-03-02"), "said_before": day("2025-04-02")},
    {"min_confidence": 0.6},
    {"article_id": 3},
    {"speaker": "Velden", "about": "toll", "stance": "favor"},
    {"speaker": "Nobody"},
    {"q": "nowhere"},
]


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    """An archive of sixty quotes in every combination of what is counted."""
    with writing_sessions() as session:
        archive = Archive(session)
        tolls = archive.target("tolls", "Tolls should go")
        ferry = archive.target("ferry", "The ferry should run")
        reworded = archive.target("quay", "The quay should reopen")
        labels = ("favor", "against", "neutral", None)
        words = ("The bridge toll stays", "Harbour toll, no more", "The ferry will run")
        for number in range(60):
            label, other = labels[number % 4], labels[number // 4 % 4]
            stances = {
                **({} if label is None else {tolls: label}),
                **({} if other is None else {ferry: other}),
                reworded: "favor",
            }
            archive.quote(
                words[number % 3],
                speaker=(None, "Mara Velden", "Otto Velden", "Ilse Brune", "Ada Sand")[number % 5],
                said=(None, "2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01", "2024-12-31")[number % 6],
                publisher=(None, "Torland Courier", "The Quay", "A & B")[number % 7 % 4],
                state=("rejected", "withdrawn", "superseded")[number % 3] if number % 11 == 0 else "active",
                kind=("direct", "indirect")[number % 2],
                confidence=(0.5, 0.9)[number // 2 % 2],
                stances=stances,
            )
        reworded.wording_version = 2
        session.commit()
        yield session


def number_found(session: Session, query: QuoteQuery) -> int:
    return len(search_quotes(session, query, PageRequest(100)).items)


def narrowed(query: QuoteQuery, facets: QuoteFacets) -> Iterator[tuple[QuoteQuery, int]]:
    for speaker, quotes in facets.speakers.values:
        yield replace(query, speaker=str(speaker.id)), quotes
    for slug, quotes in facets.targets.values:
        yield replace(query, target=slug), quotes
    for stance, quotes in facets.stances.values:
        yield replace(query, target=stance.target, stance=stance.label), quotes  # type: ignore[arg-type]
    for publisher, quotes in facets.publishers.values:
        yield replace(query, publisher=publisher), quotes
    for month, quotes in facets.months.values:
        start = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
        end = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        bounds = {
            "said_after": max(start, query.said_after or start),
            "said_before": min(end, query.said_before or end),
        }
        yield replace(query, **bounds), quotes


@pytest.mark.parametrize("asked", SEARCHES, ids=repr)
def test_each_value_counts_what_the_narrowed_search_finds(session: Session, asked: dict[str, Any]) -> None:
    query = QuoteQuery(**asked)
    facets = count_facets(session, query, limit=50)
    assert facets.quotes == number_found(session, query)
    for narrower, quotes in narrowed(query, facets):
        assert quotes == number_found(session, narrower) > 0
    for facet in (facets.speakers, facets.publishers, facets.months):
        assert sum(quotes for _, quotes in facet.values) + facet.without == facets.quotes
    for facet in (facets.targets, facets.stances):
        assert max((quotes for _, quotes in facet.values), default=0) <= facets.quotes - facet.without


def test_an_earlier_wording_of_a_target_and_withdrawn_quotes_count_for_nothing(session: Session) -> None:
    facets = count_facets(session, QuoteQuery(), limit=50)
    assert facets.quotes == 54
    assert {slug for slug, _ in facets.targets.values} == {"tolls", "ferry"}


def test_the_most_frequent_come_first_and_the_newest_month(session: Session) -> None:
    facets = count_facets(session, QuoteQuery(), limit=50)
    for facet in (facets.speakers, facets.targets, facets.stances, facets.publishers):
        numbers = [quotes for _, quotes in facet.values]
        assert numbers == sorted(numbers, reverse=True)
    assert [month for month, _ in facets.months.values] == ["2025-04", "2025-03", "2025-02", "2024-12"]
    equal = {}
    for speaker, quotes in facets.speakers.values:
        equal.setdefault(quotes, []).append(speaker.id)
    assert all(ids == sorted(ids) for ids in equal.values())


def test_what_is_not_shown_is_summed_up(session: Session) -> None:
    whole = count_facets(session, QuoteQuery(), limit=50)
    for limit in (1, 2, 3):
        facets = count_facets(session, QuoteQuery(), limit=limit)
        for name in ("speakers", "targets", "stances", "publishers", "months"):
            part, all_of_it = getattr(facets, name), getattr(whole, name)
            assert part.values == all_of_it.values[:limit]
            assert part.other_values == len(all_of_it.values) - len(part.values)
            assert part.other_quotes == sum(quotes for _, quotes in all_of_it.values[limit:])
            assert part.without == all_of_it.without


def test_a_stance_asked_for_is_the_only_one_that_counts(session: Session) -> None:
    facets = count_facets(session, QuoteQuery(target="tolls", stance="favor"), limit=50)
    assert [value for value, _ in facets.stances.values] == [StanceValue("tolls", "favor")]
    assert facets.targets.without == 0


def test_nothing_found_has_no_values(session: Session) -> None:
    for asked in (QuoteQuery(q="…"), QuoteQuery(about="…"), QuoteQuery(speaker="Nobody")):
        assert count_facets(session, asked, limit=10) == QuoteFacets()


def test_what_cannot_be_searched_by_is_refused(session: Session) -> None:
    with pytest.raises(InvalidInput):
        count_facets(session, QuoteQuery(target="nothing"), limit=10)
    with pytest.raises(InvalidInput):
        count_facets(session, QuoteQuery(speaker="\ud800"), limit=10)
