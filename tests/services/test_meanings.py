"""Quotes get vectors when they are stored, lose them with what they were made of, and are given them later."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import services.meanings
from attribution import Speaker as NamedSpeaker
from attribution.extraction import Span
from attribution.meaning import MEANING_ENGINE, MEANING_ENGINE_VERSION, embed_quote
from models import Quote, QuoteState, QuoteVector, SessionFactory
from services.meanings import (
    count_missing,
    embed_found,
    embed_missing,
    pack_vector,
    store_meanings,
    unpack_vectors,
)
from services.review import hold_quote, review_quote, withdraw_quote
from tests.services.archive import reading_of, store_article, text_of
from tests.services.readings import read
from tests.services.search.archive import Archive

VELDEN = NamedSpeaker("Mara Velden", "person")
HARBOUR = "The old harbour will be closed to lorries from May"


def stored(session: Session) -> dict[int, bytes]:
    rows = session.execute(select(QuoteVector.quote_id, QuoteVector.vector).order_by(QuoteVector.id))
    return {row.quote_id: row.vector for row in rows}


def test_a_packed_vector_is_small_and_hardly_another() -> None:
    vector = embed_quote(HARBOUR)
    packed = pack_vector(vector)
    assert len(packed) == 388
    values, scales = unpack_vectors([packed, pack_vector(np.zeros(384, np.float32))])
    assert float(values[0] @ vector * scales[0]) == pytest.approx(1, abs=1e-3)
    assert not values[1].any()


def test_a_quote_is_stored_with_what_it_means_and_again_the_same(writing_sessions: SessionFactory) -> None:
    [number] = store_article(writing_sessions, (HARBOUR, VELDEN))
    with writing_sessions() as session:
        quote, [row] = session.get_one(Quote, number), session.scalars(select(QuoteVector)).all()
        assert row.vector == pack_vector(embed_quote(quote.text))
        assert (row.quote_id, row.engine, row.engine_version) == (
            number,
            MEANING_ENGINE,
            MEANING_ENGINE_VERSION,
        )
        before = row.id
    store_article(writing_sessions, (HARBOUR, VELDEN), version="2")
    with writing_sessions() as session:
        assert session.scalars(select(QuoteVector.id)).all() == [before]


def test_what_was_worked_out_beforehand_is_what_is_stored(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of((HARBOUR, VELDEN.name))
    found = embed_found(text, read(text, reading_of((HARBOUR, VELDEN))))
    monkeypatch.setattr(services.meanings, "embed_quote", None)
    with writing_sessions() as session:
        quote = Archive(session).quote(next(iter(found)))
        store_meanings(session, [quote], found)
        assert stored(session) == {quote.id: found[quote.text]}
    assert embed_found(text, None) == {}


def test_a_persons_other_words_have_another_vector(writing_sessions: SessionFactory) -> None:
    [number] = store_article(writing_sessions, (HARBOUR, VELDEN))
    with writing_sessions.begin() as session:
        before = stored(session)[number]
        quote = hold_quote(session, number)
        span = quote.spans_of("content")[0]
        end = span.start + len("The old harbour will be closed")
        review_quote(session, quote, {"content": [Span(span.start, end)]}, reason=None, actor="key:abc")
    with writing_sessions() as session:
        after = stored(session)[number]
        assert after != before
        assert after == pack_vector(embed_quote("The old harbour will be closed"))


def test_a_quote_that_is_not_served_has_no_vector_until_it_is_again(writing_sessions: SessionFactory) -> None:
    [number] = store_article(writing_sessions, (HARBOUR, VELDEN))
    with writing_sessions() as session:
        before = stored(session)
        quote = hold_quote(session, number)
        review_quote(session, quote, {"decision": "reject"}, reason=None, actor="key:abc")
        assert stored(session) == {}
        quote = hold_quote(session, number, also_rejected=True)
        review_quote(session, quote, {"decision": "confirm"}, reason=None, actor="key:abc")
        assert stored(session) == before
        withdraw_quote(session, hold_quote(session, number), reason=None, actor="key:abc")
        assert stored(session) == {}


def test_quotes_without_a_vector_get_theirs_some_at_a_time(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        archive = Archive(session)
        numbers = [archive.quote(f"The toll for lorry number {each} is too high").id for each in range(3)]
        archive.quote("This quote was withdrawn before", state=QuoteState.WITHDRAWN)
        assert count_missing(session) == 3
    first = embed_missing(writing_sessions, 0, limit=2)
    assert first is not None
    assert (first.count, first.last_id) == (2, numbers[1])
    second = embed_missing(writing_sessions, first.last_id, limit=2)
    assert second is not None
    assert (second.count, second.last_id) == (1, numbers[2])
    assert embed_missing(writing_sessions, 0) is None
    with writing_sessions() as session:
        assert count_missing(session) == 0
        assert [*stored(session)] == numbers


def test_the_vector_of_an_earlier_encoder_is_replaced(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        quote = Archive(session).quote(HARBOUR)
        store_meanings(session, [quote])
        session.execute(update(QuoteVector).values(engine_version="0", vector=b"old"))
        assert count_missing(session) == 1
    assert embed_missing(writing_sessions, 0) is not None
    with writing_sessions() as session:
        assert stored(session) == {quote.id: pack_vector(embed_quote(HARBOUR))}


def test_a_quote_that_changes_while_it_is_embedded_is_passed_over(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_sessions.begin() as session:
        number = Archive(session).quote(HARBOUR).id

    def embed_slowly(text: str) -> object:
        with writing_sessions.begin() as other:
            other.get_one(Quote, number).text = "Nothing of this was said"
        return embed_quote(text)

    monkeypatch.setattr(services.meanings, "embed_quote", embed_slowly)
    batch = embed_missing(writing_sessions, 0)
    assert batch is not None
    assert batch.count == 0
    with writing_sessions() as session:
        assert stored(session) == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_quote_that_somebody_is_changing_is_passed_over(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        number = Archive(session).quote(HARBOUR).id
    with writing_sessions.begin() as changing:
        changing.get_one(Quote, number).text = "Nothing of this was said"
        changing.flush()
        batch = embed_missing(writing_sessions, 0)
        assert batch is not None
        assert batch.count == 0
    with writing_sessions() as session:
        assert stored(session) == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_nobody_changes_a_quote_between_the_last_look_at_it_and_its_vector(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_sessions.begin() as session:
        number = Archive(session).quote(HARBOUR).id
    tried = []

    def change_it(_session: Session) -> None:
        with writing_sessions() as other, pytest.raises(OperationalError, match="lock timeout"):
            other.execute(text("SET LOCAL lock_timeout = 50"))
            other.get_one(Quote, number).state = QuoteState.REJECTED
            other.flush()
        tried.append(number)

    monkeypatch.setattr(services.meanings, "hold_vectors", change_it)
    assert embed_missing(writing_sessions, 0) is not None
    assert tried == [number]
    with writing_sessions() as session:
        assert [*stored(session)] == [number]
