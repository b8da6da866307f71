"""A request that is sent twice is done once and answered twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models import IdempotencyRecord, SessionFactory
from services.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from services.idempotency import StoredAnswer, abandon_request, begin_request, finish_request
from services.keys import create_key

NOW = datetime(2025, 3, 4, 10, tzinfo=UTC)
DIGEST, OTHER_DIGEST = "a" * 64, "b" * 64
ANSWER = StoredAnswer(201, {"Location": "/v1/articles/1"}, "{“id”: 1}\n".encode())


@pytest.fixture
def keys(writing_sessions: SessionFactory) -> tuple[int, int]:
    """The numbers of two API keys."""
    with writing_sessions.begin() as session:
        made = [
            create_key(session, name=name, scopes=["ingest"], expires_at=None, now=NOW)[0] for name in "ab"
        ]
        return made[0].id, made[1].id


def begin(
    sessions: SessionFactory,
    api_key_id: int,
    *,
    digest: str = DIGEST,
    now: datetime = NOW,
    key: str = "one",
    hours: int = 24,
) -> StoredAnswer | None:
    return begin_request(
        sessions, api_key_id=api_key_id, key=key, request_digest=digest, hours=hours, now=now
    )


def finish(sessions: SessionFactory, api_key_id: int) -> None:
    finish_request(
        sessions,
        api_key_id=api_key_id,
        key="one",
        status=ANSWER.status,
        headers=ANSWER.headers,
        body=ANSWER.body,
    )


def test_the_second_request_gets_the_first_ones_answer(
    writing_sessions: SessionFactory, keys: tuple[int, int]
) -> None:
    assert begin(writing_sessions, keys[0]) is None
    finish(writing_sessions, keys[0])
    assert begin(writing_sessions, keys[0]) == ANSWER
    assert begin(writing_sessions, keys[0]) == ANSWER


def test_an_empty_answer_is_an_answer(writing_sessions: SessionFactory, keys: tuple[int, int]) -> None:
    begin(writing_sessions, keys[0])
    finish_request(writing_sessions, api_key_id=keys[0], key="one", status=204, headers={}, body=b"")
    assert begin(writing_sessions, keys[0]) == StoredAnswer(204, {}, b"")


def test_a_key_is_in_use_until_its_request_is_answered(
    writing_sessions: SessionFactory, keys: tuple[int, int]
) -> None:
    begin(writing_sessions, keys[0])
    with pytest.raises(IdempotencyKeyInUse):
        begin(writing_sessions, keys[0])


def test_of_requests_at_once_one_goes_on(writing_sessions: SessionFactory, keys: tuple[int, int]) -> None:
    def try_it(_: int) -> bool:
        try:
            return begin(writing_sessions, keys[0]) is None
        except IdempotencyKeyInUse:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1


def test_a_key_is_for_one_request(writing_sessions: SessionFactory, keys: tuple[int, int]) -> None:
    begin(writing_sessions, keys[0])
    with pytest.raises(IdempotencyKeyReused):
        begin(writing_sessions, keys[0], digest=OTHER_DIGEST)
    finish(writing_sessions, keys[0])
    with pytest.raises(IdempotencyKeyReused):
        begin(writing_sessions, keys[0], digest=OTHER_DIGEST)


def test_the_keys_of_two_clients_do_not_meet(writing_sessions: SessionFactory, keys: tuple[int, int]) -> None:
    begin(writing_sessions, keys[0])
    finish(writing_sessions, keys[0])
    assert begin(writing_sessions, keys[1], digest=OTHER_DIGEST) is None


def test_a_request_that_failed_frees_its_key(writing_sessions: SessionFactory, keys: tuple[int, int]) -> None:
    begin(writing_sessions, keys[0])
    abandon_request(writing_sessions, api_key_id=keys[0], key="one")
    assert begin(writing_sessions, keys[0], digest=OTHER_DIGEST) is None


def test_an_answer_is_not_abandoned(writing_sessions: SessionFactory, keys: tuple[int, int]) -> None:
    begin(writing_sessions, keys[0])
    finish(writing_sessions, keys[0])
    abandon_request(writing_sessions, api_key_id=keys[0], key="one")
    assert begin(writing_sessions, keys[0]) == ANSWER


def test_a_request_whose_process_died_frees_its_key_after_a_while(
    writing_sessions: SessionFactory, keys: tuple[int, int]
) -> None:
    begin(writing_sessions, keys[0])
    assert begin(writing_sessions, keys[0], now=NOW + timedelta(hours=24)) is None


@pytest.mark.parametrize("kept_hours", [1, 24])
def test_a_request_may_take_hours(
    writing_sessions: SessionFactory, keys: tuple[int, int], kept_hours: int
) -> None:
    """As one that makes a target does over a large archive, however short its answer is kept."""
    begin(writing_sessions, keys[0], hours=kept_hours)
    with pytest.raises(IdempotencyKeyInUse):
        begin(writing_sessions, keys[0], now=NOW + timedelta(hours=23))


def test_an_answer_is_kept_for_its_hours(
    writing_sessions: SessionFactory, sessions: SessionFactory, keys: tuple[int, int]
) -> None:
    begin(writing_sessions, keys[0])
    finish(writing_sessions, keys[0])
    assert begin(writing_sessions, keys[0], now=NOW + timedelta(hours=23)) == ANSWER
    assert begin(writing_sessions, keys[0], key="two", now=NOW + timedelta(hours=24)) is None
    with sessions() as session:
        assert session.scalars(select(IdempotencyRecord.key)).all() == ["two"]
