"""A key is shown once, and is good until it expires or is revoked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import ApiKey, HistoryEvent, SessionFactory
from services.errors import InvalidInput, NotFound
from services.keys import SCOPES, authenticate_key, create_key, list_keys, note_key_use, revoke_key

NOW = datetime(2025, 3, 4, 10, tzinfo=UTC)


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


def create(session: Session, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    return create_key(session, name="newsroom", scopes=["ingest", "read"], expires_at=expires_at, now=NOW)


def test_a_key_authenticates_with_its_secret(session: Session) -> None:
    key, secret = create(session)
    assert secret.startswith(f"onr_{key.prefix}_")
    assert authenticate_key(session, secret, NOW) is key
    assert key.scopes == ["read", "ingest"]
    assert set(key.scopes) < set(SCOPES)


def test_the_secret_is_stored_nowhere(session: Session) -> None:
    key, secret = create(session)
    random = secret.rsplit("_", 1)[1]
    columns = [str(getattr(key, column.name)) for column in ApiKey.__table__.columns]
    event = session.scalars(select(HistoryEvent)).one()
    assert not any(random in value for value in (*columns, str(event.after)))
    assert event.after == {
        "prefix": key.prefix,
        "name": "newsroom",
        "scopes": ["read", "ingest"],
        "expires_at": None,
    }


def test_two_keys_differ(session: Session) -> None:
    assert create(session)[1] != create(session)[1]


def test_a_wrong_secret_does_not(session: Session) -> None:
    key, secret = create(session)
    other = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    for wrong in (
        other,
        "",
        "onr_",
        secret + "A",
        secret.upper(),
        key.prefix,
        "\x00",
        "\ud800",
        "onr_" + "0" * 12,
    ):
        assert authenticate_key(session, wrong, NOW) is None


def test_an_expired_key_does_not(session: Session) -> None:
    _, secret = create(session, expires_at=NOW + timedelta(days=1))
    assert authenticate_key(session, secret, NOW + timedelta(hours=23)) is not None
    assert authenticate_key(session, secret, NOW + timedelta(days=1)) is None


def test_a_revoked_key_does_not(session: Session) -> None:
    key, secret = create(session)
    revoke_key(session, key.prefix, now=NOW, actor="key:abc")
    assert authenticate_key(session, secret, NOW) is None
    revoke_key(session, key.prefix, now=NOW + timedelta(days=1))
    assert key.revoked_at == NOW
    events = session.execute(select(HistoryEvent.actor, HistoryEvent.action).order_by(HistoryEvent.id))
    assert [tuple(row) for row in events] == [("command-line", "created"), ("key:abc", "revoked")]


@pytest.mark.parametrize("prefix", ["0" * 12, "", "\x00", "\ud800"])
def test_a_key_that_never_was_is_not_revoked(session: Session, prefix: str) -> None:
    with pytest.raises(NotFound):
        revoke_key(session, prefix, now=NOW)


@pytest.mark.parametrize(
    ("name", "scopes", "expires_at"),
    [
        ("", ["read"], None),
        ("n" * 201, ["read"], None),
        ("newsroom", [], None),
        ("newsroom", ["read", "root"], None),
        ("newsroom", ["read"], NOW),
        ("newsroom", ["read"], NOW.replace(tzinfo=None)),
    ],
)
def test_what_cannot_be_a_key_is_refused(
    session: Session, name: str, scopes: list[str], expires_at: datetime | None
) -> None:
    with pytest.raises(InvalidInput):
        create_key(session, name=name, scopes=scopes, expires_at=expires_at, now=NOW)


def test_use_is_noted_to_the_minute(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        key, _ = create(session)

    def noted(now: datetime) -> datetime | None:
        with writing_sessions() as session:
            known = session.get_one(ApiKey, key.id)
        note_key_use(writing_sessions, known, now)
        with writing_sessions() as session:
            return session.get_one(ApiKey, key.id).last_used_at

    assert noted(NOW) == NOW
    assert noted(NOW + timedelta(seconds=59)) == NOW
    assert noted(NOW + timedelta(seconds=60)) == NOW + timedelta(seconds=60)


def test_a_database_that_cannot_write_keeps_no_key_from_reading(
    writing_sessions: SessionFactory, caplog: pytest.LogCaptureFixture
) -> None:
    with writing_sessions.begin() as session:
        key, _ = create(session)

    def refuse(*_: object) -> None:
        raise OperationalError("UPDATE api_keys", {}, Exception("the disk is full"))

    event.listen(writing_sessions.kw["bind"], "before_execute", refuse)
    note_key_use(writing_sessions, key, NOW)
    assert f"the use of key {key.prefix} could not be noted" in caplog.text


def test_a_late_request_does_not_turn_the_clock_back(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        key, _ = create(session)
    note_key_use(writing_sessions, key, NOW + timedelta(minutes=5))
    note_key_use(writing_sessions, key, NOW)
    with writing_sessions() as session:
        assert session.get_one(ApiKey, key.id).last_used_at == NOW + timedelta(minutes=5)


def test_all_keys_are_listed(session: Session) -> None:
    keys = [create(session)[0] for _ in range(3)]
    revoke_key(session, keys[1].prefix, now=NOW)
    assert list_keys(session) == keys
