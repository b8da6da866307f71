"""What both search engines promise, tested on each."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models import Quote, SessionFactory
from services.search.index import Place, search_index
from tests.services.search.archive import Archive


def found_saying(session: Session, *phrases: tuple[str, ...]) -> set[int]:
    return set(session.scalars(search_index(session).quotes_saying(phrases)))


def found_with(session: Session, word: str, place: Place = Place.TEXT) -> set[int]:
    return set(session.scalars(search_index(session).quotes_with_word(word, place)))


@pytest.mark.parametrize("word", ["deploy", "deploys", "deployed", "deploying", "deployment", "deployments"])
@pytest.mark.parametrize("stored", ["We will deploy troops", "The deployment goes on", "They are deploying"])
def test_every_form_of_a_word_finds_every_other(
    writing_sessions: SessionFactory, word: str, stored: str
) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote(stored)
        assert found_with(session, word) == {quote.id}


@pytest.mark.parametrize("word", ["send", "sends", "sending", "sent"])
@pytest.mark.parametrize("stored", ["We will send them", "They were sent", "Sending them is wrong"])
def test_every_form_of_an_irregular_verb_finds_every_other(
    writing_sessions: SessionFactory, word: str, stored: str
) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote(stored)
        Archive(session).quote("They were seen")
        assert found_with(session, word) == {quote.id}


@pytest.mark.parametrize(
    "stored", ["The US agrees", "The U.S. agrees", "(U.S.-led talks)", "the U.S.'s answer"]
)
def test_an_initialism_is_found_with_points_and_without(
    writing_sessions: SessionFactory, stored: str
) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote(stored)
        Archive(session).quote("You, S and U")
        assert found_with(session, "us") == {quote.id}


@pytest.mark.parametrize(
    ("stored", "word"),
    [
        ("Nous irons à l’Élysée", "elysee"),
        ("x\u0301y marks the spot", "xy"),
        ("The troops—all of them—leave", "troops"),
        ("A Paris-based group", "based"),
        ("It was said.But nobody heard", "but"),
        ("(sanctions)", "sanction"),
        ("“Sanctions”, he said", "sanctions"),
        ("in 2025 we", "2025"),
        ("ŁUKASZ and МОСКВА", "łukasz"),
        ("ŁUKASZ and МОСКВА", "москва"),
        ("tolls_rise", "rise"),
        ("see https://torland.example/toll/rise", "toll"),
    ],
)
def test_marks_accents_and_case_do_not_hide_a_word(
    writing_sessions: SessionFactory, stored: str, word: str
) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote(stored)
        assert found_with(session, word) == {quote.id}


def test_each_place_is_searched_by_itself(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote("We agree", before="Asked about tolls: ", title="Harbour news")
        assert found_with(session, "agree", Place.TEXT) == {quote.id}
        assert found_with(session, "tolls", Place.TEXT) == set()
        assert found_with(session, "tolls", Place.CONTEXT) == {quote.id}
        assert found_with(session, "harbour", Place.CONTEXT) == set()
        assert found_with(session, "harbour", Place.TITLE) == {quote.id}


def test_a_phrase_wants_its_words_side_by_side_small_ones_too(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        whole = archive.quote("The end of the toll is near")
        archive.quote("The toll comes to an end, and that is the end of it")
        assert found_saying(session, ("end", "of", "the", "toll")) == {whole.id}


def test_every_phrase_is_wanted(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        both = archive.quote("Bridge and toll")
        archive.quote("Only a bridge")
        assert found_saying(session, ("bridge",), ("toll",)) == {both.id}


@pytest.mark.parametrize("state", ["superseded", "rejected", "withdrawn"])
def test_only_active_quotes_are_in_the_index(writing_sessions: SessionFactory, state: str) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("A toll from the start", state=state)
        quote = archive.quote("A toll")
        assert found_with(session, "toll") == {quote.id}
        quote.state = state
        session.flush()
        assert found_with(session, "toll") == set()
        quote.state = "active"
        session.flush()
        assert found_with(session, "toll") == {quote.id}


def test_the_index_follows_changes_that_pass_the_models_by(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote("A toll", before="On the bridge: ")
        session.execute(update(Quote).values(text="A tax", context="In the harbour: a tax"))
        assert found_with(session, "toll") == found_with(session, "bridge", Place.CONTEXT) == set()
        assert found_with(session, "tax") == found_with(session, "harbour", Place.CONTEXT) == {quote.id}


def test_a_quote_of_a_whole_book_is_stored_and_found(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        book = "Harbour " + " ".join(f"wörd{number}" for number in range(100_000))
        quote = Archive(session).quote(book + " " + "x" * 5_000)
        assert found_with(session, "harbour") == {quote.id}


@pytest.mark.parametrize("count", [0, 3, 50_000])
def test_any_number_of_quotes_can_be_listed_with_a_value(
    writing_sessions: SessionFactory, count: int
) -> None:
    values = {2**40 + number: number % 1000 for number in range(count)}
    with writing_sessions() as session:
        rows = session.execute(search_index(session).listed_quotes(values)).all()
        assert {row.quote_id: row.value for row in rows} == values
