"""The memory of vectors keeps in step with the database."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from sqlalchemy import Engine, delete, select, text

from models import Quote, QuoteState, QuoteVector, SessionFactory
from services.meanings import pack_vector, store_meanings
from services.search.vectors import VectorMemory, Vectors, close_vectors
from tests.services.search.archive import Archive


def direction(number: int) -> np.ndarray:
    vector = np.zeros(384, np.float32)
    vector[number] = 1
    return vector


def add(sessions: SessionFactory, number: int) -> int:
    """A quote whose vector points in this direction; its number."""
    with sessions.begin() as session:
        quote = Archive(session).quote(f"Toll number {number} is much too high")
        store_meanings(session, [quote], {quote.text: pack_vector(direction(number))})
        return quote.id


def close(vectors: Vectors, number: int) -> dict[int, int]:
    return close_vectors(vectors, direction(number), 500)


def test_close_vectors_are_those_whose_cosine_is_large_enough() -> None:
    values = np.zeros((5_000, 384), np.int8)
    values[:, 1] = 127
    values[4_321, :2] = (127, 0)
    values[17, :2] = (76, 102)
    vectors = Vectors(np.arange(1, 5_001), values, np.full(5_000, 1 / 127, np.float32))
    assert close_vectors(vectors, direction(0), 500) == {4_322: 1000, 18: 598}
    assert close_vectors(vectors, direction(0), 599) == {4_322: 1000}


def test_new_quotes_are_seen_at_the_next_look(engine: Engine, writing_sessions: SessionFactory) -> None:
    memory = VectorMemory(100)
    assert close(memory.look(engine), 1) == {}
    quotes = [add(writing_sessions, number) for number in range(3)]
    assert close(memory.look(engine), 1) == {quotes[1]: 1000}
    quotes.append(add(writing_sessions, 1))
    assert close(memory.look(engine), 1) == {quotes[1]: 1000, quotes[3]: 1000}


def test_another_vector_of_a_quote_takes_the_place_of_the_first(
    engine: Engine, writing_sessions: SessionFactory
) -> None:
    memory = VectorMemory(100)
    number = add(writing_sessions, 1)
    assert close(memory.look(engine), 1) == {number: 1000}
    with writing_sessions.begin() as session:
        quote = session.get_one(Quote, number)
        quote.text = "Nobody spoke of any toll today"
        store_meanings(session, [quote], {quote.text: pack_vector(direction(2))})
    vectors = memory.look(engine)
    assert close(vectors, 1) == {}
    assert close(vectors, 2) == {number: 1000}


def test_what_is_not_committed_is_not_remembered(engine: Engine, writing_sessions: SessionFactory) -> None:
    memory = VectorMemory(100)
    with writing_sessions() as session:
        quote = Archive(session).quote("This toll is much too high")
        store_meanings(session, [quote], {quote.text: pack_vector(direction(1))})
        assert close(memory.look(engine), 1) == {}
        session.rollback()
    number = add(writing_sessions, 1)
    assert close(memory.look(engine), 1) == {number: 1000}


def test_only_the_newest_are_kept(engine: Engine, writing_sessions: SessionFactory) -> None:
    memory = VectorMemory(3)
    quotes = [add(writing_sessions, 1) for _ in range(5)]
    assert [*close(memory.look(engine), 1)] == quotes[2:]
    quotes += [add(writing_sessions, 1) for _ in range(2)]
    assert [*close(memory.look(engine), 1)] == quotes[4:]
    assert close(VectorMemory(0).look(engine), 1) == {}


def test_a_database_that_was_put_back_is_read_anew(engine: Engine, writing_sessions: SessionFactory) -> None:
    memory = VectorMemory(100)
    first = add(writing_sessions, 1)
    add(writing_sessions, 1)
    memory.look(engine)
    with writing_sessions.begin() as session:
        last = session.scalars(select(QuoteVector.id).order_by(QuoteVector.id.desc())).first()
        session.execute(delete(QuoteVector).where(QuoteVector.id == last))
        give_again = (
            "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'quote_vectors'"
            if engine.dialect.name == "sqlite"
            else "SELECT setval(pg_get_serial_sequence('quote_vectors', 'id'), max(id)) FROM quote_vectors"
        )
        session.execute(text(give_again))
    assert close(memory.look(engine), 1) == {first: 1000}


def test_nothing_is_read_anew_when_the_newest_is_withdrawn(
    engine: Engine, writing_sessions: SessionFactory
) -> None:
    memory = VectorMemory(100)
    first, last = add(writing_sessions, 1), add(writing_sessions, 2)
    before = memory.look(engine)
    with writing_sessions.begin() as session:
        session.get_one(Quote, last).state = QuoteState.WITHDRAWN
    after = memory.look(engine)
    assert close(after, 1) == {first: 1000}
    assert np.shares_memory(before.values, after.values)
    other = add(writing_sessions, 1)
    assert close(memory.look(engine), 1) == {first: 1000, other: 1000}


@pytest.mark.parametrize("most", [100, 2])
def test_readers_side_by_side_see_whole_rows(
    engine: Engine, writing_sessions: SessionFactory, most: int
) -> None:
    memory = VectorMemory(most)
    numbers = {add(writing_sessions, 1) for _ in range(2)}
    seen: list[dict[int, int]] = []
    threads = [threading.Thread(target=lambda: seen.append(close(memory.look(engine), 1))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [dict.fromkeys(numbers, 1000)] * 4
