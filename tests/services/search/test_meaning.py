"""Quotes are found by what they mean, after those that are found by words."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import SessionFactory
from services.meanings import store_meanings
from services.paging import PageRequest
from services.quotes import QuoteMatch, QuoteQuery, search_quotes
from services.search.fitting import fitting_quotes
from services.search.meaning import has_meaning
from services.search.words import subject_words
from services.source_report import SourceQuery, report_sources
from tests.services.search.archive import Archive

WAITING = "Patients wait eleven hours on a chair before anybody looks at them"
TRAMS = "that trams would be free of charge for pupils"
SITTING = "The clinic lets its patients sit in the corridor for hours before anybody sees them"
CHEESE = "that cheese is dear this year"
SUBJECT = "waiting times in hospitals"


@pytest.fixture
def store(writing_sessions: SessionFactory) -> Callable[..., int]:
    """Stores a quote with its vector, and answers its number."""

    def stored(text: str, **more: Any) -> int:
        with writing_sessions.begin() as session:
            quote = Archive(session).quote(text, **more)
            store_meanings(session, [quote])
            return quote.id

    return stored


Store = Callable[..., int]


def found(session: Session, limit: int = 50, **asked: Any) -> list[QuoteMatch]:
    return list(search_quotes(session, QuoteQuery(**asked), PageRequest(limit)).items)


def test_a_quote_without_a_word_of_the_subject_is_found_and_says_why(
    sessions: SessionFactory, store: Store
) -> None:
    number = store(WAITING)
    store(TRAMS)
    with sessions() as session:
        [match] = found(session, about=SUBJECT)
    assert match.quote.id == number
    assert match.matched == ("meaning",)
    assert match.similarity == match.score
    assert 0.5 < (match.similarity or 0) <= 1


def test_what_has_the_words_comes_first_however_little_it_means_the_same(
    sessions: SessionFactory, store: Store
) -> None:
    store(WAITING, said="2025-06-01")
    exact = "Hospitals, bees, times, Tuesday, waiting, and now for something about the price of cheese"
    store(exact, said="2020-01-01")
    store(CHEESE, before="Waiting times in hospitals came next: ", said="2020-01-02")
    with sessions() as session:
        matches = found(session, about=SUBJECT)
    assert [match.quote.text for match in matches] == [exact, CHEESE, WAITING]
    assert [match.matched for match in matches[1:]] == [("words",), ("meaning",)]
    assert [match.score for match in matches[:2]] == [1.0, 0.5]


def test_of_quotes_with_some_words_around_them_the_one_that_means_it_comes_first(
    sessions: SessionFactory, store: Store
) -> None:
    asked = "Waiting times in hospitals came next: "
    store(SITTING, before=asked, said="2020-01-01")
    store(CHEESE, before=asked, said="2025-01-01")
    with sessions() as session:
        first, second = found(session, about=SUBJECT)
    assert (first.quote.text, first.matched) == (SITTING, ("words", "meaning"))
    assert (second.quote.text, second.matched) == (CHEESE, ("words",))
    assert first.score == second.score == 0.5


def test_quotes_with_all_words_themselves_stay_newest_first(sessions: SessionFactory, store: Store) -> None:
    store("Waiting times in our hospitals are far too long", said="2020-01-01")
    newer = store("Hospitals, times, waiting, bees and cheese for tea", said="2025-01-01")
    with sessions() as session:
        assert found(session, about=SUBJECT)[0].quote.id == newer


@pytest.mark.parametrize(
    ("about", "looked_for"),
    [
        ("nurses", True),
        ("waiting times", True),
        ("velden", False),
        ("Kestria", False),
        ("sanctions on Kestria", False),
        ('"waiting times"', False),
        ("“waiting times” here", False),
        ('waiting "times', True),
        ("the", False),
        ("", False),
        ("?!", False),
    ],
)
def test_names_phrases_and_words_that_say_nothing_are_looked_for_word_by_word(
    about: str, looked_for: bool
) -> None:
    assert has_meaning(about, subject_words(about)) == looked_for


def test_a_phrase_must_stand_in_the_quote_itself(sessions: SessionFactory, store: Store) -> None:
    store("Times of waiting are too long in these hospitals")
    store("Cheese is dear", before="On waiting times: ")
    phrase = store("These waiting times are too long for everybody")
    with sessions() as session:
        assert [match.quote.id for match in found(session, about='"waiting times"')] == [phrase]


def test_filters_narrow_what_is_found_by_meaning(sessions: SessionFactory, store: Store) -> None:
    store(WAITING, speaker="Ion Brask")
    velden = store(WAITING, speaker="Mara Velden")
    with sessions() as session:
        assert [m.quote.id for m in found(session, about=SUBJECT, speaker="Velden")] == [velden]
        assert found(session, about=SUBJECT, type="direct") == []
        assert len(found(session, about=SUBJECT, sort="oldest")) == 2


def test_with_many_quotes_that_fit_all_else_the_memory_is_looked_at(
    sessions: SessionFactory, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.search.meaning._FEW_QUOTES", 1)
    store(WAITING, speaker="Ion Brask")
    wanted = [store(WAITING, speaker="Mara Velden") for _ in range(2)]
    with sessions() as session:
        matches = found(session, about=SUBJECT, speaker="Velden")
    assert sorted(match.quote.id for match in matches) == wanted


def test_a_saved_search_fits_what_a_search_finds(sessions: SessionFactory, store: Store) -> None:
    near, far = store(WAITING), store(TRAMS)
    with sessions() as session:
        assert fitting_quotes(session, QuoteQuery(about=SUBJECT), [near, far]) == {near}
        assert fitting_quotes(session, QuoteQuery(about=SUBJECT), []) == set()


def test_reports_count_what_a_search_finds(sessions: SessionFactory, store: Store) -> None:
    store(WAITING, speaker="Mara Velden")
    store(TRAMS, speaker="Mara Velden")
    with sessions() as session:
        report = report_sources(session, SourceQuery(about=SUBJECT), PageRequest(10))
    assert [source.total for source in report.page.items] == [1]


@pytest.mark.parametrize("sort", ["relevance", "oldest"])
def test_walking_pages_while_quotes_are_added_meets_each_old_one_once(
    writing_sessions: SessionFactory, sessions: SessionFactory, store: Store, sort: Any
) -> None:
    chance = random.Random(1)
    texts = [
        WAITING,
        "Nobody should sit for half a day in front of a doctor's door",
        "Waiting times in hospitals are a scandal",
        "The hospital keeps sick people waiting until the evening",
        TRAMS,
    ]

    def add() -> int:
        return store(chance.choice(texts), said=chance.choice([None, "2025-01-01", "2025-01-02"]))

    for _ in range(15):
        add()
    query = QuoteQuery(about=SUBJECT, sort=sort)
    with sessions() as session:
        old = [match.quote.id for match in search_quotes(session, query, PageRequest(100)).items]
    assert len(old) >= 5
    seen: list[int] = []
    cursor: str | None = None
    while True:
        with sessions() as session:
            page = search_quotes(session, query, PageRequest(chance.randint(1, 3), cursor))
        seen += [match.quote.id for match in page.items]
        cursor = page.next
        if cursor is None:
            break
        if len(seen) < 30:
            add()
    assert [number for number in seen if number in set(old)] == old
    assert len(seen) == len(set(seen))
